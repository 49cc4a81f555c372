//! What is asked of a package: features, dependencies, names of executables.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::others::{version, workspace_of};
use super::programs::programs;
use super::toml::{self, Value};

/// What a package declares.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// Those of `[features]` and those that optional dependencies imply, by name.
    pub(crate) features: BTreeMap<String, Declared>,
    /// All of them, on any target.
    pub(crate) dependencies: Vec<Dependency>,
    /// Names of programs, examples, tests and benches.
    pub(crate) programs: BTreeSet<String>,
}

/// One declared feature.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// Its `##` lines.
    pub(crate) doc: String,
    /// What it turns on, as written.
    pub(crate) enables: Vec<String>,
}

/// One dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// As this package calls it.
    pub(crate) name: String,
    pub(crate) package: String,
    pub(crate) optional: bool,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<String>,
    /// The `cfg(..)` or triple for which it is there.
    pub(crate) target: Option<String>,
    /// The version that is asked for, or the one in its folder; empty where neither is known.
    pub(crate) requirement: String,
    /// Where it is, if it has a `path`.
    pub(crate) folder: Option<PathBuf>,
    /// Whether the workspace's manifest says the rest of it.
    pub(crate) inherited: bool,
    pub(crate) kind: Kind,
}

/// For what a dependency is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Build,
    Dev,
}

impl Manifest {
    /// Reads the `Cargo.toml` of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("Cargo.toml");
        let text = std::fs::read_to_string(&path)
            .map_err(|cause| format!("cannot read {}: {cause}", path.display()))?;
        let root = toml::parse(&text)
            .map_err(|cause| format!("cannot parse {}: {cause}", path.display()))?
            // What `cargo package` keeps of the comments of the manifest that it writes anew.
            .documented_by(&folder.join("Cargo.toml.orig"));
        // Read where the first dependency asks for it, and once.
        let workspace = LazyCell::new(|| workspace_of(folder, &root));
        let inherited = |name: &str| {
            let (base, workspace) = workspace.as_ref()?;
            let dependency = workspace.get(&["workspace", "dependencies", name])?;
            Some(Described::of(dependency, base))
        };
        Ok(Self {
            features: features(&root),
            dependencies: dependencies(folder, &root, &inherited),
            programs: programs(folder, &root),
        })
    }
}

fn features(root: &Value) -> BTreeMap<String, Declared> {
    let declared = root.get(&["features"]).and_then(Value::table);
    let mut features: BTreeMap<String, Declared> = declared
        .into_iter()
        .flatten()
        .map(|(name, entry)| {
            (name.clone(), Declared { doc: entry.doc.clone(), enables: entry.value.texts() })
        })
        .collect();
    let named: BTreeSet<String> = features
        .values()
        .flat_map(|feature| &feature.enables)
        .filter_map(|enabled| enabled.strip_prefix("dep:"))
        .map(str::to_owned)
        .collect();
    for (tables, _) in [root].into_iter().map(|table| (table, None::<&str>)).chain(targets(root)) {
        for kind in ["dependencies", "build-dependencies"] {
            for (name, value) in entries(tables, kind) {
                let is_optional = value.get(&["optional"]).and_then(Value::boolean) == Some(true);
                if is_optional && !named.contains(name) {
                    features.entry(name.clone()).or_default();
                }
            }
        }
    }
    features
}

/// The tables below `[target]`, with the target's name.
fn targets(root: &Value) -> impl Iterator<Item = (&Value, Option<&str>)> {
    let targets = root.get(&["target"]).and_then(Value::table);
    targets.into_iter().flatten().map(|(target, entry)| (&entry.value, Some(target.as_str())))
}

fn entries<'v>(value: &'v Value, table: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    let table = value.get(&[table]).and_then(Value::table);
    table.into_iter().flatten().map(|(name, entry)| (name, &entry.value))
}

/// What a manifest says of a dependency, here or in the workspace.
struct Described {
    package: Option<String>,
    default_features: Option<bool>,
    features: Vec<String>,
    requirement: String,
    folder: Option<PathBuf>,
}

impl Described {
    /// `base` is where its manifest is.
    fn of(value: &Value, base: &Path) -> Self {
        let default_features = ["default-features", "default_features"];
        Self {
            package: value.get(&["package"]).and_then(Value::text).map(str::to_owned),
            default_features: default_features
                .iter()
                .find_map(|key| value.get(&[key]))
                .and_then(Value::boolean),
            features: value.get(&["features"]).map(Value::texts).unwrap_or_default(),
            requirement: value
                .text()
                .or_else(|| value.get(&["version"])?.text())
                .unwrap_or_default()
                .to_owned(),
            folder: value.get(&["path"]).and_then(Value::text).map(|path| base.join(path)),
        }
    }
}

const KINDS: [(&str, Kind); 3] = [
    ("dependencies", Kind::Normal),
    ("build-dependencies", Kind::Build),
    ("dev-dependencies", Kind::Dev),
];

