//! Every format of images, both widths, both orders of bytes.

use object::{Architecture, BinaryFormat, Endianness};

use crate::make::{self, record};
use crate::{names, open};

/// The processor, the order of its bytes, and what is printed for it.
const MACHINES: &[(BinaryFormat, Architecture, Endianness, &str)] = &[
    (BinaryFormat::Elf, Architecture::X86_64, Endianness::Little, "ELF 64-bit x86-64"),
    (BinaryFormat::Elf, Architecture::I386, Endianness::Little, "ELF 32-bit x86"),
    (BinaryFormat::Elf, Architecture::Aarch64, Endianness::Little, "ELF 64-bit AArch64"),
    (BinaryFormat::Elf, Architecture::Riscv64, Endianness::Little, "ELF 64-bit RISC-V"),
    (BinaryFormat::Elf, Architecture::Arm, Endianness::Little, "ELF 32-bit ARM"),
    (BinaryFormat::Elf, Architecture::S390x, Endianness::Big, "ELF 64-bit big-endian S/390"),
    (
        BinaryFormat::Elf,
        Architecture::PowerPc64,
        Endianness::Big,
        "ELF 64-bit big-endian PowerPC64",
    ),
    (BinaryFormat::Elf, Architecture::PowerPc64, Endianness::Little, "ELF 64-bit PowerPC64"),
    (BinaryFormat::Elf, Architecture::Mips, Endianness::Big, "ELF 32-bit big-endian MIPS"),
    (BinaryFormat::Elf, Architecture::Sparc64, Endianness::Big, "ELF 64-bit big-endian SPARC64"),
    (BinaryFormat::Elf, Architecture::Xtensa, Endianness::Little, "ELF 32-bit machine 94"),
    (BinaryFormat::MachO, Architecture::Aarch64, Endianness::Little, "Mach-O 64-bit arm64"),
    (BinaryFormat::MachO, Architecture::X86_64, Endianness::Little, "Mach-O 64-bit x86-64"),
    (BinaryFormat::MachO, Architecture::I386, Endianness::Little, "Mach-O 32-bit x86"),
    (
        BinaryFormat::MachO,
        Architecture::PowerPc,
        Endianness::Big,
        "Mach-O 32-bit big-endian PowerPC",
    ),
    (
        BinaryFormat::MachO,
        Architecture::PowerPc64,
        Endianness::Big,
        "Mach-O 64-bit big-endian PowerPC64",
    ),
    (BinaryFormat::Coff, Architecture::X86_64, Endianness::Little, "COFF x86-64"),
    (BinaryFormat::Coff, Architecture::I386, Endianness::Little, "COFF x86"),
    (BinaryFormat::Coff, Architecture::Aarch64, Endianness::Little, "COFF ARM64"),
];

#[test]
fn object_files_of_every_machine() {
    for (format, machine, order, expected) in MACHINES {
        let section = if *format == BinaryFormat::Coff { ".ffall1$b" } else { "featherfall1" };
        let data = [record("a"), vec![0; 5], record("b")].concat();
        let found = open(&make::object(*format, *machine, *order, section, &data));
        let found = found.unwrap_or_else(|error| panic!("{expected}: {error}"));
        assert_eq!(names(&found), [["a", "b"]], "{expected}");
        assert_eq!(found.parts[0].format, *expected);
    }
}

#[test]
fn programs_of_windows_and_what_they_need() {
    for (is_64, expected) in [(true, "PE 64-bit x86-64"), (false, "PE 32-bit x86")] {
        let found = open(&make::pe(is_64, *b".ffall1\0", &record("a"))).unwrap();
        assert_eq!(names(&found), [["a"]]);
        assert_eq!(found.parts[0].format, expected);
        assert_eq!(found.parts[0].needed, ["KERNEL32.dll", "nvcuda.dll"]);
    }
}

#[test]
fn a_universal_file_has_a_part_for_each_slice() {
    let slices = [
        (0x0100_0007, make::mach_o(Architecture::X86_64, &record("x86"))),
        (0x0100_000c, make::mach_o(Architecture::Aarch64, &record("arm"))),
        (7, make::library(&[("a.o", make::mach_o(Architecture::I386, &record("old")))])),
    ];
    for wide in [false, true] {
        let found = open(&make::universal(&slices, wide)).unwrap();
        assert_eq!(names(&found), [["x86"], ["arm"], ["old"]]);
        let formats: Vec<_> = found.parts.iter().map(|it| &*it.format).collect();
        let library = "static library of Mach-O 32-bit x86";
        assert_eq!(formats, ["Mach-O 64-bit x86-64", "Mach-O 64-bit arm64", library]);
    }
}

#[test]
fn modules_of_webassembly() {
    let found = open(&make::wasm("featherfall1", &record("a"))).unwrap();
    assert_eq!(names(&found), [["a"]]);
    assert_eq!(found.parts[0].format, "WebAssembly");
}

#[test]
fn a_static_library_is_one_part() {
    let members = [
        ("lib.rmeta", b"rust metadata".to_vec()),
        ("a.o", make::elf(&record("a"))),
        ("odd.o", [make::elf(&record("b")), vec![0]].concat()),
        (
            "none.o",
            make::object(
                BinaryFormat::Elf,
                Architecture::X86_64,
                Endianness::Little,
                "other",
                b"x",
            ),
        ),
        ("c.o", make::elf(&record("c"))),
    ];
    let found = open(&make::library(&members)).unwrap();
    assert_eq!(names(&found), [["a", "b", "c"]]);
    assert_eq!(found.parts[0].sections.len(), 3);
    assert_eq!(found.parts[0].format, "static library of ELF 64-bit x86-64");
    let of_windows = [("a.obj", make::coff(&record("a"))), ("b.obj", make::coff(&record("b")))];
    assert_eq!(names(&open(&make::library(&of_windows)).unwrap()), [["a", "b"]]);
}

#[test]
fn sections_of_other_versions_are_told_apart() {
    let named = |section: &str| {
        make::object(
            BinaryFormat::Elf,
            Architecture::X86_64,
            Endianness::Little,
            section,
            &record("a"),
        )
    };
    let found = open(&named("featherfall12")).unwrap();
    assert!(found.parts[0].sections.is_empty());
    assert_eq!(Vec::from_iter(found.parts[0].other_versions.clone()), [12]);
    let found = open(&make::pe(true, *b".ffall23", &record("a"))).unwrap();
    assert_eq!(Vec::from_iter(found.parts[0].other_versions.clone()), [23]);
    for other in
        ["featherfall", "featherfall01", "featherfall1x", "featherfall1$b", "xfeatherfall1"]
    {
        assert!(open(&named(other)).is_err(), "{other}");
    }
}
