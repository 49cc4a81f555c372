//! What a `Cargo.toml` says of its package.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, TableLike};

use super::toml::{document, read};
use crate::error::{About as _, Error};

/// What the commands need to know of a package.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manifest {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// The package's name.
    pub(crate) name: String,
    /// The edition, 2015 where none is written.
    pub(crate) edition: String,
    /// Everything that `#[cfg(feature = "..")]` may name.
    pub(crate) features: BTreeSet<String>,
    /// Whether its lints take any feature for declared.
    pub(crate) knows_all: bool,
    /// Dependencies that a build may lack, as named in code.
    pub(crate) optional: BTreeSet<String>,
    /// Name in code, name of the package.
    pub(crate) dependencies: BTreeMap<String, String>,
    /// What its workspace calls the runtime, if it declares that.
    pub(crate) in_workspace: Option<String>,
    /// The `path` of every target that has one.
    pub(crate) roots: Vec<PathBuf>,
}

/// The package that the code is converted to.
pub(crate) const RUNTIME: &str = "featherfall";

impl Manifest {
    /// Reads the manifest, whose workspace has this root; `None` if it does not describe a package.
    pub(crate) fn read(path: &Path, root: Option<&Path>) -> Result<Option<Self>, Error> {
        let text = std::fs::read_to_string(path).about(|| String::from("cannot be read"))?;
        let manifest = Self::parse(path, &text)?;
        Ok(manifest.map(|it| Self { in_workspace: root.and_then(name_in_workspace), ..it }))
    }

    fn parse(path: &Path, text: &str) -> Result<Option<Self>, Error> {
        let document = document(text)?;
        let Some(package) = document.get("package").and_then(Item::as_table_like) else {
            return Ok(None);
        };
        let string = |key: &str| package.get(key).and_then(Item::as_str).map(str::to_owned);
        let mut manifest = Self {
            path: path.to_owned(),
            name: string("name").unwrap_or_default(),
            // `edition.workspace = true` came with 2021.
            edition: match package.get("edition") {
                None => String::from("2015"),
                Some(edition) => edition.as_str().unwrap_or("2021").to_owned(),
            },
            ..Self::default()
        };
        manifest.dependencies_of(document.as_table());
        if let Some(targets) = document.get("target").and_then(Item::as_table_like) {
            for (_, target) in targets.iter() {
                if let Some(target) = target.as_table_like() {
                    manifest.dependencies_of(target);
                }
            }
        }
        if let Some(features) = document.get("features").and_then(Item::as_table_like) {
            // What a feature names as `dep:name` is no feature of its own.
            for enabled in features.iter().filter_map(|(_, value)| value.as_array()).flatten() {
                if let Some(name) = enabled.as_str().and_then(|it| it.strip_prefix("dep:")) {
                    manifest.features.remove(name);
                }
            }
            manifest.features.extend(features.iter().map(|(name, _)| name.to_owned()));
        }
        manifest.read_roots(&document);
        Ok(Some(manifest))
    }

    fn dependencies_of(&mut self, table: &dyn TableLike) {
        for key in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let Some(dependencies) = table.get(key).and_then(Item::as_table_like) else { continue };
            for (name, value) in dependencies.iter() {
                let value = value.as_table_like();
                let field = |key: &str| value.and_then(|it| it.get(key));
                let package = field("package").and_then(Item::as_str).unwrap_or(name);
                let in_code = name.replace('-', "_");
                self.dependencies.insert(in_code.clone(), package.to_owned());
                if field("optional").and_then(Item::as_bool) == Some(true) {
                    self.features.insert(name.to_owned());
                    self.optional.insert(in_code);
                }
            }
        }
    }

    fn read_roots(&mut self, document: &DocumentMut) {
        let path =
            |table: &dyn TableLike| table.get("path").and_then(Item::as_str).map(PathBuf::from);
        if let Some(lib) = document.get("lib").and_then(Item::as_table_like) {
            self.roots.extend(path(lib));
        }
        for kind in ["bin", "example", "test", "bench"] {
            let Some(targets) = document.get(kind).and_then(Item::as_array_of_tables) else {
                continue;
            };
            self.roots.extend(targets.iter().filter_map(|target| path(target)));
        }
    }

    /// The folder of the package.
    pub(crate) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// Whether the line of a list of dependencies names the runtime.
pub(crate) fn is_runtime(name: &str, value: &Item) -> bool {
    let package = value.as_table_like().and_then(|it| it.get("package")).and_then(Item::as_str);
    package.unwrap_or(name) == RUNTIME
}

/// The name under which the workspace with this root declares the runtime.
fn name_in_workspace(root: &Path) -> Option<String> {
    let document = read(root)?;
    let dependencies = document.get("workspace")?.as_table_like()?.get("dependencies")?;
    let mut dependencies = dependencies.as_table_like()?.iter();
    let (name, _) = dependencies.find(|(name, value)| is_runtime(name, value))?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_and_optional_dependencies() {
        let text = "[package]\nname = \"x\"\nedition = \"2021\"\n[dependencies]\ncandle = { package = \"candle-core\", version = \"1\" }\nflash-kernels = { version = \"1\", optional = true }\n[target.'cfg(unix)'.dependencies]\nunix-only = \"1\"\n[features]\ncuda = []\n";
        let manifest = Manifest::parse(Path::new("Cargo.toml"), text).unwrap().unwrap();
        assert!(manifest.features.contains("cuda") && manifest.features.contains("flash-kernels"));
        let hidden = Manifest::parse(
            Path::new(""),
            &text.replace("cuda = []", "cuda = [\"dep:flash-kernels\"]"),
        );
        assert!(!hidden.unwrap().unwrap().features.contains("flash-kernels"));
        assert!(manifest.optional.contains("flash_kernels"));
        assert_eq!(manifest.dependencies["candle"], "candle-core");
        assert!(manifest.dependencies.contains_key("unix_only"));
    }
}
