//! One object file, program or shared library, by the format that its first bytes tell.

use super::error::{Fault, Why};
use super::image::Image;
use super::kind::Kind;
use super::window::Window;
use super::{coff, elf, mach_o, pe, wasm};

/// What became of a file that was to be read.
pub(super) enum Read {
    /// It is in the image.
    Whole,
    /// It is of such a format, and cannot be looked into.
    Unread(Why),
    /// It is of no such format.
    Foreign,
}

/// Reads it.
pub(super) fn read(kind: Kind, data: Window<'_>, into: &mut Image) -> Result<Read, Fault> {
    match kind {
        Kind::Elf32 => return elf::read_32(data, into),
        Kind::Elf64 => return elf::read_64(data, into),
        Kind::MachO32 => mach_o::read_32(data, into)?,
        Kind::MachO64 => mach_o::read_64(data, into)?,
        Kind::Pe => return pe::read(data, into),
        Kind::Coff => coff::read(data, into)?,
        Kind::BigCoff => coff::read_big(data, into)?,
        Kind::Wasm => wasm::read(data, into)?,
        Kind::Bitcode => return Ok(Read::Unread(Why::Bitcode)),
        _ => return Ok(Read::Foreign),
    }
    Ok(Read::Whole)
}
