//! Damaged files: nothing crashes, nothing hangs, and what is said is one sentence.
//!
//! `MUTATED=1000000 cargo test --release --test damaged_files` damages more of them;
//! `MUTATED_FROM=folder` takes more files from there, and `MUTATED_SEED` other damage.

#[path = "../src/binary/mod.rs"]
#[allow(dead_code, reason = "another test asks for the rest")]
mod binary;
#[path = "finished_files/make.rs"]
mod make;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use object::{Architecture, BinaryFormat, Endianness};
use tempfile::TempDir;

use make::record;

/// Larger files have nothing that smaller ones lack, and take longer.
const MAX_BYTES: u64 = 256 << 10;

/// What a file of that size may take, on a machine that has other work.
const MAX_TIME: Duration = Duration::from_secs(10);

/// A small generator of numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A place in a file: headers stand at the start, tables at the end.
    fn place(&mut self, len: usize) -> usize {
        match self.below(4) {
            0 => self.below(len.min(512)),
            1 => len.saturating_sub(1 + self.below(2048.min(len))),
            _ => self.below(len),
        }
    }
}

/// Numbers that lengths and offsets are not ready for.
const NUMBERS: &[u64] = &[
    0,
    1,
    2,
    7,
    0x7f,
    0xff,
    0xffff,
    0x10_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_ffff_ffff,
    0xffff_ffff_ffff_fff0,
];

/// What is put into files: what the reader looks for.
const WORDS: &[&[u8]] = &[
    b"featherfall1",
    b"featherfall2\0",
    b".ffall1\0",
    b"\x01featherfall 1\nkind: gate\n\0",
    b"\x01featherfall ",
    b"UPX!",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"!<arch>\n",
    b"`\n",
    b"#1/99999",
    b"//              ",
    b"\x7fELF\x02\x01",
    b"\xca\xfe\xba\xbe\0\0\0\x02",
    b"9999999999",
    b"77777777777\0",
    b"\x80\0\0\0\x7f\xff\xff\xff",
    b"\0asm\x01\0\0\0",
];

/// Damages a file in a few places.
fn damage(bytes: &mut Vec<u8>, others: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.place(bytes.len());
        let put = |bytes: &mut Vec<u8>, what: &[u8]| {
            let end = bytes.len().min(at + what.len());
            bytes[at..end].copy_from_slice(&what[..end - at]);
        };
        match random.below(12) {
            0 => bytes.truncate(at),
            1 => put(bytes, random.one::<&[u8]>(WORDS)),
            2 => {
                let other = random.one(others);
                let from = random.below(other.len());
                let len = random.below(256).min(other.len() - from);
                put(bytes, &other[from..from + len]);
            }
            3 => {
                let end = bytes.len().min(at + 1 + random.below(64));
                bytes.drain(at..end);
            }
            4 => {
                let end = bytes.len().min(at + 1 + random.below(64));
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 | 6 => {
                let byte = u8::try_from(random.below(256)).unwrap();
                put(bytes, &[byte]);
            }
            7 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            kind => {
                let number = if random.below(3) == 0 {
                    (bytes.len() as u64).wrapping_sub(random.below(64) as u64)
                } else {
                    *random.one(NUMBERS)
                };
                let len = *random.one(&[2, 4, 8]);
                // Fields stand where they are aligned, in most headers.
                let at = if random.below(4) == 0 { at } else { at & !(len - 1) };
                let end = bytes.len().min(at + len);
                let written = if kind < 10 {
                    number.to_le_bytes()[..len].to_vec()
                } else {
                    number.to_be_bytes()[8 - len..].to_vec()
                };
                bytes[at..end].copy_from_slice(&written[..end - at]);
            }
        }
    }
}

