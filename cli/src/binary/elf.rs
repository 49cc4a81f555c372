//! ELF: Linux, the BSDs, Android and most that is embedded.

use object::Endianness;
use object::elf::{self, FileHeader32, FileHeader64};
use object::read::elf::{Dyn as _, FileHeader, SectionHeader as _};

use super::error::{Fault, Why};
use super::image::Image;
use super::read::Read;
use super::window::Window;
use super::{machine, section};

/// Reads a file of 32 bits.
pub(super) fn read_32(data: Window<'_>, into: &mut Image) -> Result<Read, Fault> {
    read::<FileHeader32<Endianness>>(data, "32-bit", into)
}

/// Reads a file of 64 bits.
pub(super) fn read_64(data: Window<'_>, into: &mut Image) -> Result<Read, Fault> {
    read::<FileHeader64<Endianness>>(data, "64-bit", into)
}

fn read<Elf: FileHeader<Endian = Endianness>>(
    data: Window<'_>,
    width: &str,
    into: &mut Image,
) -> Result<Read, Fault> {
    let header = Elf::parse(data)?;
    let endian = header.endian()?;
    let order = if header.is_big_endian() { " big-endian" } else { "" };
    let machine = machine::of_elf(header.e_machine(endian));
    into.format = format!("ELF {width}{order} {machine}");
    let sections = header.sections(endian, data)?;
    if sections.is_empty() {
        return Ok(Read::Unread(Why::NoSections));
    }
    // Half of the sections of a debug build are relocations, and looking up a name is a read.
    for header in sections.iter().filter(|it| it.sh_type(endian) == elf::SHT_PROGBITS) {
        let name = sections.section_name(endian, header)?;
        if let Some(version) = section::version(name)
            && let Some(range) = header.file_range(endian)
        {
            into.record_section(data, version, range)?;
        }
    }
    if let Some((dynamic, strings)) = sections.dynamic(endian, data)? {
        let strings = sections.strings(endian, data, strings)?;
        for entry in dynamic.iter().take_while(|it| it.tag(endian) != elf::DT_NULL) {
            if entry.tag(endian) == elf::DT_NEEDED {
                into.need(data, entry.string(endian, strings)?)?;
            }
        }
    }
    Ok(Read::Whole)
}
