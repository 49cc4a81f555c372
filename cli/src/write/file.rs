//! Replaces a file in one step, or not at all.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held while a file is written.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits until no file is being written. None is, until the guard is dropped.
pub(crate) fn pause() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes `after` where `before` stands, if that still stands there.
pub(crate) fn replace(path: &Path, before: &str, after: &str) -> Result<(), String> {
    let metadata = std::fs::symlink_metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err(String::from("is no ordinary file"));
    }
    if metadata.permissions().readonly() {
        return Err(String::from("is read-only"));
    }
    let now = std::fs::read(path).map_err(|error| error.to_string())?;
    if now != before.as_bytes() {
        return Err(String::from("changed while it was being converted; run the command again"));
    }
    new_file(path, after, Some(metadata.permissions()))
}

/// Writes a file through a temporary one in the same folder.
pub(crate) fn new_file(
    path: &Path,
    text: &str,
    permissions: Option<std::fs::Permissions>,
) -> Result<(), String> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let _guard = pause();
    let write = || -> std::io::Result<()> {
        let mut builder = tempfile::Builder::new();
        // Temporary files are private; this one becomes an ordinary file.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        std::fs::write(&path, "new").unwrap();
        assert!(replace(&path, "old", "mine").unwrap_err().contains("changed"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        replace(&path, "new", "mine").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        std::fs::write(&path, "old").unwrap();
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(replace(&path, "old", "mine").unwrap_err(), "is read-only");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }
}
