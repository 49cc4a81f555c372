//! Wheels and other zips, and tar archives: their files, one after the other.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ZipArchive};
use tar::{EntryType, PaxExtensions};

use super::error::{Error, Why};
use super::limits::Source;
use super::printable::printable;
use super::reading::Reading;

/// A path in an archive: what Linux takes. Longer ones are cut.
const LONGEST_PATH: usize = 4096;

/// What an entry of a tar archive may say of the one behind it, beside its path.
const LONGEST_DESCRIPTION: u64 = 64 << 10;

impl Reading {
    /// Reads the files of a zip, by its directory.
    pub(super) fn zip(&mut self, source: Source, path: &str, layers: u8) -> Result<(), Error> {
        let broken = |it: &Self, error: rawzip::Error| it.broken(path, &io::Error::other(error));
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let zip = ZipArchive::from_seekable(source, &mut buffer).map_err(|it| broken(self, it))?;
        let expected = usize::try_from(zip.entries_hint()).unwrap_or(usize::MAX);
        self.count(expected, path)?;
        let mut files = zip.entries(&mut buffer);
        let mut seen = 0;
        while let Some(entry) = files.next_entry().map_err(|it| broken(self, it))? {
            seen += 1;
            if entry.is_dir() {
                continue;
            }
            let path = inside(path, entry.file_path().as_ref());
            let method = entry.compression_method();
            if entry.flags().is_encrypted() {
                self.leave(&path, Why::Encrypted)?;
                continue;
            }
            let file = zip.get_entry(entry.wayfinder());
            let file = file.map_err(|it| self.broken(&path, &io::Error::other(it)))?;
            match method {
                CompressionMethod::STORE => {
                    self.stream(&mut file.verifying_reader(file.reader()), &path, layers)?;
                }
                CompressionMethod::DEFLATE => {
                    let unpacked = DeflateDecoder::new(file.reader());
                    self.stream(&mut file.verifying_reader(unpacked), &path, layers)?;
                }
                other => {
                    let name = other.name().unwrap_or("an unknown method");
                    self.leave(&path, Why::Compressed(name))?;
                }
            }
        }
        if seen != expected {
            let cause = format!("its directory has {seen} entries in place of {expected}");
            return Err(self.broken(path, &io::Error::other(cause)));
        }
        Ok(())
    }

    /// Reads the files of a tar archive. Long names stand in entries of their own, which are read
    /// here: the crate would take them whole into memory, however long they are.
    pub(super) fn tar(&mut self, from: &mut dyn Read, path: &str, layers: u8) -> Result<(), Error> {
        let mut archive = tar::Archive::new(from);
        let entries = archive.entries().map_err(|it| self.broken(path, &it))?.raw(true);
        let mut next = Described::default();
        for entry in entries {
            let mut entry = entry.map_err(|it| self.broken(path, &it))?;
            self.count(1, path)?;
            let kind = entry.header().entry_type();
            if matches!(kind, EntryType::GNULongName | EntryType::XHeader) {
                let mut text = Vec::new();
                let read = entry.take(LONGEST_DESCRIPTION).read_to_end(&mut text);
                read.map_err(|it| self.broken(path, &it))?;
                next.take(kind, &text);
                continue;
            }
            if matches!(kind, EntryType::GNULongLink | EntryType::XGlobalHeader) {
                continue;
            }
            let Described { name, is_sparse } = std::mem::take(&mut next);
            let name = name.unwrap_or_else(|| entry.header().path_bytes().into_owned());
            let path = inside(path, &name);
            if is_sparse || kind == EntryType::GNUSparse {
                self.leave(&path, Why::Sparse)?;
            } else if matches!(kind, EntryType::Regular | EntryType::Continuous) {
                self.stream(&mut entry, &path, layers)?;
            }
        }
        Ok(())
    }
}

/// What entries of a tar archive say of the one behind them.
#[derive(Default)]
struct Described {
    name: Option<Vec<u8>>,
    is_sparse: bool,
}

impl Described {
    fn take(&mut self, kind: EntryType, text: &[u8]) {
        if kind == EntryType::GNULongName {
            let end = text.iter().position(|it| *it == 0).unwrap_or(text.len());
            self.name = Some(text[..end].to_vec());
            return;
        }
        for pair in PaxExtensions::new(text).filter_map(Result::ok) {
            match pair.key_bytes() {
                b"path" => self.name = Some(pair.value_bytes().to_vec()),
                key => self.is_sparse |= key.starts_with(b"GNU.sparse."),
            }
        }
    }
}

/// The path of a file in an archive.
fn inside(archive: &str, name: &[u8]) -> String {
    let name = &name[..name.len().min(LONGEST_PATH)];
    format!("{archive}!{}", printable(&String::from_utf8_lossy(name)))
}