fn dependencies(
    folder: &Path,
    root: &Value,
    inherited: &dyn Fn(&str) -> Option<Described>,
) -> Vec<Dependency> {
    let mut found = Vec::new();
    for (tables, target) in [(root, None)].into_iter().chain(targets(root)) {
        let kinds = KINDS.iter().flat_map(|(table, kind)| {
            entries(tables, table).map(move |(name, value)| (name, value, *kind))
        });
        for (name, value, kind) in kinds {
            let mut here = Described::of(value, folder);
            let inherits = value.get(&["workspace"]).and_then(Value::boolean) == Some(true);
            if inherits && let Some(there) = inherited(name) {
                here.package = there.package;
                here.requirement = there.requirement;
                here.folder = there.folder;
                here.features.extend(there.features);
                // A member cannot turn off what the workspace leaves on.
                here.default_features = match (there.default_features, here.default_features) {
                    (Some(false), Some(true)) => Some(true),
                    (there, _) => there,
                };
            }
            if here.requirement.is_empty() {
                // Two packages of one name may be at hand; cargo takes the one of this folder.
                let version = here.folder.as_deref().and_then(version);
                here.requirement = version.map_or_else(String::new, |it| format!("={it}"));
            }
            found.push(Dependency {
                name: name.clone(),
                package: here.package.unwrap_or_else(|| name.clone()),
                optional: value.get(&["optional"]).and_then(Value::boolean) == Some(true),
                default_features: here.default_features != Some(false),
                features: here.features,
                target: target.map(str::to_owned),
                requirement: here.requirement,
                folder: here.folder,
                inherited: inherits,
                kind,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::folder_with;

    fn read(files: &[(&str, &str)], package: &str) -> Manifest {
        Manifest::read(&folder_with(files).path().join(package)).unwrap()
    }

    fn names(manifest: &str) -> Vec<String> {
        read(&[("Cargo.toml", manifest)], "").features.into_keys().collect()
    }

    #[test]
    fn features_come_with_their_doc_comments() {
        let found = read(&[("Cargo.toml",
            "[package]\nname = \"x\"\n\n[features]\ndefault = [\"fast\"]\n## Fast kernels.\n## Needs a GPU.\nfast = [\"dep:gpu\", 'other/fast'] # trailing\n# not a doc\n\"flash-attn\" = []\n")], "").features;
        assert_eq!(found.keys().collect::<Vec<_>>(), ["default", "fast", "flash-attn"]);
        assert_eq!(found["fast"].doc, "Fast kernels. Needs a GPU.");
        assert_eq!(found["fast"].enables, ["dep:gpu", "other/fast"]);
        assert_eq!(found["flash-attn"].doc, "");
        assert_eq!(found["default"].enables, ["fast"]);
    }

    #[test]
    fn optional_dependencies_are_features_unless_named_with_dep() {
        let manifest = "
            [dependencies]
            a = { version = \"1\", optional = true }
            b = { version = \"1\", optional = true }
            c = { version = \"1\", optional = false }
            d.optional = true
            d.version = \"1\"
            [dependencies.e]
            optional = true
            [target.'cfg(unix)'.dependencies]
            f = { version = \"1\", features = [\"x\"], optional = true }
            [dev-dependencies]
            g = { version = \"1\" }
            [features]
            uses-b = [\"dep:b\"]
        ";
        assert_eq!(names(manifest), ["a", "d", "e", "f", "uses-b"]);
    }

    #[test]
    fn inline_tables_and_dotted_keys_are_read() {
        assert_eq!(names("features = { a = [], b = [\"a\"] }"), ["a", "b"]);
        assert_eq!(names("features.a = []"), ["a"]);
    }

    #[test]
    fn a_manifest_that_does_not_parse_is_an_error() {
        assert!(toml::parse("[features]\na = [").is_err());
        assert!(Manifest::read(Path::new("/nowhere")).unwrap_err().starts_with("cannot read"));
    }

    #[test]
    fn dependencies_are_read_with_their_targets() {
        let found = read(&[("Cargo.toml", "
            [dependencies]
            plain = \"1\"
            kern = { package = \"kernels\", version = \"1\", default-features = false, features = [\"a\", \"b\"] }
            [dependencies.opt]
            optional = true
            version = \"1\"
            [target.'cfg(unix)'.dependencies]
            plain = { version = \"1\", features = [\"u\"] }
            [build-dependencies]
            cc = \"1\"
        ")], "").dependencies;
        let plain = Dependency {
            name: String::from("plain"),
            package: String::from("plain"),
            optional: false,
            default_features: true,
            features: Vec::new(),
            target: None,
            requirement: String::from("1"),
            folder: None,
            inherited: false,
            kind: Kind::Normal,
        };
        let kern = Dependency {
            name: String::from("kern"),
            package: String::from("kernels"),
            default_features: false,
            features: vec![String::from("a"), String::from("b")],
            ..plain.clone()
        };
        let opt = Dependency {
            name: String::from("opt"),
            package: String::from("opt"),
            optional: true,
            ..plain.clone()
        };
        let unix = Dependency {
            features: vec![String::from("u")],
            target: Some(String::from("cfg(unix)")),
            ..plain.clone()
        };
        let cc = Dependency {
            name: String::from("cc"),
            package: String::from("cc"),
            kind: Kind::Build,
            ..plain.clone()
        };
        assert_eq!(found, [kern, opt, plain, cc, unix]);
    }

    #[test]
    fn what_the_workspace_says_is_inherited() {
        let workspace = "[workspace]\nmembers = [\"a\"]\n[workspace.dependencies]
            k = { package = \"kernels\", path = \"k\", default-features = false, features = [\"x\"] }
            l = \"1\"";
        let member = "[package]\nname = \"a\"\n[dependencies]
            k = { workspace = true, features = [\"y\"], optional = true }
            l.workspace = true";
        for (root, folder) in [("Cargo.toml", "deep/a"), ("ws/Cargo.toml", "a")] {
            let member = if root == "Cargo.toml" {
                member.to_owned()
            } else {
                member.replace("name", "workspace = \"../ws\"\nname")
            };
            let found =
                read(&[(root, workspace), (&format!("{folder}/Cargo.toml"), &member)], folder)
                    .dependencies;
            assert_eq!(found[0].package, "kernels");
            assert_eq!(found[0].features, ["y", "x"]);
            assert!(found[0].optional && !found[0].default_features && found[0].folder.is_some());
            assert!(found[1].default_features);
            assert!(found.iter().all(|it| it.inherited));
        }
    }
}
