//! What reading a file may cost: every byte passes a meter, so that no file can ask for more.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Bytes that are read and unpacked for a small file. A section that is all zeros can shrink a
/// thousandfold; in a file that is larger than this, it is a small part.
const UNPACKED: u64 = 64 << 20;

/// How much more is unpacked for each byte that the file has: programs shrink to a third, text to
/// a tenth, and what shrinks further is made to fill disks.
const RATIO: u64 = 64;

/// Bytes that are read and unpacked for any file: more than the largest wheels hold, and some
/// seconds' work.
const MAX_BYTES: u64 = 4 << 30;

/// Files in archives and members of static libraries, all together: the largest wheels hold some
/// ten thousand.
const MAX_FILES: u32 = 65_536;

/// Headers of one image that stay in memory while it is read: those of a static library of some
/// hundred megabytes.
const MAX_HELD: u64 = 256 << 20;

/// What is kept for each read beside its bytes, as far as the limit is concerned.
const COST_OF_READ: u64 = 128;

/// Bytes of records and names that are taken out of one file, of all its images together: a
/// thousand annotations leave half a million.
const MAX_KEPT: u64 = 64 << 20;

/// Shared libraries that one image needs: the largest programs need some hundred.
pub(crate) const MAX_NEEDED: usize = 4096;

/// An archive in an archive is read: a wheel in a `.tar.gz` is three layers. What lies deeper is
/// no release.
pub(crate) const MAX_LAYERS: u8 = 3;

/// What is unpacked stays in memory up to this size, and goes to a temporary file above it.
pub(crate) const MAX_IN_MEMORY: usize = 16 << 20;

/// A limit that a file has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Bytes read and unpacked.
    Bytes,
    /// Files inside the file.
    Files,
    /// Headers of one image.
    Headers,
    /// Records and names.
    Records,
}

impl fmt::Display for Limit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes => write!(to, "unpacks to more than a file of its size may"),
            Self::Files => write!(to, "holds more than {MAX_FILES} files"),
            Self::Headers => write!(to, "has headers of more than {} MiB", MAX_HELD >> 20),
            Self::Records => write!(to, "claims more than {} MiB of records", MAX_KEPT >> 20),
        }
    }
}

/// What is left to spend on one file, and what went wrong underneath the crates that read it:
/// most of them keep the cause for themselves.
#[derive(Debug)]
pub(crate) struct Budget {
    bytes: Cell<u64>,
    files: Cell<u32>,
    held: Cell<u64>,
    kept: Cell<u64>,
    over: Cell<Option<Limit>>,
    failed: RefCell<Option<io::Error>>,
}

impl Budget {
    /// For a file of `size` bytes.
    pub(crate) fn new(size: u64) -> Rc<Self> {
        let bytes = size.saturating_mul(RATIO).saturating_add(UNPACKED).min(MAX_BYTES);
        Rc::new(Self {
            bytes: Cell::new(bytes),
            files: Cell::new(MAX_FILES),
            held: Cell::new(MAX_HELD),
            kept: Cell::new(MAX_KEPT),
            over: Cell::new(None),
            failed: RefCell::new(None),
        })
    }

    /// The limit that was reached, if one was.
    pub(crate) fn over(&self) -> Option<Limit> {
        self.over.get()
    }

    /// What the operating system said, if reading the file itself failed.
    pub(crate) fn failed(&self) -> Option<io::Error> {
        self.failed.take()
    }

    /// Another file inside the file, or `count` of them. False if that is too many.
    pub(crate) fn files(&self, count: usize) -> bool {
        let left = u32::try_from(count).ok().and_then(|count| self.files.get().checked_sub(count));
        self.spend(&self.files, left, Limit::Files)
    }

    /// Another read into memory. False if that is too much.
    pub(crate) fn hold(&self, bytes: u64) -> bool {
        let left = self.held.get().checked_sub(bytes.saturating_add(COST_OF_READ));
        self.spend(&self.held, left, Limit::Headers)
    }

    /// The memory of the last image is free again.
    pub(crate) fn release(&self) {
        self.held.set(MAX_HELD);
    }

    /// Another thing that is taken out of the file. False if that is too much.
    pub(crate) fn keep(&self, bytes: u64) -> bool {
        let left = self.kept.get().checked_sub(bytes.saturating_add(COST_OF_READ));
        self.spend(&self.kept, left, Limit::Records)
    }

    fn spend<T>(&self, of: &Cell<T>, left: Option<T>, limit: Limit) -> bool {
        match left {
            Some(left) => of.set(left),
            None => self.over.set(Some(limit)),
        }
        self.over().is_none()
    }

    /// Reads through the meter: never past what may still be read.
    fn read(&self, from: &mut dyn Read, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.bytes.get()).unwrap_or(usize::MAX).min(into.len());
        if most == 0 && !into.is_empty() {
            self.over.set(Some(Limit::Bytes));
            return Err(io::Error::other(Limit::Bytes.to_string()));
        }
        let read = from.read(&mut into[..most])?;
        self.bytes.set(self.bytes.get().saturating_sub(read as u64));
        Ok(read)
    }
}

/// A stream that is unpacked while it is read.
pub(crate) struct Stream<'a> {
    /// What unpacks it.
    pub(crate) from: &'a mut dyn Read,
    /// What it may cost.
    pub(crate) budget: &'a Budget,
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.budget.read(self.from, into)
    }
}

/// A file, or something that was unpacked, of which any place can be read.
pub(crate) trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// A [`Seekable`] behind the meter.
pub(crate) struct Source {
    from: Box<dyn Seekable>,
    budget: Rc<Budget>,
}

impl Source {
    pub(crate) fn new(from: impl Seekable + 'static, budget: &Rc<Budget>) -> Self {
        Self { from: Box::new(from), budget: Rc::clone(budget) }
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.budget.read(&mut self.from, into).inspect_err(|error| {
            if self.budget.over().is_none() && error.kind() != io::ErrorKind::Interrupted {
                let copy = io::Error::new(error.kind(), error.to_string());
                *self.budget.failed.borrow_mut() = Some(copy);
            }
        })
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        // A place that does not exist is the fault of a header, and no failure of the disk.
        self.from.seek(to)
    }
}
