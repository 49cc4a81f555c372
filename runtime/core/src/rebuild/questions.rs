//! Which features are on, package by package.

use super::ways::Judge;
use super::wording::features;
use super::workspace::Workspace;
use crate::model::package::Package;

/// Whether a feature is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    On,
    Off,
    /// Nobody declares it.
    Unknown,
}

/// Whether the feature is on in at least one of the packages.
pub(crate) fn ask<'p>(packages: impl IntoIterator<Item = &'p Package<'p>>, name: &str) -> Answer {
    let mut answer = Answer::Unknown;
    for package in packages {
        for feature in package.features.iter().filter(|feature| feature.name == name) {
            if feature.enabled {
                return Answer::On;
            }
            answer = Answer::Off;
        }
    }
    answer
}

/// How to have all these features: one sentence without a full stop, empty where they are on. The
/// error is what cannot be on here, as package and feature.
pub(crate) fn compilation_hint<'a>(
    workspace: &Workspace<'a>,
    packages: &[Package<'_>],
    names: &[&str],
    judge: &Judge<'_>,
) -> Result<String, (&'a str, &'a str)> {
    let mut missing: Vec<&str> = Vec::new();
    for &name in names {
        if ask(packages, name) != Answer::On && !missing.contains(&name) {
            missing.push(name);
        }
    }
    if missing.is_empty() {
        return Ok(String::new());
    }
    let ways = workspace.for_features(&missing, judge);
    match (ways.sentence(), ways.blocked) {
        (Some(sentence), _) if ways.says_how() => Ok(sentence),
        (None, Some(blocked)) => Err(blocked),
        (sentence, _) => Ok(one_by_one(workspace, &missing, judge)
            .or(sentence)
            // Nobody declares one of them.
            .unwrap_or_else(|| format!("Rebuild with {}", features(&missing)))),
    }
}

/// Each by itself, where one takes a command and another an edit, say.
fn one_by_one(workspace: &Workspace<'_>, names: &[&str], judge: &Judge<'_>) -> Option<String> {
    let by_itself = |name: &&str| {
        let ways = workspace.for_features(&[name], judge);
        let sentence = ways.sentence().filter(|_| ways.says_how())?;
        Some(format!("`{name}`: {sentence}"))
    };
    Some(names.iter().map(by_itself).collect::<Option<Vec<String>>>()?.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::package::{Declared, Dependency};
    use crate::rebuild::target::Target;
    use crate::rebuild::ways::Fit;

    fn feature<'a>(name: &'a str, enabled: bool, turns_on: &[&'a str]) -> Declared<'a> {
        Declared { name, enabled, doc: "", turns_on: turns_on.to_vec() }
    }

    fn dependency(package: &str) -> Dependency<'_> {
        Dependency {
            name: package,
            package,
            default_features: true,
            local: true,
            ..Dependency::default()
        }
    }

    /// `metal` is on in `core` and off in `nn`.
    fn packages() -> Vec<Package<'static>> {
        let package = |name, features, dependencies: &[&'static str]| Package {
            name,
            version: "0.1.0",
            recorded: true,
            features,
            dependencies: dependencies.iter().map(|name| dependency(name)).collect(),
            ..Package::default()
        };
        vec![
            package(
                "app",
                vec![feature("metal", true, &["core/metal"]), feature("json", false, &[])],
                &["core", "nn"],
            ),
            package(
                "core",
                vec![feature("metal", true, &[]), feature("mkl", false, &[])],
                &["deep"],
            ),
            package("nn", vec![feature("metal", false, &["core/metal"])], &["core"]),
            package("deep", vec![feature("rocm", false, &[])], &[]),
        ]
    }

    #[test]
    fn several_features_take_one_command() {
        let packages = packages();
        let hint = |root, names: &[&str], judge: &Judge<'_>| {
            let workspace = Workspace::new(&packages, root, &Target::current());
            compilation_hint(&workspace, &packages, names, judge)
        };
        let any = |_: &str, _: &str| Fit::Yes;
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(hint(Some(0), &["metal"], &any), ok(""));
        assert_eq!(
            hint(Some(0), &["mkl", "json", "metal"], &any),
            ok("Rebuild with `--features metal,core/mkl,json`")
        );
        assert_eq!(
            hint(None, &["mkl"], &any),
            ok(
                "Rebuild with feature `mkl` of `core` (by flag if you build it, else in the Cargo.toml that depends on it)"
            )
        );
        assert_eq!(
            hint(None, &["mkl", "json"], &any),
            ok("Rebuild with features `mkl` and `json`")
        );
        assert_eq!(hint(Some(0), &["cuda"], &any), ok("Rebuild with feature `cuda`"));
        assert_eq!(
            hint(Some(0), &["json", "cuda"], &any),
            ok("Rebuild with features `json` and `cuda`")
        );
        assert_eq!(
            hint(Some(0), &["json", "rocm"], &any),
            ok(
                "`json`: Rebuild with `--features metal,json`. `rocm`: To have it, add `features = [\"rocm\"]` to `deep` in the Cargo.toml of `core`"
            )
        );
        let no_mkl = |_: &str, name: &str| if name == "mkl" { Fit::Never } else { Fit::Yes };
        assert_eq!(hint(Some(0), &["mkl"], &no_mkl), Err(("core", "mkl")));
    }
}
