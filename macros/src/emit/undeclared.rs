//! A feature that the crate does not declare, where its `Cargo.toml` tells what was meant.
//!
//! rustc says what it knows: the features of this crate. What it cannot know is that the name is an
//! optional dependency's, or a feature of a dependency.

use std::path::Path;

use super::declared::unknown;
use crate::grammar::{Errors, Predicate};
use crate::manifest::{Dependency, Kind, Manifest};

/// Reports such features, and leaves a predicate that never holds, so that rustc does not report them
/// a second time.
pub(crate) fn explain_undeclared(predicate: &mut Predicate, errors: &mut Errors) {
    let before = errors.count();
    let features = unknown(predicate);
    // The manifest is read where there is something to explain, which is in no build that works.
    if features.is_empty() {
        return;
    }
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let Ok(manifest) = Manifest::read(Path::new(&folder)) else { return };
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    for feature in features {
        if let Some(message) = what_was_meant(&feature.value(), &package, &manifest) {
            errors.at(feature, message);
        }
    }
    if errors.count() > before {
        *predicate = Predicate::Any(Vec::new());
    }
}

/// What to write in the place of `name`, in `package`.
fn what_was_meant(name: &str, package: &str, manifest: &Manifest) -> Option<String> {
    let (dependency, feature) = match name.split_once('/') {
        Some((dependency, feature)) => (Some(dependency.trim_end_matches('?')), feature),
        None => (None, name),
    };
    let plain = name.strip_prefix("dep:").unwrap_or(name);
    let turning_on = |entry: &str| -> Vec<&str> {
        let features = manifest.features.iter();
        features
            .filter(|(_, declared)| declared.enables.iter().any(|it| it == entry))
            .map(|(name, _)| name.as_str())
            .collect()
    };
    if let Some(written) = written(&turning_on(&format!("dep:{plain}"))) {
        let what = "is an optional dependency";
        return Some(format!("`{plain}` {what}, not a feature of `{package}`: {written}"));
    }
    let forwarding =
        manifest.dependencies.iter().filter(|it| it.kind == Kind::Normal).find(|it| {
            match dependency {
                Some(dependency) => it.name == dependency,
                None => declares(it, feature),
            }
        })?;
    let dependency = &forwarding.name;
    let entry = format!("{dependency}/{feature}");
    let turning_on = [turning_on(&entry), turning_on(&format!("{dependency}?/{feature}"))].concat();
    let next = written(&turning_on).unwrap_or_else(|| {
        format!("forward it in the Cargo.toml of `{package}`, below `[features]`: `{feature} = [\"{entry}\"]`")
    });
    Some(format!("`{feature}` is a feature of `{dependency}`, not of `{package}`: {next}"))
}

/// Features that turn on what is meant, if there are any.
fn written(turning_on: &[&str]) -> Option<String> {
    let names = turning_on.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
    match turning_on {
        [] => None,
        [_] => Some(format!("write {}, which turns it on", names.join(""))),
        _ => Some(format!("write {}, which turn it on", names.join(" or "))),
    }
}

/// Whether a package that is at hand declares the feature.
fn declares(dependency: &Dependency, feature: &str) -> bool {
    let manifest = dependency.folder.as_deref().and_then(|folder| Manifest::read(folder).ok());
    manifest.is_some_and(|manifest| manifest.features.contains_key(feature))
}

#[cfg(test)]
mod tests {
    use super::what_was_meant;
    use crate::manifest::{Manifest, folder_with};

    #[test]
    fn the_manifest_says_what_was_meant() {
        let folder = folder_with(&[
            (
                "Cargo.toml",
                "[workspace]\n[workspace.dependencies]\nk = { package = \"kernels\", path = \"k\" }",
            ),
            ("k/Cargo.toml", "[package]\nname = \"kernels\"\n[features]\nnccl = []\nflash = []"),
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"
            [dependencies]\nk = { workspace = true }\nhalf = { version = \"2\", optional = true }
            [features]\nf16 = [\"dep:half\"]\nbf16 = [\"dep:half\"]\nmulti = [\"k?/nccl\"]",
            ),
        ]);
        let manifest = Manifest::read(&folder.path().join("app")).unwrap();
        let meant = |name| what_was_meant(name, "app", &manifest).unwrap_or_default();
        let half = "`half` is an optional dependency, not a feature of `app`: write \"bf16\" or \"f16\", which turn it on";
        assert_eq!(meant("half"), half);
        assert_eq!(meant("dep:half"), half);
        let nccl = "`nccl` is a feature of `k`, not of `app`: write \"multi\", which turns it on";
        assert_eq!(meant("nccl"), nccl);
        assert_eq!(meant("k/nccl"), nccl);
        assert_eq!(
            meant("flash"),
            "`flash` is a feature of `k`, not of `app`: forward it in the Cargo.toml of `app`, below `[features]`: `flash = [\"k/flash\"]`"
        );
        assert_eq!(meant("flush"), "");
        assert_eq!(meant("other/flash"), "");
    }
}
