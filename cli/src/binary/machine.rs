//! The names of processors, as the tools of each platform print them.

use object::elf::{self, Machine as Elf};
use object::macho::{self, CpuType};
use object::pe;

/// The processor of an ELF file.
pub(super) fn of_elf(machine: Elf) -> String {
    let name = match machine {
        elf::EM_386 => "x86",
        elf::EM_X86_64 => "x86-64",
        elf::EM_ARM => "ARM",
        elf::EM_AARCH64 => "AArch64",
        elf::EM_RISCV => "RISC-V",
        elf::EM_LOONGARCH => "LoongArch",
        elf::EM_MIPS => "MIPS",
        elf::EM_PPC => "PowerPC",
        elf::EM_PPC64 => "PowerPC64",
        elf::EM_S390 => "S/390",
        elf::EM_SPARCV9 => "SPARC64",
        other => return format!("machine {}", other.0),
    };
    name.to_owned()
}

/// The processor of a Mach-O file.
pub(super) fn of_mach_o(machine: CpuType) -> String {
    let name = match machine {
        macho::CPU_TYPE_X86 => "x86",
        macho::CPU_TYPE_X86_64 => "x86-64",
        macho::CPU_TYPE_ARM => "ARM",
        macho::CPU_TYPE_ARM64 => "arm64",
        macho::CPU_TYPE_ARM64_32 => "arm64_32",
        macho::CPU_TYPE_POWERPC => "PowerPC",
        macho::CPU_TYPE_POWERPC64 => "PowerPC64",
        other => return format!("machine {}", other.0),
    };
    name.to_owned()
}

/// The processor of a file of Windows, if it is one that Rust compiles for.
pub(super) fn known_of_pe(machine: pe::Machine) -> Option<&'static str> {
    match machine {
        pe::IMAGE_FILE_MACHINE_I386 => Some("x86"),
        pe::IMAGE_FILE_MACHINE_AMD64 => Some("x86-64"),
        pe::IMAGE_FILE_MACHINE_ARMNT => Some("ARM"),
        pe::IMAGE_FILE_MACHINE_ARM64 => Some("ARM64"),
        pe::IMAGE_FILE_MACHINE_ARM64EC => Some("ARM64EC"),
        _ => None,
    }
}

/// The processor of any file of Windows.
pub(super) fn of_pe(machine: pe::Machine) -> String {
    known_of_pe(machine).map_or_else(|| format!("machine {}", machine.0), str::to_owned)
}
