//! Replaces a file in one step, or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{About as _, Error};
use crate::find::paths::shown;

/// A file that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The file.
    pub(crate) path: PathBuf,
    /// The text as it was read.
    pub(crate) before: String,
    /// The text as it will be.
    pub(crate) after: String,
}

/// Held while a file is written.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits until no file is being written. None is, until the guard is dropped.
pub(crate) fn pause() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the change, if the file still holds what was read.
pub(crate) fn replace(Change { path, before, after }: &Change) -> Result<(), Error> {
    let named = || shown(path);
    let metadata = std::fs::symlink_metadata(path).about(named)?;
    let refused = |reason: &str| Err(Error::failed(format!("{}: {reason}", shown(path))));
    if !metadata.is_file() {
        return refused("is no ordinary file");
    }
    if metadata.permissions().readonly() {
        return refused("is read-only");
    }
    if std::fs::read(path).about(named)? != before.as_bytes() {
        return refused("changed while it was being converted; run the command again");
    }
    write(path, after, Some(metadata.permissions()))
}

/// Writes a new file, or another text into a file.
pub(crate) fn new_file(path: &Path, text: &str) -> Result<(), Error> {
    write(path, text, None)
}

/// Writes a file through a temporary one in the same folder.
fn write(path: &Path, text: &str, permissions: Option<std::fs::Permissions>) -> Result<(), Error> {
    // A link stays one, and what is no file of its own stays what it is.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = &*target;
    if let Some(reason) = std::fs::metadata(path).ok().and_then(|it| obstacle(&it)) {
        return Err(Error::failed(format!("{}: {reason}", shown(path))));
    }
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
    write().about(|| shown(path))
}

/// Why a new file cannot take the place of this one, if so.
fn obstacle(metadata: &std::fs::Metadata) -> Option<&'static str> {
    #[cfg(unix)]
    if metadata.is_file() && std::os::unix::fs::MetadataExt::nlink(metadata) > 1 {
        return Some("has another name, a hard link, which would keep the old text");
    }
    (!metadata.is_file()).then_some("is no ordinary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &Path, before: &str) -> Change {
        Change { path: path.to_owned(), before: before.to_owned(), after: String::from("mine") }
    }

    #[test]
    fn a_file_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        std::fs::write(&path, "new").unwrap();
        let error = replace(&change(&path, "old")).unwrap_err();
        assert!(error.to_string().contains("changed"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        replace(&change(&path, "new")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_stay_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let in_folder = |name: &str| folder.path().join(name);
        std::fs::write(in_folder("a"), "old").unwrap();
        std::os::unix::fs::symlink("a", in_folder("link")).unwrap();
        new_file(&in_folder("link"), "new").unwrap();
        assert!(std::fs::symlink_metadata(in_folder("link")).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(in_folder("a")).unwrap(), "new");
        std::fs::hard_link(in_folder("a"), in_folder("b")).unwrap();
        for error in [
            new_file(&in_folder("b"), "other").unwrap_err(),
            replace(&change(&in_folder("b"), "new")).unwrap_err(),
        ] {
            assert!(error.to_string().contains("hard link"), "{error}");
        }
        let pipe = std::process::Command::new("mkfifo").arg(in_folder("pipe")).status();
        if pipe.is_ok_and(|it| it.success()) {
            let error = new_file(&in_folder("pipe"), "new").unwrap_err();
            assert!(error.to_string().ends_with("is no ordinary file"), "{error}");
        }
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rs");
        std::fs::write(&path, "old").unwrap();
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        let error = replace(&change(&path, "old")).unwrap_err();
        assert!(error.to_string().ends_with("a.rs: is read-only"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    }
}
