//! Which programs a package has, as cargo finds them.

use std::collections::BTreeSet;
use std::path::Path;

use super::toml::Value;

/// The names under which cargo puts programs of this package into the target folder.
pub(super) fn programs(folder: &Path, root: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (table, auto, places) in [
        ("bin", "autobins", "src/bin"),
        ("example", "autoexamples", "examples"),
        ("test", "autotests", "tests"),
        ("bench", "autobenches", "benches"),
    ] {
        let written = root.get(&[table]).map(Value::items).unwrap_or_default();
        names.extend(
            written.iter().filter_map(|target| target.get(&["name"])?.text().map(str::to_owned)),
        );
        if root.get(&["package", auto]).and_then(Value::boolean) == Some(false) {
            continue;
        }
        if table == "bin"
            && folder.join("src/main.rs").is_file()
            && let Some(package) = root.get(&["package", "name"]).and_then(Value::text)
        {
            names.insert(package.to_owned());
        }
        let files = std::fs::read_dir(folder.join(places)).into_iter().flatten().flatten();
        names.extend(files.filter_map(|file| discovered(&file.path())));
    }
    names
}

/// The target that cargo finds by itself at a path: `name.rs`, `name/main.rs`.
fn discovered(path: &Path) -> Option<String> {
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    let main = path.join("main.rs");
    (is_source || main.is_file()).then(|| path.file_stem()?.to_str().map(str::to_owned)).flatten()
}

#[cfg(test)]
mod tests {
    use super::programs;
    use crate::manifest::{folder_with, toml};

    #[test]
    fn programs_are_found_as_cargo_finds_them() {
        let folder = folder_with(&[
            ("src/main.rs", ""),
            ("src/bin/one.rs", ""),
            ("src/bin/two/main.rs", ""),
            ("src/bin/two/part.rs", ""),
            ("examples/none.rs", ""),
            ("tests/it.rs", ""),
            ("tests/data/x.txt", ""),
        ]);
        let manifest = toml::parse(
            "[package]\nname = \"app\"\nautoexamples = false\n\
             [[bin]]\nname = \"other\"\npath = \"x.rs\"\n[[bench]]\nname = \"speed\"\n",
        );
        let found = programs(folder.path(), &manifest.unwrap());
        assert_eq!(Vec::from_iter(found), ["app", "it", "one", "other", "speed", "two"]);
    }
}
