//! Folders above, and how a path is written.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The path as the user would write it from here, with `/`: code scanning and workflows find it
/// there too.
pub(crate) fn shown(path: &Path) -> String {
    seen_from(&here(), path)
}

/// The path as seen from the folder, with `/`.
pub(crate) fn seen_from(folder: &Path, path: &Path) -> String {
    match path.strip_prefix(folder) {
        Ok(inside) => slashed(inside),
        Err(_) => up(folder, path),
    }
}

/// The path with `..` in front, if the two have more than the root in common.
fn up(folder: &Path, path: &Path) -> String {
    let common = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if common < 2 {
        return path.display().to_string();
    }
    let steps = folder.components().count() - common;
    let rest: PathBuf = path.components().skip(common).collect();
    format!("{}{}", "../".repeat(steps), slashed(&rest))
}

/// The working directory.
pub(crate) fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// The root of the repository that the working directory lies in; without one, of its workspace.
pub(crate) fn repository() -> PathBuf {
    let here = here();
    let root = here.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned);
    root.unwrap_or_else(workspace)
}

/// The root of the workspace that the working directory lies in, else of its package.
pub(crate) fn workspace() -> PathBuf {
    let here = here();
    let with = |table| here.ancestors().find(|it| has_table(&it.join("Cargo.toml"), table));
    with("[workspace").or_else(|| with("[package")).unwrap_or(&here).to_owned()
}

/// The whole package, in the repository, that the working directory is a part of; else the working
/// directory.
pub(crate) fn whole_package(repository: &Path) -> PathBuf {
    let here = here();
    let manifest = owner(&here, &mut BTreeMap::new());
    let folder = manifest.as_deref().and_then(Path::parent);
    folder.filter(|it| it.starts_with(repository)).unwrap_or(&here).to_owned()
}

/// The path without `.` and `..`, as it is written: links are not looked at.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// With `/` on every system.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The nearest manifest at or above the folder.
pub(super) fn owner(
    folder: &Path,
    known: &mut BTreeMap<PathBuf, Option<PathBuf>>,
) -> Option<PathBuf> {
    if let Some(found) = known.get(folder) {
        return found.clone();
    }
    let here = folder.join("Cargo.toml");
    let found = if has_table(&here, "[package") {
        Some(here)
    } else {
        match folder.parent() {
            Some(parent) => owner(parent, known),
            None => None,
        }
    };
    known.insert(folder.to_owned(), found.clone());
    found
}

/// Whether a line of the manifest begins like this.
pub(super) fn has_table(manifest: &Path, table: &str) -> bool {
    std::fs::read_to_string(manifest).is_ok_and(|text| {
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        text.lines().any(|line| line.trim_start().starts_with(table))
    })
}
