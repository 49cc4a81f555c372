//! One object file, program or shared library, by the format that its first bytes tell.

use super::error::{Fault, Why};
use super::image::Image;
use super::kind::Kind;
use super::read::Read;
use super::window::Window;
use super::{coff, elf, mach_o, pe, wasm};

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
