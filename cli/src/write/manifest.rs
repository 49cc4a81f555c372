//! Adds the dependency to a `Cargo.toml` without touching anything else.

use std::path::Path;

use toml_edit::{DocumentMut, Item};

use crate::error::Error;
use crate::find::manifest::{RUNTIME, document};

/// The manifest with the runtime among its dependencies; `None` if it is there already.
///
/// `from_workspace` says that the workspace declares the version.
pub(crate) fn with_runtime(text: &str, from_workspace: bool) -> Result<Option<String>, Error> {
    let mut document = document(text)?;
    let dependencies = document.entry("dependencies").or_insert(toml_edit::table());
    let Some(dependencies) = dependencies.as_table_like_mut() else {
        return Err(Error::failed("`dependencies` is not a table"));
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
}
