//! Which workspace a package belongs to, by the rule that cargo has.

use std::path::{Path, PathBuf};

use toml_edit::Item;

use super::paths::normal;
use super::toml::read;

/// The manifest of the workspace's root; `None` where the package is in none.
pub(super) fn root(manifest: &Path) -> Option<PathBuf> {
    let own = read(manifest)?;
    if own.get("workspace").is_some() {
        return Some(manifest.to_owned());
    }
    let folder = manifest.parent()?;
    if let Some(named) = own.get("package").and_then(|it| it.get("workspace")?.as_str()) {
        return Some(normal(&folder.join(named).join("Cargo.toml")));
    }
    let mut above = folder.ancestors().skip(1).map(|it| it.join("Cargo.toml"));
    let (root, workspace) = above.find_map(|it| {
        let workspace = read(&it)?.get("workspace").cloned()?;
        Some((it, workspace))
    })?;
    let is_in = |list: &str| {
        let paths = workspace.get(list).and_then(Item::as_array);
        let mut paths = paths.into_iter().flatten().filter_map(|it| it.as_str());
        paths.any(|it| folder.starts_with(normal(&root.with_file_name(it))))
    };
    (is_in("members") || !is_in("exclude")).then_some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root_of(package: &str, files: &[(&str, &str)]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let root = root(&folder.path().join(package))?;
        Some(root.strip_prefix(folder.path()).unwrap().display().to_string())
    }

    const PACKAGE: &str = "[package]\nname = \"a\"\n";

    #[test]
    fn the_nearest_above() {
        let files = [
            ("Cargo.toml", "[workspace.dependencies]\nfeatherfall = \"0.1\"\n"),
            ("inner/Cargo.toml", "[workspace]\nmembers = [\"a\"]\n"),
            ("inner/a/Cargo.toml", PACKAGE),
        ];
        assert_eq!(root_of("inner/a/Cargo.toml", &files).as_deref(), Some("inner/Cargo.toml"));
    }

    #[test]
    fn the_package_itself() {
        let own = format!("{PACKAGE}[workspace]\n");
        let files = [("Cargo.toml", "[workspace]\n"), ("a/Cargo.toml", &*own)];
        assert_eq!(root_of("a/Cargo.toml", &files).as_deref(), Some("a/Cargo.toml"));
    }

    #[test]
    fn the_one_that_it_names() {
        let named = format!("{PACKAGE}workspace = \"../tree\"\n");
        let files = [("tree/Cargo.toml", "[workspace]\n"), ("a/Cargo.toml", &*named)];
        assert_eq!(root_of("a/Cargo.toml", &files).as_deref(), Some("tree/Cargo.toml"));
    }

    #[test]
    fn none_that_excludes_it() {
        let excludes = "[workspace]\nmembers = [\"vendor/b\"]\nexclude = [\"vendor\"]\n";
        let files = [
            ("Cargo.toml", excludes),
            ("vendor/a/Cargo.toml", PACKAGE),
            ("vendor/b/Cargo.toml", PACKAGE),
        ];
        assert_eq!(root_of("vendor/a/Cargo.toml", &files), None);
        assert_eq!(root_of("vendor/b/Cargo.toml", &files).as_deref(), Some("Cargo.toml"));
    }
}
