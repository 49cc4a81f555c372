//! What is asked of other manifests: the workspace's, and those that a `path` leads to.

use std::path::{Path, PathBuf};

use super::toml::{self, Value};

/// The version of the package in a folder; `None` where it cannot be read.
pub(super) fn version(folder: &Path) -> Option<String> {
    let root = manifest(folder)?;
    let package = root.get(&["package"])?;
    let Some(version) = package.get(&["version"]) else { return Some(String::from("0.0.0")) };
    if let Some(version) = version.text() {
        return Some(version.to_owned());
    }
    let (_, workspace) = workspace_of(folder, &root)?;
    workspace.get(&["workspace", "package", "version"])?.text().map(str::to_owned)
}

/// Where the package's workspace is, and its root manifest; `None` where there is none or it cannot
/// be read: then cargo says so.
pub(super) fn workspace_of(folder: &Path, root: &Value) -> Option<(PathBuf, Value)> {
    let read = |folder: &Path| {
        let manifest = manifest(folder)?;
        manifest.get(&["workspace"])?;
        Some((folder.to_owned(), manifest))
    };
    if root.get(&["workspace"]).is_some() {
        return read(folder);
    }
    if let Some(named) = root.get(&["package", "workspace"]).and_then(Value::text) {
        return read(&folder.join(named));
    }
    folder.ancestors().skip(1).find_map(read)
}

fn manifest(folder: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    toml::parse(&text).ok()
}

#[cfg(test)]
mod tests {
    use crate::manifest::{Manifest, folder_with};

    #[test]
    fn a_path_alone_asks_for_the_version_that_is_there() {
        let files = [
            ("Cargo.toml", "[workspace]\n[workspace.package]\nversion = \"0.3.0\""),
            (
                "app/Cargo.toml",
                "[dependencies]
                inherits.path = \"../inherits\"
                none.path = \"../none\"
                nowhere.path = \"../nowhere\"
                own.path = \"../own\"
                written = { path = \"../own\", version = \"0.2\" }",
            ),
            ("inherits/Cargo.toml", "[package]\nname = \"inherits\"\nversion.workspace = true"),
            ("none/Cargo.toml", "[package]\nname = \"none\""),
            ("own/Cargo.toml", "[package]\nname = \"own\"\nversion = \"0.2.1\""),
        ];
        let folder = folder_with(&files);
        let found = Manifest::read(&folder.path().join("app")).unwrap().dependencies;
        let requirements: Vec<&str> = found.iter().map(|it| it.requirement.as_str()).collect();
        assert_eq!(requirements, ["=0.3.0", "=0.0.0", "", "=0.2.1", "0.2"]);
    }
}
