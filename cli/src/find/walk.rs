//! The Rust files below a folder.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

/// How the file begins that marks a folder as a cache, whatever the folder is called.
const CACHE: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";

/// All Rust files at or below the path, but for copies of other people's packages and for what
/// builds made. Links are not followed, so that no file is read twice and no loop is entered.
pub(super) fn rust_files(path: &Path, skipped: &mut Vec<(PathBuf, String)>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let walk = WalkBuilder::new(path)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        // What was asked for by name is what it is about.
        .filter_entry(|entry| entry.depth() == 0 || !is_foreign(entry))
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file());
                let is_rust = entry.path().extension().is_some_and(|it| it == "rs");
                if is_file && is_rust {
                    files.push(entry.into_path());
                }
            }
            Err(error) => skipped.push((path.to_owned(), error.to_string())),
        }
    }
    files
}

/// Whether it is a vendored package, or a folder that a build writes.
fn is_foreign(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|it| it.is_dir())
        && (entry.path().join(".cargo-checksum.json").exists()
            || std::fs::read(entry.path().join("CACHEDIR.TAG"))
                .is_ok_and(|it| it.starts_with(CACHE)))
}
