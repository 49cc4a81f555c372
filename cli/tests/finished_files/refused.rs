//! Files that say nothing, and what is said of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use object::{Architecture, BinaryFormat, Endianness};
use tempfile::TempDir;

use crate::binary::{self, Error};
use crate::make::{self, record};
use crate::{open, refusal};

#[test]
fn what_is_no_file_is_named() {
    let folder = TempDir::new().unwrap();
    let sentence = |path: &Path| {
        let error = binary::open(path).unwrap_err().to_string();
        error.strip_prefix(&path.display().to_string()).expect("the path").to_owned()
    };
    assert_eq!(sentence(&folder.path().join("none")), ": there is no such file");
    assert_eq!(sentence(folder.path()), ": is a folder, not a file");
    let empty = folder.path().join("empty");
    fs::write(&empty, "").unwrap();
    assert_eq!(sentence(&empty), ": is empty");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        use std::process::Command;

        let pipe = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(sentence(&pipe), ": is a named pipe, not a file");
        assert_eq!(sentence(Path::new("/dev/null")), ": is a device, not a file");
        let socket = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(sentence(&socket), ": is a socket, not a file");
        let closed = folder.path().join("closed");
        fs::write(&closed, make::elf(&record("a"))).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser reads everything.
        if fs::File::open(&closed).is_err() {
            assert_eq!(sentence(&closed), ": may not be read");
        }
    }
}

#[test]
fn files_of_no_such_kind() {
    let sentence = ": holds no records: it is no executable, library, object file, wheel or \
                    release archive";
    let mut random = 88_172_645_463_325_252_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random.to_le_bytes()[0]
    })
    .take(10_000)
    .collect();
    for bytes in [
        &b"x"[..],
        b"just a text\n",
        b"#!/bin/sh\n",
        b"MZ",
        b"MZ is how this text begins, and it is long enough to hold a header, or is it not?",
        b"{\"a\": 1}",
        b"%PDF-1.7",
        b"\xca\xfe\xba\xbe\0\0\0\x34 a class of Java",
        b"\x64\x86 not an object file",
        b"\0asm\x0d\0\x01\0 a component",
        &noise,
        &[0; 5000],
        &[0xff; 5000],
    ] {
        assert_eq!(refusal(bytes), sentence);
    }
}

#[test]
fn images_without_records() {
    let none = ": holds no records";
    let order = Endianness::Little;
    let without = make::object(BinaryFormat::Elf, Architecture::X86_64, order, "other", b"x");
    assert_eq!(refusal(&without), none);
    assert_eq!(refusal(&make::zip(&[("a.so", without.clone())])), none);
    assert_eq!(refusal(&make::zip(&[("a.txt", b"text".to_vec())])), none);
    assert_eq!(refusal(&make::zip(&[])), none);
    assert_eq!(refusal(&make::gzip(b"text")), none);
    assert_eq!(refusal(&make::library(&[("a.o", without)])), none);
    assert_eq!(refusal(&make::library(&[])), none);
    assert_eq!(refusal(&make::pe(true, *b".other\0\0", b"x")), none);
    assert_eq!(refusal(&make::wasm("other", b"x")), none);
    // An empty section holds nothing.
    assert_eq!(refusal(&make::elf(b"")), none);
}

