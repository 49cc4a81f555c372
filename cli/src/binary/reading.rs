//! The way through a file: what is in which archive, and which of it is an image.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, Write as _};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use object::read::ReadCache;
use tempfile::SpooledTempFile;

use super::error::{Error, Fault, Unread, Why};
use super::image::Image;
use super::kind::{HEAD, Kind};
use super::limits::{Budget, Limit, MAX_IN_MEMORY, MAX_LAYERS, Source, Stream};
use super::object_file;
use super::window::Window;
use super::{Finished, Part, library, mach_o, printable};

/// UPX writes its name behind the headers.
const UPX: (u64, &[u8]) = (4096, b"UPX!");

/// What is unpacked at once.
const BLOCK: usize = 64 << 10;

/// Reads an open file of `size` bytes.
pub(super) fn read(file: File, size: u64, path: String) -> Result<Finished, Error> {
    let budget = Budget::new(size);
    let mut source = Source::new(file, &budget);
    let mut reading = Reading { budget, found: Finished::default(), is_archive: false };
    let kind = reading.kind(&mut source, &path)?;
    reading.source(kind, source, &path, 0)?;
    let Reading { found, is_archive, .. } = reading;
    if found.parts.iter().any(|it| !it.sections.is_empty() || !it.other_versions.is_empty()) {
        return Ok(found);
    }
    if found.parts.is_empty() && found.unread.is_empty() && !is_archive {
        return Err(Error::Foreign { path });
    }
    Err(Error::NoRecords { path, unread: found.unread })
}

/// One file, while it is read.
pub(super) struct Reading {
    budget: Rc<Budget>,
    found: Finished,
    /// Whether it is an archive, which may hold what says nothing.
    is_archive: bool,
}

impl Reading {
    /// What a file is that begins at the start of `source`, which is left there.
    fn kind(&self, source: &mut Source, path: &str) -> Result<Kind, Error> {
        let head = head(source).and_then(|it| source.rewind().map(|()| it));
        Ok(Kind::of(&head.map_err(|error| self.broken(path, &error))?))
    }

    /// Reads what can be read at any place: the file itself, or what was unpacked.
    fn source(
        &mut self,
        kind: Kind,
        mut source: Source,
        path: &str,
        layers: u8,
    ) -> Result<(), Error> {
        self.is_archive |= matches!(kind, Kind::Zip | Kind::Tar | Kind::Gzip);
        match kind {
            Kind::Zip | Kind::Tar | Kind::Gzip if layers == MAX_LAYERS => {
                self.leave(path, Why::TooDeep);
            }
            Kind::Zip => self.zip(source, path, layers + 1)?,
            Kind::Tar => self.tar(&mut BufReader::new(source), path, layers + 1)?,
            Kind::Gzip => self.gzip(&mut source, path, layers + 1)?,
            Kind::Closed(how) => self.leave(path, Why::Compressed(how)),
            Kind::Foreign => {}
            kind => self.images(kind, source, path)?,
        }
        Ok(())
    }

    /// Reads what comes out of an archive. What cannot hold records is not unpacked.
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
        let mut whole = head.chain(from);
        match kind {
            Kind::Foreign => Ok(()),
            Kind::Tar if layers < MAX_LAYERS => self.tar(&mut whole, path, layers + 1),
            Kind::Gzip if layers < MAX_LAYERS => self.gzip(&mut whole, path, layers + 1),
            kind => {
                let copy = self.unpack(&mut whole, path)?;
                self.source(kind, Source::new(copy, &budget), path, layers)
            }
        }
    }

    fn gzip(&mut self, from: &mut dyn Read, path: &str, layers: u8) -> Result<(), Error> {
        self.stream(&mut MultiGzDecoder::new(from), path, layers)
    }

    /// Unpacks a file to where any place of it can be read.
    fn unpack(&self, from: &mut dyn Read, path: &str) -> Result<SpooledTempFile, Error> {
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
        Ok(copy)
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
                object_file::Read::Whole => None,
                object_file::Read::Unread(why) => Some(why),
                object_file::Read::Foreign => return Ok(()),
            },
        };
        let (most, name) = UPX;
        if image.is_silent() && memchr::memmem::find(data.head(most), name).is_some() {
            self.leave(path, Why::Packed);
            return Ok(());
        }
        if let Some(why) = unread {
            self.leave(path, why);
        }
        if !image.format.is_empty() {
            let Image { format, needed, sections, other_versions } = image;
            let path = path.to_owned();
            self.found.parts.push(Part { path, format, needed, sections, other_versions });
        }
        Ok(())
    }

    /// Notes what cannot be looked into.
    pub(super) fn leave(&mut self, path: &str, why: Why) {
        self.found.unread.push(Unread { path: path.to_owned(), why });
    }

    /// Another file inside the file.
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
