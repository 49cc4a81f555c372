//! The way through a file: what is in which archive, and which of it is an image.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, Write as _};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use memchr::memmem;
use object::read::ReadCache;
use tempfile::SpooledTempFile;

use super::error::{Error, Fault, Unread, Why};
use super::image::Image;
use super::kind::{HEAD, Kind};
use super::limits::{Budget, Limit, MAX_IN_MEMORY, MAX_LAYERS, Source, Stream};
use super::object_file;
use super::part::{Finished, Part};
use super::printable::printable;
use super::window::Window;
use super::{library, mach_o, read};

/// UPX writes its name behind the headers.
const UPX: (u64, &[u8]) = (4096, b"UPX!");

/// What is unpacked at once.
const BLOCK: usize = 64 << 10;

/// Reads an open file of `size` bytes.
pub(super) fn read(file: File, size: u64, path: String) -> Result<Finished, Error> {
    let budget = Budget::new(size);
    let source = Source::new(file, &budget);
    let mut reading = Reading { budget, found: Finished::default(), is_archive: false };
    reading.whole(source, &path)?;
    let Reading { found, is_archive, .. } = reading;
    if found.parts.iter().any(|it| !it.sections.is_empty() || !it.other_versions.is_empty()) {
        return Ok(found);
    }
    if found.parts.is_empty() && found.unread.is_empty() && !is_archive {
        return Err(Error::Foreign { path });
    }
    Err(Error::NoRecords { path, unread: found.unread })
}

/// A file, or what comes out of an archive.
enum Input<'a> {
    Whole(Source),
    /// The first bytes, which were read to see what it is, and what follows them.
    Stream(io::Chain<io::Cursor<Vec<u8>>, Stream<'a>>),
}

impl Read for Input<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Whole(source) => source.read(into),
            Self::Stream(stream) => stream.read(into),
        }
    }
}

/// One file, while it is read.
pub(super) struct Reading {
    budget: Rc<Budget>,
    found: Finished,
    /// Whether it is an archive, which may hold what says nothing.
    is_archive: bool,
}

impl Reading {
    /// Reads the file itself.
    fn whole(&mut self, mut source: Source, path: &str) -> Result<(), Error> {
        let head = head(&mut source).and_then(|it| source.rewind().map(|()| it));
        let kind = Kind::of(&head.map_err(|error| self.broken(path, &error))?);
        self.file(kind, Input::Whole(source), path, 0)
    }

    /// Reads what comes out of an archive, `layers` deep.
    pub(super) fn stream(
        &mut self,
        from: &mut dyn Read,
        path: &str,
        layers: u8,
    ) -> Result<(), Error> {
        let budget = Rc::clone(&self.budget);
        let mut from = Stream { from, budget: &budget };
        let head = head(&mut from).map_err(|error| self.broken(path, &error))?;
        let kind = Kind::of(&head);
        self.file(kind, Input::Stream(io::Cursor::new(head).chain(from)), path, layers)
    }

    fn file(&mut self, kind: Kind, input: Input<'_>, path: &str, layers: u8) -> Result<(), Error> {
        let is_archive = matches!(kind, Kind::Zip | Kind::Tar | Kind::Gzip);
        self.is_archive |= is_archive;
        match kind {
            Kind::Foreign => Ok(()),
            Kind::Closed(how) => self.leave(path, Why::Compressed(how)),
            _ if is_archive && layers == MAX_LAYERS => self.leave(path, Why::TooDeep),
            Kind::Tar => self.tar(&mut BufReader::new(input), path, layers + 1),
            Kind::Gzip => self.stream(&mut MultiGzDecoder::new(input), path, layers + 1),
            Kind::Zip => {
                let source = self.unpacked(input, path)?;
                self.zip(source, path, layers + 1)
            }
            kind => {
                let source = self.unpacked(input, path)?;
                self.images(kind, source, path)
            }
        }
    }

