//! The Rust files below a folder.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// All Rust files at or below the path. Links are not followed, so that no file is read twice and
/// no loop is entered.
pub(super) fn rust_files(path: &Path, skipped: &mut Vec<(PathBuf, String)>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(path).require_git(false).sort_by_file_path(Path::cmp).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file());
                let is_rust = entry.path().extension().is_some_and(|it| it == "rs");
                if is_file && is_rust && !is_in_build_folder(path, entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Err(error) => skipped.push((path.to_owned(), error.to_string())),
        }
    }
    files
}

/// Whether the file lies in a `target` folder that cargo marked as a cache.
fn is_in_build_folder(root: &Path, file: &Path) -> bool {
    file.ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root) && *folder != root)
        .any(|folder| folder.ends_with("target") && folder.join("CACHEDIR.TAG").exists())
}
