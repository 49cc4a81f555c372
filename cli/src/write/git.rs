//! What git knows of a folder.

use std::path::Path;
use std::process::Command;

/// Whether the tree around the folder has changes that are not committed, or files that git does
/// not know. Without git, or outside of a tree, nobody can tell: then it has none.
pub(crate) fn is_dirty(folder: &Path) -> bool {
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder).output();
    status.is_ok_and(|it| it.status.success() && !it.stdout.is_empty())
}
