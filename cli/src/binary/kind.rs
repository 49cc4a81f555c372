//! What a file is, by its first bytes: names and endings say nothing.

use super::machine;

/// The bytes that tell.
pub(super) const HEAD: u64 = 512;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Elf32,
    Elf64,
    MachO32,
    MachO64,
    Universal32,
    Universal64,
    /// An executable or library of Windows, or an older one of MS-DOS.
    Pe,
    /// An object file of Windows.
    Coff,
    /// The same, for more than 65,279 sections.
    BigCoff,
    Wasm,
    Bitcode,
    /// A static library, `.rlib` or `.lib`.
    Library,
    ThinLibrary,
    Zip,
    Tar,
    Gzip,
    /// An archive or compression that is not read.
    Closed(&'static str),
    Foreign,
}

/// The class id of an object file with more sections than the older header can count.
const BIG_COFF: [u8; 16] = [
    0xc7, 0xa1, 0xba, 0xd1, 0xee, 0xba, 0xa9, 0x4b, 0xaf, 0x20, 0xfa, 0xf6, 0x6a, 0xa4, 0xdc, 0xb8,
];

/// Class files of Java begin like universal files. Theirs is a version of 45 or more where the
/// number of slices stands.
const FIRST_JAVA: u32 = 43;

impl Kind {
    /// What a file is that begins like this.
    pub(super) fn of(head: &[u8]) -> Self {
        let slices = || head.get(4..8).and_then(|it| it.try_into().ok()).map(u32::from_be_bytes);
        match head {
            [0x7f, b'E', b'L', b'F', 1, ..] => Self::Elf32,
            [0x7f, b'E', b'L', b'F', 2, ..] => Self::Elf64,
            [0xfe, 0xed, 0xfa, 0xce, ..] | [0xce, 0xfa, 0xed, 0xfe, ..] => Self::MachO32,
            [0xfe, 0xed, 0xfa, 0xcf, ..] | [0xcf, 0xfa, 0xed, 0xfe, ..] => Self::MachO64,
            [0xca, 0xfe, 0xba, 0xbe, ..] if slices() < Some(FIRST_JAVA) => Self::Universal32,
            [0xca, 0xfe, 0xba, 0xbf, ..] if slices() < Some(FIRST_JAVA) => Self::Universal64,
            [b'M', b'Z', ..] => Self::Pe,
            [0, b'a', b's', b'm', 1, 0, 0, 0, ..] => Self::Wasm,
            [b'B', b'C', 0xc0, 0xde, ..] | [0xde, 0xc0, 0x17, 0x0b, ..] => Self::Bitcode,
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            _ if head.starts_with(b"!<arch>\n") => Self::Library,
            _ if head.starts_with(b"!<thin>\n") => Self::ThinLibrary,
            _ if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") => Self::Zip,
            _ if head.get(257..262) == Some(b"ustar") => Self::Tar,
            _ if head.starts_with(b"BZh") => Self::Closed("bzip2"),
            _ if head.starts_with(b"\xfd7zXZ\0") => Self::Closed("xz"),
            _ if head.starts_with(b"\x28\xb5\x2f\xfd") => Self::Closed("zstd"),
            _ if head.starts_with(b"\x04\x22\x4d\x18") => Self::Closed("lz4"),
            _ if head.starts_with(b"7z\xbc\xaf\x27\x1c") => Self::Closed("7-Zip"),
            _ if head.starts_with(b"Rar!\x1a\x07") => Self::Closed("RAR"),
            _ if head.starts_with(b"\0\0\xff\xff") && head.get(12..28) == Some(&BIG_COFF) => {
                Self::BigCoff
            }
            _ if is_coff(head) => Self::Coff,
            _ => Self::Foreign,
        }
    }
}

/// Two bytes of magic are few: an object file also has sections, no optional header, and is not
/// executable.
fn is_coff(head: &[u8]) -> bool {
    let Some(header) = head.first_chunk::<20>() else { return false };
    let machine = object::pe::Machine(u16::from_le_bytes([header[0], header[1]]));
    let sections = u16::from_le_bytes([header[2], header[3]]);
    let optional_header = [header[16], header[17]];
    let executable = header[18] & 2 != 0;
    machine::known_of_pe(machine).is_some()
        && (1..0xff00).contains(&sections)
        && optional_header == [0, 0]
        && !executable
}