    /// Unpacks a file to where any place of it can be read, unless it lies there.
    fn unpacked(&self, input: Input<'_>, path: &str) -> Result<Source, Error> {
        let mut from = match input {
            Input::Whole(source) => return Ok(source),
            Input::Stream(stream) => stream,
        };
        let mut copy = SpooledTempFile::new(MAX_IN_MEMORY);
        let mut block = vec![0; BLOCK];
        let full = |cause| Error::Unreadable { path: path.to_owned(), cause };
        loop {
            match from.read(&mut block) {
                Ok(0) => break,
                Ok(read) => copy.write_all(&block[..read]).map_err(full)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.broken(path, &error)),
            }
        }
        copy.rewind().map_err(full)?;
        Ok(Source::new(copy, &self.budget))
    }

    /// Reads an image, or the slices of a universal file.
    fn images(&mut self, kind: Kind, source: Source, path: &str) -> Result<(), Error> {
        self.budget.release();
        let cache = ReadCache::new(source);
        let budget = Rc::clone(&self.budget);
        let all = Window::whole(&cache, &budget);
        let read = match (kind, all) {
            (_, None) => Err("its length is unknown".into()),
            (Kind::Universal32, Some(all)) => mach_o::slices_32(all),
            (Kind::Universal64, Some(all)) => mach_o::slices_64(all),
            (_, Some(all)) => Ok(vec![all]),
        };
        let read = read
            .and_then(|slices| slices.into_iter().try_for_each(|slice| self.image(slice, path)));
        read.map_err(|Fault(cause)| self.broken(path, &io::Error::other(cause)))
    }

    fn image(&mut self, data: Window<'_>, path: &str) -> Result<(), Fault> {
        let mut image = Image::default();
        let unread = match Kind::of(data.head(HEAD)) {
            Kind::Library => library::read(data, &mut image)?,
            Kind::ThinLibrary => Some(Why::Thin),
            kind => match object_file::read(kind, data, &mut image)? {
                read::Read::Whole => None,
                read::Read::Unread(why) => Some(why),
                read::Read::Foreign => return Ok(()),
            },
        };
        let (most, name) = UPX;
        let is_packed = image.is_silent() && memmem::find(data.head(most), name).is_some();
        if let Some(why) = if is_packed { Some(Why::Packed) } else { unread } {
            self.note(path, why)?;
        }
        let Image { format, needed, sections, other_versions } = image;
        if !format.is_empty() {
            self.keep(path)?;
            let path = path.to_owned();
            self.found.parts.push(Part { path, format, needed, sections, other_versions });
        }
        Ok(())
    }

    /// Passes by what cannot be looked into.
    pub(super) fn leave(&mut self, path: &str, why: Why) -> Result<(), Error> {
        self.note(path, why).map_err(|Fault(cause)| self.broken(path, &io::Error::other(cause)))
    }

    fn note(&mut self, path: &str, why: Why) -> Result<(), Fault> {
        self.keep(path)?;
        self.found.unread.push(Unread { path: path.to_owned(), why });
        Ok(())
    }

    fn keep(&self, path: &str) -> Result<(), Fault> {
        let is_short = self.budget.keep(path.len() as u64);
        is_short.then_some(()).ok_or_else(|| "its names are too long".into())
    }

    /// Another file inside the file, or `count` of them.
    pub(super) fn count(&self, files: usize, path: &str) -> Result<(), Error> {
        if self.budget.files(files) {
            return Ok(());
        }
        Err(Error::TooMuch { path: path.to_owned(), limit: Limit::Files })
    }

    /// What is behind an error: a limit, the disk, or else the file.
    pub(super) fn broken(&self, path: &str, error: &io::Error) -> Error {
        let path = path.to_owned();
        if let Some(limit) = self.budget.over() {
            return Error::TooMuch { path, limit };
        }
        if let Some(cause) = self.budget.failed() {
            return Error::Unreadable { path, cause };
        }
        Error::Damaged { path, cause: printable(&error.to_string()) }
    }
}

fn head(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    from.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}
