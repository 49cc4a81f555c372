//! Mach-O: macOS and its relatives.

use object::Endianness;
use object::macho::{FatArch32, FatArch64, MachHeader32, MachHeader64};
use object::read::macho::{FatArch, MachHeader, MachOFatFile, Section as _, Segment as _};

use super::error::Fault;
use super::image::Image;
use super::window::Window;
use super::{machine, section};

/// Reads a file of 32 bits.
pub(super) fn read_32(data: Window<'_>, into: &mut Image) -> Result<(), Fault> {
    read::<MachHeader32<Endianness>>(data, "32-bit", into)
}

/// Reads a file of 64 bits.
pub(super) fn read_64(data: Window<'_>, into: &mut Image) -> Result<(), Fault> {
    read::<MachHeader64<Endianness>>(data, "64-bit", into)
}

fn read<Mach: MachHeader<Endian = Endianness>>(
    data: Window<'_>,
    width: &str,
    into: &mut Image,
) -> Result<(), Fault> {
    let header = Mach::parse(data, 0)?;
    let endian = header.endian()?;
    let order = if header.is_big_endian() { " big-endian" } else { "" };
    let machine = machine::of_mach_o(header.cputype(endian));
    into.format = format!("Mach-O {width}{order} {machine}");
    let mut commands = header.load_commands(endian, data, 0)?;
    while let Some(command) = commands.next()? {
        if let Some((segment, rest)) = Mach::Segment::from_command(command)? {
            let sections = segment.sections(endian, rest)?;
            for section in segment.section_offsets(endian, sections) {
                let (header, start) = section?;
                // The name tells; linkers can be told to move sections to other segments.
                if let Some(version) = section::version(header.name())
                    && let Some(range) = header.file_range(endian, start)
                {
                    into.record_section(data, version, range)?;
                }
            }
        } else if let Some(library) = command.dylib()? {
            into.need(data, command.string(endian, library.dylib.name)?)?;
        }
    }
    Ok(())
}

/// The slices of a universal file, one for each processor.
pub(super) fn slices_32(data: Window<'_>) -> Result<Vec<Window<'_>>, Fault> {
    slices::<FatArch32>(data)
}

/// The same where offsets have 64 bits.
pub(super) fn slices_64(data: Window<'_>) -> Result<Vec<Window<'_>>, Fault> {
    slices::<FatArch64>(data)
}

fn slices<Fat: FatArch>(data: Window<'_>) -> Result<Vec<Window<'_>>, Fault> {
    let file = MachOFatFile::<Fat>::parse(data)?;
    let slices = file.arches().iter().map(|slice| data.part(slice.file_range()));
    slices.collect::<Option<_>>().ok_or_else(|| "one of its slices lies outside of it".into())
}