#[test]
fn what_cannot_be_looked_into_is_said() {
    let sentence = |bytes: &[u8]| {
        let refusal = refusal(bytes);
        refusal.strip_prefix(": holds no records that can be read: ").expect(&refusal).to_owned()
    };
    assert_eq!(sentence(b"BZh91AY&SY"), "compressed with bzip2, unpack it first");
    assert_eq!(sentence(b"\xfd7zXZ\0\0\0"), "compressed with xz, unpack it first");
    assert_eq!(sentence(b"\x28\xb5\x2f\xfd...."), "compressed with zstd, unpack it first");
    assert_eq!(sentence(b"7z\xbc\xaf\x27\x1c.."), "compressed with 7-Zip, unpack it first");
    let thin = "a thin archive, whose members are files elsewhere";
    assert_eq!(sentence(b"!<thin>\n"), thin);
    let bitcode = "its objects are LLVM bitcode, made for LTO by the linker";
    assert_eq!(sentence(b"BC\xc0\xde...."), bitcode);
    let library = make::library(&[("a.o", b"BC\xc0\xde....".to_vec())]);
    assert_eq!(sentence(&library), bitcode);
    let mut stripped = make::elf(&record("a"));
    stripped[0x28..0x30].fill(0);
    stripped[0x3c..0x40].fill(0);
    assert_eq!(sentence(&stripped), "its section headers were stripped");
    let mut packed = stripped;
    packed[0x80..0x84].copy_from_slice(b"UPX!");
    assert_eq!(sentence(&packed), "packed by UPX, unpack it first (`upx -d`)");
    let inside = make::zip(&[("a", packed), ("b.xz", b"\xfd7zXZ\0\0\0".to_vec())]);
    let sentence = sentence(&inside);
    assert!(
        sentence
            .ends_with("/file!a: packed by UPX, unpack it first (`upx -d`), and 1 more like it")
    );
}

#[test]
fn files_that_are_cut_short_or_lie() {
    let damaged = |bytes: &[u8]| matches!(open(bytes), Err(Error::Damaged { .. }));
    let elf = make::elf(&record("a"));
    assert!(damaged(&elf[..elf.len() - 1]));
    assert!(damaged(&elf[..20]));
    let mach_o = make::mach_o(Architecture::Aarch64, &record("a"));
    assert!(damaged(&mach_o[..60]));
    let pe = make::pe(true, *b".ffall1\0", &record("a"));
    assert!(damaged(&pe[..pe.len() - 512]));
    let wasm = make::wasm("featherfall1", &record("a"));
    assert!(damaged(&wasm[..wasm.len() - 1]));
    let library = make::library(&[("a.o", elf.clone())]);
    assert!(damaged(&library[..library.len() - 1]));
    let zip = make::zip(&[("a.so", elf.clone())]);
    assert!(damaged(&zip[..zip.len() - 1]));
    let tar = make::tar(&[("a.so", elf.clone())]);
    assert!(damaged(&tar[..600]));
    let gzip = make::gzip(&tar);
    assert!(damaged(&gzip[..gzip.len() / 2]));
    let universal = make::universal(&[(0x0100_000c, mach_o)], false);
    assert!(damaged(&universal[..4200]));
    // Bytes that do not match their checksum.
    let mut changed = zip;
    let middle = changed.windows(6).position(|it| it == b"holds:").unwrap_or(200);
    changed[middle] ^= 1;
    assert!(damaged(&changed));
}

/// Sets the size of the last section of an ELF file of 64 bits whose name is that of the records.
fn claiming(size: u64) -> Vec<u8> {
    let mut elf = make::elf(&record("a"));
    let real = (record("a").len() as u64).to_le_bytes();
    let at = elf.windows(8).rposition(|it| it == real).expect("the size");
    elf[at..at + 8].copy_from_slice(&size.to_le_bytes());
    elf
}

#[test]
fn a_section_that_claims_four_gigabytes() {
    assert!(matches!(open(&claiming(4 << 30)), Err(Error::TooMuch { .. })));
    assert!(matches!(open(&claiming(u64::MAX)), Err(Error::TooMuch { .. })));
    assert!(matches!(open(&claiming(1 << 20)), Err(Error::Damaged { .. })));
    // In a file that is that large, on a disk that keeps holes.
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, claiming(4 << 30)).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    if file.set_len(8 << 30).is_ok() {
        let start = Instant::now();
        let sentence = binary::open(&path).unwrap_err().to_string();
        assert!(sentence.ends_with("it claims more than 64 MiB of records"), "{sentence}");
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}

