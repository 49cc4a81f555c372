//! The packages of this binary, and how to get another build of them.

use crate::model::package::{Declared, Package};
use crate::model::predicate::Predicate;
use crate::rebuild::root::root;
use crate::rebuild::target::Target;
use crate::rebuild::workspace::Workspace;
use crate::registry::index;
use crate::sync::lazy::Lazy;

/// The records of a package: its library and its executable may both have one.
pub(crate) fn records_of(package: &str) -> Vec<&'static Package<'static>> {
    index::packages().iter().filter(|it| it.name == package).collect()
}

/// Packages with gates and without `feature_set!()`: nothing is known of their other features.
pub(crate) fn unrecorded() -> Vec<&'static str> {
    let mut names: Vec<&str> =
        packages().iter().filter(|package| !package.recorded).map(|package| package.name).collect();
    names.dedup();
    names
}

/// Every package of this binary that is known of: those that recorded themselves, and those that hold
/// gates, with the features that these name.
pub(crate) fn packages() -> &'static [Package<'static>] {
    static PACKAGES: Lazy<Vec<Package<'static>>> = Lazy::new();
    PACKAGES.get_or_make(|| {
        let mut packages = index::packages().to_vec();
        for gate in index::gates() {
            let id = (gate.package, gate.version);
            let is_recorded = |it: &Package<'_>| it.recorded && (it.name, it.version) == id;
            if packages.iter().any(is_recorded) {
                continue;
            }
            let known = packages.iter().position(|it| (it.name, it.version) == id);
            let index = known.unwrap_or(packages.len());
            if known.is_none() {
                packages.push(Package { name: id.0, version: id.1, ..Package::default() });
            }
            gate.requires.features(&mut |name, enabled| {
                let features = &mut packages[index].features;
                if !features.iter().any(|feature| feature.name == name) {
                    features.push(Declared { name, enabled, ..Declared::default() });
                }
            });
        }
        packages
    })
}

/// The workspace of this binary.
pub(crate) fn workspace() -> &'static Workspace<'static> {
    static WORKSPACE: Lazy<Workspace<'static>> = Lazy::new();
    WORKSPACE.get_or_make(|| workspace_of(packages()))
}

fn workspace_of<'a>(packages: &'a [Package<'a>]) -> Workspace<'a> {
    Workspace::new(packages, program_of(packages), &Target::current())
}

/// The package of these whose program this is, if that is known.
pub(crate) fn program_of(packages: &[Package<'_>]) -> Option<usize> {
    let program = std::env::current_exe().ok()?;
    let cargo = std::env::var("CARGO_PKG_NAME").ok();
    root(packages, program.file_stem()?.to_str()?, cargo.as_deref())
}

/// What would be asked of the workspace, were what a gate requires not built: a test may force that.
pub(crate) fn without<R>(
    package: &str,
    predicate: &Predicate,
    ask: impl FnOnce(&Workspace<'_>) -> R,
) -> R {
    let mut packages = packages().to_vec();
    let mut off: Vec<(&str, &str)> = Vec::new();
    predicate.features(&mut |name, enabled| {
        if !enabled {
            off.push((package, name));
        }
    });
    // What turns on what is off cannot be on either.
    let mut next = 0;
    while next < off.len() {
        let (package, feature) = off[next];
        next += 1;
        for other in &mut packages {
            let names: Vec<&str> = other
                .dependencies
                .iter()
                .filter(|it| it.package == package)
                .map(|it| it.name)
                .collect();
            let turns_on = |value: &str| match value.split_once('/') {
                Some((name, of)) => of == feature && names.contains(&name.trim_end_matches('?')),
                None => other.name == package && value == feature,
            };
            for declared in &mut other.features {
                let is_it = other.name == package && declared.name == feature;
                if is_it || declared.turns_on.iter().any(|value| turns_on(value)) {
                    declared.enabled = false;
                    if !off.contains(&(other.name, declared.name)) {
                        off.push((other.name, declared.name));
                    }
                }
            }
        }
    }
    ask(&workspace_of(&packages))
}
