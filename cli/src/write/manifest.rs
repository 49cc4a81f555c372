//! Adds the dependency to a `Cargo.toml`, or takes it out, without touching anything else.

use toml_edit::{Item, TableLike};

use crate::error::Error;
use crate::find::manifest::{RUNTIME, is_runtime};
use crate::find::toml::document;

/// What says where a dependency comes from.
const SOURCE: &[&str] =
    &["version", "path", "git", "branch", "tag", "rev", "registry", "workspace", "package"];

/// The manifest with the runtime among its dependencies; `None` if it is there already.
///
/// `from_workspace` says that the workspace declares the version.
pub(crate) fn with_runtime(text: &str, from_workspace: bool) -> Result<Option<String>, Error> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mark, text) = text.split_at(mark);
    let mut document = document(text)?;
    let elsewhere = elsewhere(document.as_table());
    let dependencies = document.entry("dependencies").or_insert(toml_edit::table());
    let Some(dependencies) = dependencies.as_table_like_mut() else {
        return Err(Error::failed("`dependencies` is not a table"));
    };
    if dependencies.iter().any(|(name, value)| is_runtime(name, value)) {
        return Ok(None);
    }
    let keys: Vec<String> = dependencies.iter().map(|(name, _)| name.to_owned()).collect();
    let line = match elsewhere {
        // Two sources of one package are an error.
        Some(line) => line,
        None if from_workspace => inherited(),
        None => {
            let version = env!("CARGO_PKG_VERSION");
            toml_edit::value(version.rsplit_once('.').map_or(version, |(short, _)| short))
        }
    };
    dependencies.insert(RUNTIME, line);
    if let Some(table) = document.get_mut("dependencies").and_then(Item::as_table_mut)
        && table.iter().all(|(_, value)| !value.is_table())
    {
        // In front of the first name behind it: a list's end is where merges meet.
        let place = keys.iter().position(|name| name.as_str() > RUNTIME).unwrap_or(keys.len());
        let order = |name: &str| match keys.iter().position(|it| it == name) {
            Some(at) => 2 * at + 1,
            None => 2 * place,
        };
        table.sort_values_by(|one, _, other, _| order(one).cmp(&order(other)));
    }
    Ok(Some(format!("{mark}{}", with_line_breaks(&document.to_string(), text))))
}

fn inherited() -> Item {
    let mut inherited = toml_edit::InlineTable::new();
    inherited.insert("workspace", true.into());
    inherited.set_dotted(true);
    toml_edit::value(inherited)
}

/// Where the runtime comes from as a dependency of tests, of the build script or of some targets.
fn elsewhere(manifest: &dyn TableLike) -> Option<Item> {
    let lists = |table: &dyn TableLike| {
        ["dependencies", "dev-dependencies", "build-dependencies"].into_iter().find_map(|list| {
            let list = table.get(list)?.as_table_like()?;
            let (_, value) = list.iter().find(|(name, value)| is_runtime(name, value))?;
            source(value)
        })
    };
    let targets = manifest.get("target").and_then(Item::as_table_like);
    lists(manifest)
        .or_else(|| targets?.iter().find_map(|(_, target)| lists(target.as_table_like()?)))
}

/// The same source, without features of that list.
fn source(value: &Item) -> Option<Item> {
    let Some(table) = value.as_table_like() else {
        return value.as_str().map(toml_edit::value);
    };
    if table.get("workspace").is_some() {
        return Some(inherited());
    }
    let mut own = toml_edit::InlineTable::new();
    for key in SOURCE {
        if let Some(value) = table.get(key).and_then(Item::as_str) {
            own.insert(*key, value.into());
        }
    }
    Some(toml_edit::value(own))
}

/// The new text with the line breaks that the old one has: writing TOML makes all of them alike.
fn with_line_breaks(new: &str, old: &str) -> String {
    let usual =
        if old.find('\n').is_some_and(|at| old[..at].ends_with('\r')) { "\r\n" } else { "\n" };
    let mut old = old.split_inclusive('\n').peekable();
    let mut text = String::with_capacity(new.len());
    for line in new.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        match old.next_if(|it| it.trim_end_matches(['\r', '\n']) == bare) {
            Some(same) if same.ends_with('\n') => text.push_str(same),
            _ => {
                text.push_str(bare);
                text.push_str(if line.ends_with('\n') { usual } else { "" });
            }
        }
    }
    text
}

