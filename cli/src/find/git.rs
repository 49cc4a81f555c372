//! What git knows of a folder, and of older revisions of it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::error::{About as _, Error};

/// Whether the tree around the folder has changes that are not committed, or files that git does
/// not know. Without git, or outside of a tree, nobody can tell: then it has none.
pub(crate) fn is_dirty(folder: &Path) -> bool {
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder).output();
    status.is_ok_and(|it| it.status.success() && !it.stdout.is_empty())
}

/// The sources and manifests of an older revision, in a folder of their own.
pub(crate) fn revision(revision: &str, repository: &Path) -> Result<TempDir, Error> {
    if revision.starts_with('-') {
        return Err(Error::failed(format!("`{revision}` is no revision")));
    }
    let mut command = Command::new("git");
    command.args(["archive", "--format=tar", revision, "--", "*.rs", "*Cargo.toml"]);
    let output = command.current_dir(repository).output().about(|| String::from("git"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default().to_owned();
        return Err(Error::failed(format!("git has nothing of `{revision}`: {said}")));
    }
    let folder = tempfile::tempdir().about(|| String::from("a temporary folder"))?;
    let mut archive = tar::Archive::new(&*output.stdout);
    archive.unpack(folder.path()).about(|| format!("what git has of `{revision}`"))?;
    Ok(folder)
}
