//! What finished files say: the bytes of their records, without running them.
//!
//! A file goes through [`reading`], which opens archives and unpacks what lies in them; each
//! image is read by the file named after its format. Everything that is read passes the meter in
//! [`limits`], and only what is asked for is read: of a large program, the headers and the records.
//! What the bytes say, the runtime knows.

mod archives;
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
pub(crate) mod part;
mod pe;
mod printable;
mod read;
mod reading;
mod section;
mod wasm;
mod window;

use std::fs::{self, File, FileType};
use std::path::Path;

pub(crate) use self::error::Error;
pub(crate) use self::part::Finished;
use self::printable::printable;

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