/// The manifest without the runtime: not as a dependency, not in a feature; `None` if it is not there.
pub(crate) fn without_runtime(text: &str) -> Result<Option<String>, Error> {
    let mut document = document(text)?;
    let mut names: Vec<String> = Vec::new();
    without_dependency(document.as_table_mut(), &mut names);
    if let Some(workspace) = document.get_mut("workspace").and_then(Item::as_table_like_mut) {
        without_dependency(workspace, &mut names);
    }
    if let Some(targets) = document.get_mut("target").and_then(Item::as_table_like_mut) {
        for (_, target) in targets.iter_mut() {
            if let Some(target) = target.as_table_like_mut() {
                without_dependency(target, &mut names);
            }
        }
    }
    if names.is_empty() {
        return Ok(None);
    }
    if let Some(features) = document.get_mut("features").and_then(Item::as_table_like_mut) {
        for (_, feature) in features.iter_mut() {
            let Some(list) = feature.as_array_mut() else { continue };
            list.retain(|it| {
                let turned_on = it.as_str().unwrap_or_default();
                let turned_on = turned_on.strip_prefix("dep:").unwrap_or(turned_on);
                let package = turned_on.split('/').next().unwrap_or_default();
                !names.iter().any(|name| *name == package.trim_end_matches('?'))
            });
        }
    }
    Ok(Some(with_line_breaks(&document.to_string(), text)))
}

/// Takes the runtime out of the tables of dependencies; a table that held nothing else goes too.
fn without_dependency(table: &mut dyn TableLike, names: &mut Vec<String>) {
    for key in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let Some(dependencies) = table.get_mut(key).and_then(Item::as_table_like_mut) else {
            continue;
        };
        let is_runtime = |(name, value): (&str, &Item)| {
            let package = value.as_table_like().and_then(|it| it.get("package"));
            (package.and_then(Item::as_str).unwrap_or(name) == RUNTIME).then(|| name.to_owned())
        };
        let found: Vec<String> = dependencies.iter().filter_map(is_runtime).collect();
        for name in &found {
            dependencies.remove(name);
        }
        if dependencies.is_empty() && !found.is_empty() {
            table.remove(key);
        }
        names.extend(found);
    }
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
    fn the_order_of_a_list_is_kept() {
        for (before, after) in [
            (
                "[dependencies]\nalpha = \"1\"\nzeta = \"1\"\nbeta = \"1\"\n",
                "alpha = \"1\"\nfeatherfall = \"0.1\"\nzeta",
            ),
            (
                "[dependencies]\nzeta = \"1\"\n# of beta\nbeta = \"1\"\n",
                "[dependencies]\nfeatherfall = \"0.1\"\nzeta",
            ),
            (
                "[dependencies]\nbeta = \"1\"\nalpha = \"1\"\n",
                "alpha = \"1\"\nfeatherfall = \"0.1\"\n",
            ),
        ] {
            let with = with_runtime(before, false).unwrap().unwrap();
            assert!(with.contains(after), "{with}");
        }
    }

    #[test]
    fn line_breaks_and_a_byte_order_mark_stay() {
        let text = "\u{feff}[package]\r\nname = \"x\"\r\n\r\n[dependencies]\r\nalpha = \"1\"\r\n";
        let with = with_runtime(text, false).unwrap().unwrap();
        assert_eq!(with, format!("{text}featherfall = \"0.1\"\r\n"));
        let mixed = "[dependencies]\nalpha = \"1\"\r\nzeta = \"1\"\n";
        let with = with_runtime(mixed, false).unwrap().unwrap();
        assert_eq!(with, mixed.replace("zeta", "featherfall = \"0.1\"\nzeta"));
    }

    #[test]
    fn there_is_one_source() {
        for (list, line) in [
            ("dev-dependencies", "{ path = \"../f\" }"),
            ("build-dependencies", "{ git = \"https://x\", rev = \"1\" }"),
            ("target.'cfg(unix)'.dependencies", "\"0.1.2\""),
        ] {
            let text = format!("[{list}]\nfeatherfall = {line}\n");
            let with = with_runtime(&text, false).unwrap().unwrap();
            assert!(with.contains(&format!("[dependencies]\nfeatherfall = {line}\n")), "{with}");
        }
        let text =
            "[dev-dependencies]\nfeatherfall = { workspace = true, features = [\"testing\"] }\n";
        let with = with_runtime(text, false).unwrap().unwrap();
        assert!(with.contains("[dependencies]\nfeatherfall.workspace = true\n"), "{with}");
    }

    #[test]
    fn what_was_added_can_be_taken_out() {
        let text = "[package]\nname = \"x\" # a\n\n[dependencies]\nalpha = \"1\"   # keep\n\n[features]\na = [\"beta\"]\n";
        let with = with_runtime(text, false).unwrap().unwrap();
        assert_eq!(without_runtime(&with).unwrap().as_deref(), Some(text));
        assert_eq!(without_runtime(text).unwrap(), None);
        let renamed = "[dependencies]\nff = { package = \"featherfall\", version = \"0.1\", optional = true }\n\n[features]\na = [\"dep:ff\", \"ff?/serde\", \"b\"]\n";
        let without = without_runtime(renamed).unwrap().unwrap();
        assert!(!without.contains("ff") && without.contains("\"b\""), "{without}");
    }
}
