//! When a command may change files.

use clap::Args;

use super::file::Change;
use crate::error::Error;
use crate::find::git;

/// What somebody who writes agrees to.
#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// Write although something was skipped, or has to stay.
    #[arg(long, requires = "write")]
    partial: bool,
    /// Write although the git tree has changes that are not committed.
    #[arg(long, requires = "write")]
    allow_dirty: bool,
}

impl Consent {
    /// Whether nothing speaks against writing: what was skipped may be what the rest depends on,
    /// and changes on top of others are hard to take back.
    pub(crate) fn check(&self, changes: &[Change], stays: usize, what: &str) -> Result<(), Error> {
        if stays > 0 && !self.partial {
            return Err(Error::failed(format!(
                "nothing is written, because {stays} places {what}: change them, or use `--partial`"
            )));
        }
        let folder = changes.iter().find_map(|it| it.path.parent());
        if !self.allow_dirty && folder.is_some_and(git::is_dirty) {
            return Err(Error::failed(
                "nothing is written, because the git tree has changes: commit them, or use `--allow-dirty`",
            ));
        }
        Ok(())
    }
}