/// What damaged files are wrapped in, so that the damage is found behind checksums too.
fn wrap(bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    match random.below(10) {
        0 => make::zip(&[("a.so", bytes), ("b.txt", b"text".to_vec())]),
        1 => make::tar(&[("a.so", bytes)]),
        2 => make::gzip(&bytes),
        3 => make::library(&[("a.o", bytes), ("b.o", make::elf(&record("b")))]),
        4 => make::universal(&[(0x0100_0007, bytes.clone()), (7, bytes)], random.below(2) == 0),
        _ => bytes,
    }
}

fn originals() -> Vec<Vec<u8>> {
    let data = [record("a"), vec![0; 9], record("b")].concat();
    let of = |format, machine, order, section| make::object(format, machine, order, section, &data);
    let (little, big) = (Endianness::Little, Endianness::Big);
    let mut files = vec![
        make::elf(&data),
        of(BinaryFormat::Elf, Architecture::I386, little, "featherfall1"),
        of(BinaryFormat::Elf, Architecture::S390x, big, "featherfall1"),
        of(BinaryFormat::Elf, Architecture::Mips, big, "featherfall2"),
        make::mach_o(Architecture::Aarch64, &data),
        make::mach_o(Architecture::I386, &data),
        of(BinaryFormat::MachO, Architecture::PowerPc64, big, "featherfall1"),
        make::coff(&data),
        make::pe(true, *b".ffall1\0", &data),
        make::pe(false, *b".ffall1\0", &data),
        make::wasm("featherfall1", &data),
    ];
    let members = [("a.o", make::elf(&data)), ("b.o", make::coff(&data))];
    files.push(make::library(&members));
    files.push(make::zip(&members));
    files.push(make::tar(&members));
    files.push(make::gzip(&make::tar(&members)));
    files.push(make::zip(&[("a.whl", make::zip(&members))]));
    let slices = [(7, make::mach_o(Architecture::I386, &data)), (12, members[0].1.clone())];
    files.push(make::universal(&slices, false));
    files.push(make::universal(&slices, true));
    let folder = std::env::var_os("MUTATED_FROM");
    let given = folder.iter().flat_map(|it| fs::read_dir(it).expect("MUTATED_FROM").flatten());
    let system = ["/usr/bin/true", "/usr/bin/env", "/lib64/ld-linux-x86-64.so.2"];
    for path in given.map(|it| it.path()).chain(system.iter().map(Into::into)) {
        if fs::metadata(&path).is_ok_and(|it| it.is_file() && it.len() <= MAX_BYTES) {
            files.extend(fs::read(path));
        }
    }
    files
}

/// Reads a file as the program does, and looks at what is said.
fn check(path: &Path) -> bool {
    match binary::open(path) {
        Ok(found) => {
            for part in &found.parts {
                assert!(!part.format.is_empty());
            }
            true
        }
        Err(error) => {
            let sentence = error.to_string();
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
            assert!(sentence.len() < 4096, "{sentence}");
            false
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let number = |name: &str, default: u64| {
        std::env::var(name).map_or(default, |it| it.parse().expect("a number"))
    };
    let count = number("MUTATED", 3_000);
    let mut random = Random(number("MUTATED_SEED", 1) | 1 << 40);
    let originals = originals();
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("file");
    let mut read = 0;
    let mut slowest = Duration::ZERO;
    for _ in 0..count {
        let mut bytes = random.one(&originals).clone();
        damage(&mut bytes, &originals, &mut random);
        let bytes = wrap(bytes, &mut random);
        fs::write(&path, &bytes).expect("a file");
        let start = Instant::now();
        let result = std::panic::catch_unwind(|| check(&path));
        let took = start.elapsed();
        slowest = slowest.max(took);
        if result.is_err() || took > MAX_TIME {
            let kept = std::env::temp_dir().join("featherfall-damaged-file");
            fs::write(&kept, &bytes).expect("a file");
            panic!("{}: after {took:?}", kept.display());
        }
        read += u64::from(result.unwrap_or(false));
    }
    eprintln!("{count} files, {read} of them read, the slowest in {slowest:?}");
    assert!(read > 0 && read < count, "the damage is too small or too great: {read} of {count}");
}
