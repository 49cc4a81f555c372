//! What a `Cargo.toml` says.

mod others;
mod package;
mod programs;
mod toml;

pub(crate) use package::{Declared, Dependency, Kind, Manifest};

#[cfg(test)]
pub(crate) fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}
