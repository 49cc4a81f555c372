//! A whole package: why nothing of it can be converted, if so.

use super::reason::{Reason, stays};
use crate::find::manifest::{Manifest, RUNTIME};

/// Whether the manifest lets the code use the macros.
pub(crate) fn package(manifest: &Manifest) -> Result<(), Reason> {
    if let Some(name) = manifest.in_workspace.as_ref().filter(|it| *it != RUNTIME) {
        return stays(format!(
            "the workspace calls the dependency `{name}`: convert by hand, with `crate = ::{name}`"
        ));
    }
    if manifest.edition == "2015" {
        return stays("the package has edition 2015");
    }
    if manifest.optional.contains(RUNTIME) {
        return stays(format!("`{RUNTIME}` is an optional dependency: builds may lack it"));
    }
    let mut dependencies = manifest.dependencies.iter();
    match dependencies.find(|(name, package)| (*name == RUNTIME) != (*package == RUNTIME)) {
        Some((name, package)) if package == RUNTIME => stays(format!(
            "Cargo.toml calls the dependency `{name}`: convert by hand, with `crate = ::{name}`"
        )),
        Some((name, package)) => {
            stays(format!("the dependency `{name}` is the package `{package}`"))
        }
        None => Ok(()),
    }
}

/// The `feature_set!()` of a package with this manifest.
pub(crate) fn feature_set(manifest: &Manifest) -> Result<String, Reason> {
    let mut dependencies = manifest.dependencies.iter();
    let is_declared = |name: &&String| manifest.dependencies.contains_key(*name);
    let renamed = dependencies.find(|(_, package)| *package == RUNTIME).map(|(name, _)| name);
    let name = renamed.or(manifest.in_workspace.as_ref().filter(is_declared));
    let name = name.map_or(RUNTIME, String::as_str);
    if manifest.optional.contains(name) {
        return stays(format!("`{name}` is an optional dependency: builds may lack it"));
    }
    if name == RUNTIME {
        package(manifest)?;
        return Ok(format!("{RUNTIME}::feature_set!();"));
    }
    Ok(format!("{name}::feature_set!(crate = ::{name});"))
}
