//! Whether a file could be read.

use super::error::Why;

/// What became of a file that was to be read.
pub(super) enum Read {
    /// It is in the image.
    Whole,
    /// It is of such a format, and cannot be looked into.
    Unread(Why),
    /// It is of no such format.
    Foreign,
}
