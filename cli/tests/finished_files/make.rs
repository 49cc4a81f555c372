//! Small real files of every format.

#![allow(dead_code, reason = "two tests use different parts of it")]

use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use object::write::{Object, StandardSegment};
use object::{Architecture, BinaryFormat, Endianness, SectionKind, pe};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A record with this name.
pub(crate) fn record(name: &str) -> Vec<u8> {
    format!("\x01featherfall 1 0.1.0\nkind: gate\nname: {name}\nholds: true\n\0").into_bytes()
}

/// An object file with a section of this name.
pub(crate) fn object(
    format: BinaryFormat,
    machine: Architecture,
    order: Endianness,
    section: &str,
    data: &[u8],
) -> Vec<u8> {
    let mut object = Object::new(format, machine, order);
    let text = object.section_id(object::write::StandardSection::Text);
    object.append_section_data(text, &[0x90; 64], 16);
    let segment = match format {
        BinaryFormat::MachO => object.segment_name(StandardSegment::Text).to_vec(),
        _ => Vec::new(),
    };
    let id = object.add_section(segment, section.as_bytes().to_vec(), SectionKind::ReadOnlyData);
    object.append_section_data(id, data, 1);
    object.write().expect("an object file")
}

/// An object file of Linux.
pub(crate) fn elf(data: &[u8]) -> Vec<u8> {
    let order = Endianness::Little;
    object(BinaryFormat::Elf, Architecture::X86_64, order, "featherfall1", data)
}

/// An object file of macOS.
pub(crate) fn mach_o(machine: Architecture, data: &[u8]) -> Vec<u8> {
    object(BinaryFormat::MachO, machine, Endianness::Little, "featherfall1", data)
}

/// An object file of Windows.
pub(crate) fn coff(data: &[u8]) -> Vec<u8> {
    object(BinaryFormat::Coff, Architecture::X86_64, Endianness::Little, ".ffall1$b", data)
}

/// A universal file, its offsets of 64 bits if `wide`.
pub(crate) fn universal(slices: &[(u32, Vec<u8>)], wide: bool) -> Vec<u8> {
    let mut out = if wide { 0xcafe_babf_u32 } else { 0xcafe_babe }.to_be_bytes().to_vec();
    out.extend(u32::try_from(slices.len()).unwrap().to_be_bytes());
    let mut offset = 4096_u32;
    for (machine, slice) in slices {
        out.extend(machine.to_be_bytes());
        out.extend(3_u32.to_be_bytes());
        let size = u32::try_from(slice.len()).unwrap();
        for number in [offset, size] {
            if wide {
                out.extend([0; 4]);
            }
            out.extend(number.to_be_bytes());
        }
        out.extend(12_u32.to_be_bytes());
        if wide {
            out.extend([0; 4]);
        }
        offset += size.next_multiple_of(4096);
    }
    for (_, slice) in slices {
        out.resize(out.len().next_multiple_of(4096), 0);
        out.extend(slice);
    }
    out
}

/// A program of Windows that imports from a library, and from another one when it needs it.
pub(crate) fn pe(is_64: bool, section: [u8; 8], data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = object::write::pe::Writer::new(is_64, 4096, 512, &mut out);
    writer.reserve_dos_header_and_stub();
    writer.reserve_nt_headers(16);
    writer.reserve_section_headers(3);
    let text = writer.reserve_text_section(16);
    let len = u32::try_from(data.len()).unwrap();
    let kind = pe::IMAGE_SCN_CNT_INITIALIZED_DATA | pe::IMAGE_SCN_MEM_READ;
    let records = writer.reserve_section(section, kind, len, len);
    let imports = writer.reserve_rdata_section(256);
    let at = imports.virtual_address;
    writer.set_data_directory(pe::IMAGE_DIRECTORY_ENTRY_IMPORT, at, 40);
    writer.set_data_directory(pe::IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT, at + 64, 64);
    let mut table = vec![0; 256];
    table[12..16].copy_from_slice(&(at + 192).to_le_bytes());
    table[64..68].copy_from_slice(&1_u32.to_le_bytes());
    table[68..72].copy_from_slice(&(at + 224).to_le_bytes());
    table[192..204].copy_from_slice(b"KERNEL32.dll");
    table[224..235].copy_from_slice(b"nvcuda.dll\0");
    writer.write_dos_header_and_stub().expect("a header");
    writer.write_nt_headers(object::write::pe::NtHeaders {
        machine: if is_64 { pe::IMAGE_FILE_MACHINE_AMD64 } else { pe::IMAGE_FILE_MACHINE_I386 },
        time_date_stamp: 0,
        characteristics: pe::IMAGE_FILE_EXECUTABLE_IMAGE,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: text.virtual_address,
        image_base: 0x40_0000,
        major_operating_system_version: 6,
        minor_operating_system_version: 0,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 6,
        minor_subsystem_version: 0,
        subsystem: pe::IMAGE_SUBSYSTEM_WINDOWS_CUI,
        dll_characteristics: pe::DllFlags(0),
        size_of_stack_reserve: 0,
        size_of_stack_commit: 0,
        size_of_heap_reserve: 0,
        size_of_heap_commit: 0,
    });
    writer.write_section_headers();
    writer.write_section(text.file_offset, &[0xc3; 16]);
    writer.write_section(records.file_offset, data);
    writer.write_section(imports.file_offset, &table);
    out
}

/// A module of WebAssembly.
pub(crate) fn wasm(section: &str, data: &[u8]) -> Vec<u8> {
    let mut out = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
    let mut body = leb(section.len());
    body.extend(section.as_bytes());
    body.extend(data);
    out.push(0);
    out.extend(leb(body.len()));
    out.extend(body);
    out
}

fn leb(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        out.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return out;
        }
    }
}

/// A static library.
pub(crate) fn library(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, member) in members {
        let name = format!("{name}/");
        let len = member.len();
        out.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{len:<10}`\n", 0, 0, 0, 644).bytes());
        out.extend(member);
        out.resize(out.len().next_multiple_of(2), b'\n');
    }
    out
}

/// A zip, each file compressed unless it is empty.
pub(crate) fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for (name, file) in files {
        if file.is_empty() {
            let (entry, config) = zip.new_file(*name).start().expect("a file");
            let (_, descriptor) = config.wrap(std::io::sink()).finish().expect("its end");
            entry.finish(descriptor).expect("its end");
            continue;
        }
        let method = CompressionMethod::DEFLATE;
        let (mut entry, config) =
            zip.new_file(*name).compression_method(method).start().expect("a file");
        let mut out = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        out.write_all(file).expect("its bytes");
        let (out, descriptor) = out.finish().expect("its end");
        out.finish().expect("its end");
        entry.finish(descriptor).expect("its end");
    }
    zip.finish().expect("a zip")
}

/// A tar archive.
pub(crate) fn tar(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, file) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(file.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, &file[..]).expect("a file");
    }
    tar.into_inner().expect("a tar archive")
}

/// These bytes, compressed.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).expect("the bytes");
    out.finish().expect("the end")
}
