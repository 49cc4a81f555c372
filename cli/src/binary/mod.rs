//! What finished files say: the bytes of their records, without running them.
//!
//! A file goes through [`reading`], which opens archives and unpacks what lies in them; each
//! image is read by the file named after its format. Everything that is read passes the meter in
//! [`limits`], and only what is asked for is read: of a large program, the headers and the records.
//! What the bytes say, the runtime knows.

mod archives;
pub(crate) mod build;
mod coff;
mod elf;
pub(crate) mod error;
mod image;
mod kind;
mod library;
pub(crate) mod limits;
mod mach_o;
mod machine;
mod object_file;
mod pe;
mod reading;
mod section;
mod wasm;
mod window;

use std::collections::BTreeSet;
use std::fs::{self, File, FileType};
use std::path::Path;

pub(crate) use self::error::{Error, Unread};

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

/// Reads a file. An error if none of its images has a section of records.
pub(crate) fn open(path: &Path) -> Result<Finished, Error> {
    let shown = printable(&path.display().to_string());
    let unreadable = |cause| Error::Unreadable { path: shown.clone(), cause };
    // Before it is opened: a pipe would wait for somebody to write to it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Error::NotAFile { path: shown, what: what(metadata.file_type()) });
    }
    if metadata.len() == 0 {
        return Err(Error::Empty { path: shown });
    }
    let file = File::open(path).map_err(unreadable)?;
    reading::read(file, metadata.len(), shown)
}

/// What something is that is no file.
fn what(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    "a device"
}

/// Names from foreign files, without what would steer a terminal.
fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_control() {
            out.extend(it.escape_unicode());
        } else {
            out.push(it);
        }
    }
    out
}
