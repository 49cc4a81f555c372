//! Reads a `Cargo.toml`, and adds the dependency to it without touching anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, TableLike};

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
    /// Dependencies that a build may lack, as named in code.
    pub(crate) optional: BTreeSet<String>,
    /// Name in code, name of the package.
    pub(crate) dependencies: BTreeMap<String, String>,
    /// The `path` of every target that has one.
    pub(crate) roots: Vec<String>,
}

/// The package that the code is converted to.
pub(crate) const RUNTIME: &str = "featherfall";

impl Manifest {
    /// Reads the manifest; `None` if it does not describe a package.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        Self::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Option<Self>, String> {
        let document: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
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
            |table: &dyn TableLike| table.get("path").and_then(Item::as_str).map(str::to_owned);
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

/// The manifest with the runtime among its dependencies; `None` if it is there already.
///
/// `from_workspace` says that the workspace declares the version.
pub(crate) fn with_runtime(text: &str, from_workspace: bool) -> Result<Option<String>, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let dependencies = document.entry("dependencies").or_insert(toml_edit::table());
    let Some(dependencies) = dependencies.as_table_like_mut() else {
        return Err(String::from("`dependencies` is not a table"));
    };
    if dependencies.iter().any(|(name, value)| {
        let package = value.as_table_like().and_then(|it| it.get("package")).and_then(Item::as_str);
        package.unwrap_or(name) == RUNTIME
    }) {
        return Ok(None);
    }
    let keys: Vec<String> = dependencies.iter().map(|(name, _)| name.to_owned()).collect();
    let was_sorted = keys.is_sorted();
    if from_workspace {
        let mut inherited = toml_edit::InlineTable::new();
        inherited.insert("workspace", true.into());
        inherited.set_dotted(true);
        dependencies.insert(RUNTIME, toml_edit::value(inherited));
    } else {
        let version = env!("CARGO_PKG_VERSION");
        let short = version.rsplit_once('.').map_or(version, |(short, _)| short);
        dependencies.insert(RUNTIME, toml_edit::value(short));
    }
    if was_sorted
        && let Some(table) = document.get_mut("dependencies").and_then(Item::as_table_mut)
        && table.iter().all(|(_, value)| !value.is_table())
    {
        table.sort_values();
    }
    Ok(Some(document.to_string()))
}

/// Whether a workspace above the folder declares the runtime's version.
pub(crate) fn workspace_declares_runtime(folder: &Path) -> bool {
    folder.ancestors().any(|above| {
        let declares = || {
            let text = std::fs::read_to_string(above.join("Cargo.toml")).ok()?;
            let document: DocumentMut = text.parse().ok()?;
            let dependencies = document.get("workspace")?.as_table_like()?.get("dependencies")?;
            dependencies.as_table_like()?.get(RUNTIME).map(|_| ())
        };
        declares().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dependency_goes_in_order_and_the_rest_stays() {
        let text = "[package]\nname = \"x\" # a\n\n[dependencies]\n# first\nalpha = \"1\"   # keep\nzeta = { version = \"2\" }\n\n[features]\na = []\n";
        let with = with_runtime(text, false).unwrap().unwrap();
        assert_eq!(with, text.replace("zeta", "featherfall = \"0.1\"\nzeta"));
        assert_eq!(with_runtime(&with, false).unwrap(), None);
    }

    #[test]
    fn a_workspace_is_inherited_from() {
        let with = with_runtime("[package]\nname = \"x\"\n", true).unwrap().unwrap();
        assert!(with.contains("featherfall.workspace = true"), "{with}");
    }

    #[test]
    fn a_renamed_dependency_counts() {
        let text = "[dependencies]\nff = { package = \"featherfall\", version = \"0.1\" }\n";
        assert_eq!(with_runtime(text, false).unwrap(), None);
    }

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
