//! Why a file says nothing: one sentence for each cause.

use std::fmt;
use std::io;

use super::limits::{Limit, MAX_LAYERS};

/// Why no records could be taken out of a file.
#[derive(Debug)]
pub(crate) enum Error {
    /// It could not be opened or read.
    Unreadable {
        /// The file.
        path: String,
        /// What the operating system says.
        cause: io::Error,
    },
    /// It is a folder, a pipe, a device.
    NotAFile {
        /// The file.
        path: String,
        /// What it is.
        what: &'static str,
    },
    /// It has no bytes.
    Empty {
        /// The file.
        path: String,
    },
    /// It is of no kind that can hold records.
    Foreign {
        /// The file.
        path: String,
    },
    /// It is cut short, or contradicts itself.
    Damaged {
        /// The file, or the one inside it.
        path: String,
        /// What is wrong with it.
        cause: String,
    },
    /// It asks for more than reading a file may cost.
    TooMuch {
        /// The file, or the one inside it.
        path: String,
        /// What it asks too much of.
        limit: Limit,
    },
    /// It was read, and holds no records.
    NoRecords {
        /// The file.
        path: String,
        /// What could not be looked into.
        unread: Vec<Unread>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause } => match cause.kind() {
                io::ErrorKind::NotFound => write!(to, "{path}: there is no such file"),
                io::ErrorKind::PermissionDenied => write!(to, "{path}: may not be read"),
                _ => write!(to, "{path}: cannot be read: {cause}"),
            },
            Self::NotAFile { path, what } => write!(to, "{path}: is {what}, not a file"),
            Self::Empty { path } => write!(to, "{path}: is empty"),
            Self::Foreign { path } => write!(
                to,
                "{path}: holds no records: it is no executable, library, object file, wheel or \
                 release archive"
            ),
            Self::Damaged { path, cause } => {
                write!(to, "{path}: is damaged or cut short: {cause}")
            }
            Self::TooMuch { path, limit } => write!(to, "{path}: is not read: it {limit}"),
            Self::NoRecords { path, unread } => {
                write!(to, "{path}: holds no records")?;
                match &unread[..] {
                    [] => Ok(()),
                    [one] if one.path == *path => write!(to, " that can be read: {}", one.why),
                    [one] => write!(to, " that can be read: {one}"),
                    [one, more @ ..] => {
                        write!(to, " that can be read: {one}, and {} more like it", more.len())
                    }
                }
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// Something that could hold records and could not be looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    /// The file, or the one inside it.
    pub(crate) path: String,
    /// Why.
    pub(crate) why: Why,
}

impl fmt::Display for Unread {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.path, self.why)
    }
}

/// Why a file could not be looked into, though it is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// Packed by UPX.
    Packed,
    /// An ELF file without section headers.
    NoSections,
    /// Objects of LLVM bitcode, for LTO by the linker.
    Bitcode,
    /// A static library whose members are files elsewhere.
    Thin,
    /// Compressed, or an archive, in a way that is not read.
    Compressed(&'static str),
    /// A file in a zip that needs a password.
    Encrypted,
    /// A file with holes in a tar archive.
    Sparse,
    /// An archive in an archive in an archive.
    TooDeep,
}

impl fmt::Display for Why {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Packed => write!(to, "packed by UPX, unpack it first (`upx -d`)"),
            Self::NoSections => write!(to, "its section headers were stripped"),
            Self::Bitcode => {
                write!(to, "its objects are LLVM bitcode, made for LTO by the linker")
            }
            Self::Thin => write!(to, "a thin archive, whose members are files elsewhere"),
            Self::Compressed(how) => write!(to, "compressed with {how}, unpack it first"),
            Self::Encrypted => write!(to, "encrypted"),
            Self::Sparse => write!(to, "stored as a sparse file, which is not read"),
            Self::TooDeep => write!(to, "more than {MAX_LAYERS} archives deep"),
        }
    }
}

/// What is wrong with an image, before it is known which file it is.
#[derive(Debug)]
pub(super) struct Fault(pub(super) String);

impl From<object::read::Error> for Fault {
    fn from(error: object::read::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<&str> for Fault {
    fn from(cause: &str) -> Self {
        Self(cause.to_owned())
    }
}
