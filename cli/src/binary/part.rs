//! What was taken out of a file.

use std::collections::BTreeSet;

use super::error::Unread;

/// A binary image with records: a program, a shared library, a static library, one slice of a
/// universal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where it lies: the file, and behind each `!` the path inside an archive.
    pub(crate) path: String,
    /// Its format and processor.
    pub(crate) format: String,
    /// The shared libraries that it needs.
    pub(crate) needed: Vec<String>,
    /// Its sections of records. A program has one, a static library one
    /// for each object file. Images without any are among the parts of an archive too.
    pub(crate) sections: Vec<Vec<u8>>,
    /// The versions of further sections whose records this program does not know.
    pub(crate) other_versions: BTreeSet<u32>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    /// The images, at least one of which has a section of records.
    pub(crate) parts: Vec<Part>,
    /// What could hold more and could not be looked into.
    pub(crate) unread: Vec<Unread>,
}
