//! PE: the executables and libraries of Windows.

use object::LittleEndian as LE;
use object::pe::{
    IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT, IMAGE_DIRECTORY_ENTRY_IMPORT, ImageDelayloadDescriptor,
    ImageDosHeader, ImageImportDescriptor, ImageNtHeaders32, ImageNtHeaders64,
};
use object::pod::Pod;
use object::read::ReadRef as _;
use object::read::coff::SectionTable;
use object::read::pe::{ImageNtHeaders, ImageOptionalHeader as _};

use super::error::Fault;
use super::image::Image;
use super::read::Read;
use super::window::Window;
use super::{machine, section};

/// Where programs of MS-DOS say where the header of Windows stands, if they have one.
const NEW_HEADER: u64 = 0x3c;

/// From the signature to the magic that tells the width.
const MAGIC: u64 = 24;

/// The sections that Windows loads; in others there is nothing to look for.
const MAX_SECTIONS: usize = 96;

/// Reads a program or library. It is foreign if it is one of MS-DOS or of 16-bit Windows.
pub(super) fn read(data: Window<'_>, into: &mut Image) -> Result<Read, Fault> {
    let Ok(start) = data.read_bytes_at(NEW_HEADER, 4) else { return Ok(Read::Foreign) };
    let start = u64::from(u32::from_le_bytes(start.try_into().unwrap_or_default()));
    if data.read_bytes_at(start, 4) != Ok(b"PE\0\0") {
        return Ok(Read::Foreign);
    }
    match data.read_bytes_at(start + MAGIC, 2) {
        Ok([0x0b, 1]) => read_as::<ImageNtHeaders32>(data, "32-bit", into)?,
        Ok([0x0b, 2]) => read_as::<ImageNtHeaders64>(data, "64-bit", into)?,
        _ => return Err("it has no optional header".into()),
    }
    Ok(Read::Whole)
}

fn read_as<Pe: ImageNtHeaders>(
    data: Window<'_>,
    width: &str,
    into: &mut Image,
) -> Result<(), Fault> {
    let mut offset = ImageDosHeader::parse(data)?.nt_headers_offset().into();
    let (header, directories) = Pe::parse(data, &mut offset)?;
    let machine = machine::of_pe(header.file_header().machine.get(LE));
    into.format = format!("PE {width} {machine}");
    let sections = header.sections(data, offset)?;
    for header in sections.iter() {
        if let Some(version) = section::short_version(header.raw_name()) {
            let (start, len) = header.pe_file_range();
            into.record_section(data, version, (start.into(), len.into()))?;
        }
    }
    let table = |index| directories.get(index).map_or(0, |it| it.virtual_address.get(LE));
    let name = |it: &ImageImportDescriptor| (!it.is_null()).then(|| it.name.get(LE));
    needed(data, &sections, table(IMAGE_DIRECTORY_ENTRY_IMPORT), name, into)?;
    // Tables of the oldest compilers hold addresses, and no distances from the start.
    let base = header.optional_header().image_base();
    let name = |it: &ImageDelayloadDescriptor| {
        let name = it.dll_name_rva.get(LE);
        let relative = it.attributes.get(LE) & 1 != 0;
        let base = if relative { 0 } else { u32::try_from(base).unwrap_or(0) };
        (!it.is_null()).then(|| name.wrapping_sub(base))
    };
    needed(data, &sections, table(IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT), name, into)
}

/// The libraries in a table of imports. Only the table and the names are read: the section that
/// they lie in can hold all that the program embeds.
fn needed<Entry: Pod>(
    data: Window<'_>,
    sections: &SectionTable<'_>,
    table: u32,
    name: impl Fn(&Entry) -> Option<u32>,
    into: &mut Image,
) -> Result<(), Fault> {
    if table == 0 {
        return Ok(());
    }
    let place = |at| {
        let (start, len) =
            sections.iter().take(MAX_SECTIONS).find_map(|it| it.pe_file_range_at(at))?;
        Some((u64::from(start), u64::from(start) + u64::from(len)))
    };
    let outside = || Fault::from("its table of imports lies outside of it");
    let (mut next, end) = place(table).ok_or_else(outside)?;
    while next + size_of::<Entry>() as u64 <= end {
        let entry = data.read::<Entry>(&mut next).map_err(|()| outside())?;
        let Some(name) = name(entry) else { break };
        let (start, end) = place(name).ok_or_else(outside)?;
        into.need(data, data.read_bytes_at_until(start..end, 0).map_err(|()| outside())?)?;
    }
    Ok(())
}
