//! The annotations that an older revision has.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Kind;
use super::collect::{Found, collect};
use crate::error::{About as _, Error};
use crate::find::decisions::{Decisions, Said};
use crate::find::git;
use crate::find::paths::{here, normal, repository};
use crate::find::scope::Scope;

/// The annotations of the revision in what the command is about.
pub(crate) fn older(revision: &str, scope: &Scope) -> Result<Vec<Found>, Error> {
    let root = repository();
    let folder = git::revision(revision, &root)?;
    let asked = match (&*scope.paths, &scope.manifest_path) {
        ([], None) => vec![here()],
        ([], Some(manifest)) => vec![manifest.join("..")],
        (paths, _) => paths.to_vec(),
    };
    let mut paths = Vec::new();
    for path in asked {
        let path = std::path::absolute(&path).about(|| path.display().to_string())?;
        let inside = normal(&path).strip_prefix(&root).map(PathBuf::from).unwrap_or_default();
        paths.push(folder.path().join(inside));
    }
    paths.retain(|it| it.exists());
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    Ok(collect(&Scope { paths, ..Scope::default() })?.found)
}

/// Those of the package's annotations that are not there any more.
pub(crate) fn gone<'f>(package: &str, older: &'f [Found], now: &[Found]) -> Vec<&'f Found> {
    let of = |it: &&Found| it.package == package;
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for it in now.iter().filter(of) {
        *left.entry(&it.annotation.item).or_default() += 1;
    }
    let is_gone = |it: &&Found| match left.get_mut(&*it.annotation.item) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    older.iter().filter(of).filter(is_gone).collect()
}

/// Decides as the older annotations of the package say, where nothing else is decided.
pub(crate) fn decide(decisions: &mut Decisions, package: &str, older: &[Found]) {
    for Found { module, annotation: it, .. } in older.iter().filter(|it| it.package == package) {
        let path =
            if module.is_empty() { it.item.clone() } else { format!("{module}::{}", it.item) };
        if it.kind == Kind::Ignores {
            let names = it.parameters.iter().filter_map(|it| it.rsplit(' ').next());
            decisions.ignored.extend(names.map(|name| (path.clone(), name.to_owned())));
        }
        let said = Said {
            name: it.name.clone(),
            alternative: it.alternative.clone(),
            note: it.note.clone(),
            tracking: it.tracking.clone(),
            priority: it.priority,
        };
        if it.kind != Kind::Limitation && said != Said::default() && decisions.said(&path).is_none()
        {
            decisions.items.insert(path, said);
        }
    }
}
