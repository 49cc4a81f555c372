//! What is taken out of one binary image, whatever its format.

use std::collections::BTreeSet;

use object::read::ReadRef as _;

use super::error::Fault;
use super::limits::MAX_NEEDED;
use super::printable::printable;
use super::window::Window;

/// The version of the records that this program reads.
const VERSION: u32 = 1;

/// What one image says, before it is known where it lies.
#[derive(Debug, Default)]
pub(super) struct Image {
    pub(super) format: String,
    pub(super) needed: Vec<String>,
    pub(super) sections: Vec<Vec<u8>>,
    pub(super) other_versions: BTreeSet<u32>,
}

impl Image {
    /// Whether it has no section of records.
    pub(super) fn is_silent(&self) -> bool {
        self.sections.is_empty() && self.other_versions.is_empty()
    }

    /// Takes a section of records, or notes that there is one of a version that is not read.
    pub(super) fn record_section(
        &mut self,
        data: Window<'_>,
        version: u32,
        (start, len): (u64, u64),
    ) -> Result<(), Fault> {
        if version != VERSION {
            self.other_versions.insert(version);
            return Ok(());
        }
        if !data.budget().keep(len) {
            return Err("its records are too long".into());
        }
        let bytes = data
            .read_bytes_at(start, len)
            .map_err(|()| Fault::from("its section of records lies outside of it"))?;
        if !bytes.is_empty() {
            self.sections.push(bytes.to_vec());
        }
        Ok(())
    }

    /// Notes a shared library that the image needs.
    pub(super) fn need(&mut self, data: Window<'_>, library: &[u8]) -> Result<(), Fault> {
        if self.needed.len() >= MAX_NEEDED || !data.budget().keep(library.len() as u64) {
            return Err(Fault(format!("it needs more than {MAX_NEEDED} shared libraries")));
        }
        self.needed.push(printable(&String::from_utf8_lossy(library)));
        Ok(())
    }
}