#[test]
fn many_images_keep_no_more_than_one() {
    let padded = [record("a"), vec![0; 1 << 20]].concat();
    let member = ("a.o", make::elf(&padded));
    let sentence = refusal(&make::library(&vec![member.clone(); 70]));
    assert!(sentence.ends_with("it claims more than 64 MiB of records"), "{sentence}");
    let found = open(&make::library(&vec![member; 20])).unwrap();
    assert_eq!(found.parts[0].sections.len(), 20);
}

#[test]
fn a_section_of_random_bytes_is_handed_on() {
    let found = open(&make::elf(&[0xa5; 9000])).unwrap();
    assert_eq!(found.parts[0].sections[0], [0xa5; 9000]);
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![0; 160 << 20];
    let elf = [make::elf(&record("a")), zeros].concat();
    let start = Instant::now();
    for bomb in [make::zip(&[("a.so", elf.clone())]), make::gzip(&make::tar(&[("long", elf)]))] {
        assert!(bomb.len() < 1 << 20);
        let sentence = refusal(&bomb);
        assert!(
            sentence.ends_with(": is not read: it unpacks to more than a file of its size may")
        );
    }
    // Most of that is the making of them, without optimisation.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn an_archive_that_holds_itself_ends() {
    let mut inner = make::gzip(b"nothing");
    for _ in 0..50 {
        inner = make::gzip(&inner);
    }
    assert!(refusal(&inner).ends_with("more than 3 archives deep"));
}

#[test]
fn a_wheel_of_a_hundred_thousand_files() {
    let names: Vec<String> = (0..100_000).map(|it| format!("pkg/{it}.py")).collect();
    let many: Vec<_> = names.iter().map(|it| (&**it, Vec::new())).collect();
    let sentence = ": is not read: it holds more than 65536 files";
    let zip = make::zip(&many);
    let start = Instant::now();
    assert_eq!(refusal(&zip), sentence);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(refusal(&make::tar(&many)), sentence);
    let mut few = many;
    few.truncate(10_000);
    few.push(("pkg/native.so", make::elf(&record("a"))));
    assert_eq!(crate::names(&open(&make::zip(&few)).unwrap()), [["a"]]);
}

#[test]
fn a_table_of_very_many_sections_is_bounded() {
    // Three million sections in a file with holes, all named by the same place.
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file");
    let mut elf = make::elf(&record("a"));
    let count = 3_000_000_u64;
    let table = elf.len() as u64;
    let strings = u64::from(u16::from_le_bytes([elf[0x3e], elf[0x3f]]));
    let old = usize::try_from(u64::from_le_bytes(elf[0x28..0x30].try_into().unwrap())).unwrap();
    let headers = elf[old..old + 64 * 5].to_vec();
    elf[0x28..0x30].copy_from_slice(&table.to_le_bytes());
    elf[0x3c..0x3e].copy_from_slice(&[0, 0]);
    elf.extend(&headers);
    let first = usize::try_from(table).unwrap();
    elf[first + 32..first + 40].copy_from_slice(&count.to_le_bytes());
    assert!(strings < 6);
    fs::write(&path, elf).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(table + 64 * count).unwrap();
    let start = Instant::now();
    let error = binary::open(&path).unwrap_err().to_string();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(error.contains("has headers of more than") || error.contains("damaged"), "{error}");
}

/// Files of the system, of which none was built with this.
#[test]
fn files_of_the_system() {
    let mut seen = 0;
    for folder in ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib", "/usr/share/doc", "/bin"] {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let mut paths: Vec<_> = entries.flatten().map(|it| it.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|it| it.is_file()).take(60) {
            match binary::open(path) {
                Err(Error::NoRecords { .. } | Error::Foreign { .. } | Error::Empty { .. }) => {}
                Err(Error::Unreadable { .. }) => continue,
                other => panic!("{}: {other:?}", path.display()),
            }
            seen += 1;
        }
    }
    if seen < 20 {
        eprintln!("skipped: only {seen} files of the system are readable here");
    }
}
