//! WebAssembly: modules and their object files.

use object::read::{Bytes, ReadRef as _};

use super::error::Fault;
use super::image::Image;
use super::section;
use super::window::Window;

/// The bytes before the first section.
const HEADER: u64 = 8;

/// A custom section.
const CUSTOM: u8 = 0;

/// The kind of a section, its size and the size of a name, as far as they need.
const LONGEST_START: u64 = 1 + 10 + 10;

/// Reads a module.
pub(super) fn read(data: Window<'_>, into: &mut Image) -> Result<(), Fault> {
    "WebAssembly".clone_into(&mut into.format);
    let len = data.len().unwrap_or(0);
    let mut next = HEADER;
    while next < len {
        let start = data
            .read_bytes_at(next, LONGEST_START.min(len - next))
            .map_err(|()| Fault::from("a section has no start"))?;
        let mut rest = Bytes(start);
        let kind = rest.read::<u8>().copied().unwrap_or(CUSTOM);
        let size = rest.read_uleb128().map_err(|()| "the size of a section is no number")?;
        let body = next + (start.len() - rest.len()) as u64;
        let end = body.checked_add(size).filter(|end| *end <= len);
        let end = end.ok_or("a section lies outside of it")?;
        if kind == CUSTOM {
            let before = rest.len();
            let size = rest.read_uleb128().map_err(|()| "a section has no name")?;
            let name = body + (before - rest.len()) as u64;
            let after = name.checked_add(size).filter(|after| *after <= end);
            let after = after.ok_or("the name of a section lies outside of it")?;
            let name = data.read_bytes_at(name, size).map_err(|()| "a name cannot be read")?;
            if let Some(version) = section::version(name) {
                into.record_section(data, version, (after, end - after))?;
            }
        }
        next = end;
    }
    Ok(())
}
