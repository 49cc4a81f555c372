//! COFF: the object files of Windows.

use object::pe::{AnonObjectHeaderBigobj, ImageFileHeader};
use object::read::coff::CoffHeader;
use object::read::{ReadRef as _, StringTable};

use super::error::Fault;
use super::image::Image;
use super::window::Window;
use super::{machine, section};

/// Reads an object file.
pub(super) fn read(data: Window<'_>, into: &mut Image) -> Result<(), Fault> {
    read_as::<ImageFileHeader>(data, 18, into)
}

/// Reads one with very many sections.
pub(super) fn read_big(data: Window<'_>, into: &mut Image) -> Result<(), Fault> {
    read_as::<AnonObjectHeaderBigobj>(data, 20, into)
}

/// The names of sections that have more than eight bytes stand behind the symbols, which are not
/// read for that.
fn read_as<Coff: CoffHeader>(
    data: Window<'_>,
    size_of_symbol: u64,
    into: &mut Image,
) -> Result<(), Fault> {
    let mut offset = 0;
    let header = Coff::parse(data, &mut offset)?;
    into.format = format!("COFF {}", machine::of_pe(header.machine()));
    let sections = header.sections(data, offset)?;
    let symbols = u64::from(header.pointer_to_symbol_table());
    let strings = match symbols {
        0 => StringTable::default(),
        start => {
            let start = start + u64::from(header.number_of_symbols()) * size_of_symbol;
            let end = data.len().unwrap_or(start).max(start);
            StringTable::new(data, start, end)
        }
    };
    for header in sections.iter() {
        if let Some(version) = section::short_version(header.name(strings)?)
            && let Some((start, len)) = header.coff_file_range()
        {
            into.record_section(data, version, (start.into(), len.into()))?;
        }
    }
    Ok(())
}
