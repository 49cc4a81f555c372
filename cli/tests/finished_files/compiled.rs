//! What rustc and other compilers really write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::binary::Error;
use crate::make::record;
use crate::{binary, names, open_path};

/// A program or library with two records.
fn source() -> String {
    let record = |name: &str| {
        let bytes = record(name);
        let len = bytes.len();
        format!(
            "#[used]\n#[unsafe(link_section = \"featherfall1\")]\n\
             static {name}: [u8; {len}] = *b\"{}\";\n",
            bytes.escape_ascii()
        )
    };
    format!(
        "#![allow(non_upper_case_globals)]\n{}{}\
         #[unsafe(no_mangle)]\npub extern \"C\" fn answer() -> i32 {{ 42 }}\n\
         #[allow(dead_code)]\nfn main() {{ println!(\"{{}}\", answer()); }}\n",
        record("first"),
        record("second")
    )
}

/// Compiles it. `None`, with a sentence, where the target is not installed.
fn compile(folder: &Path, arguments: &[&str]) -> Option<PathBuf> {
    let input = folder.join("it.rs");
    fs::write(&input, source()).unwrap();
    let out = folder.join("out");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition", "2024", "-o"])
        .args([&out, &input])
        .args(arguments)
        .output()
        .expect("rustc");
    if output.status.success() {
        return Some(out);
    }
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("may not be installed"), "{arguments:?}: {text}");
    eprintln!("skipped: rustc {arguments:?}: the target is not installed");
    None
}

#[test]
#[cfg(target_os = "linux")]
fn of_every_profile() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["-C", "debuginfo=2"][..],
        &["-O"],
        &["-O", "-C", "strip=symbols"],
        &["-O", "-C", "lto=fat"],
        &["-O", "-C", "lto=thin", "-C", "codegen-units=4"],
        &["-O", "-C", "lto=fat", "-C", "strip=symbols", "-C", "panic=abort"],
        &["-C", "panic=abort"],
        &["-C", "opt-level=z", "-C", "link-arg=-Wl,--gc-sections"],
        &["-O", "-C", "relocation-model=static"],
        &["--crate-type", "cdylib", "-O"],
        &["--crate-type", "cdylib", "-O", "-C", "strip=symbols"],
        &["--crate-type", "dylib", "-C", "prefer-dynamic"],
    ] {
        let found = open_path(&compile(folder.path(), arguments).unwrap());
        assert_eq!(names(&found), [["first", "second"]], "{arguments:?}");
        let [part] = &found.parts[..] else { panic!("{found:?}") };
        assert!(part.format.starts_with("ELF 64-bit"), "{}", part.format);
        let is_program = arguments[0] != "--crate-type";
        assert!(!is_program || part.needed.iter().any(|it| it == "libc.so.6"), "{arguments:?}");
        assert_eq!(found.unread, []);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn without_any_library() {
    let folder = TempDir::new().unwrap();
    let arguments = ["-O", "-C", "target-feature=+crt-static"];
    let found = open_path(&compile(folder.path(), &arguments).unwrap());
    assert_eq!(names(&found), [["first", "second"]]);
    assert_eq!(found.parts[0].needed, Vec::<String>::new());
}

#[test]
fn as_libraries_that_are_not_linked() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["--crate-type", "rlib"][..],
        &["--crate-type", "rlib", "-O", "-C", "lto=no"],
        &["--crate-type", "staticlib"],
        &["--crate-type", "staticlib", "-O", "-C", "lto=fat", "-C", "panic=abort"],
        &["--crate-type", "rlib", "--emit", "obj", "-C", "codegen-units=1"],
    ] {
        let found = open_path(&compile(folder.path(), arguments).unwrap());
        let [said] = &names(&found)[..] else { panic!("{found:?}") };
        let mut said = said.clone();
        said.sort();
        assert_eq!(said, ["first", "second"], "{arguments:?}");
    }
}

#[test]
fn as_bitcode() {
    let folder = TempDir::new().unwrap();
    let arguments = ["--crate-type", "rlib", "-O", "-C", "linker-plugin-lto"];
    let path = compile(folder.path(), &arguments).unwrap();
    let Err(Error::NoRecords { unread, .. }) = binary::open(&path) else { panic!("bitcode") };
    assert_eq!(
        unread[0].to_string().rsplit(": ").next(),
        Some("its objects are LLVM bitcode, made for LTO by the linker")
    );
}

/// A crate without a core library, which is installed for few targets: what rustc needs to know
/// of the language, and a record.
fn source_without_core(section: &str) -> String {
    let bytes = record("first");
    format!(
        "#![allow(internal_features)]\n#![feature(no_core, lang_items, auto_traits)]\n#![no_core]\n\
         #[lang = \"pointee_sized\"] pub trait PointeeSized {{}}\n\
         #[lang = \"meta_sized\"] pub trait MetaSized: PointeeSized {{}}\n\
         #[lang = \"sized\"] pub trait Sized: MetaSized {{}}\n\
         #[lang = \"sync\"] pub auto trait Sync {{}}\n\
         #[lang = \"freeze\"] unsafe auto trait Freeze {{}}\n\
         #[lang = \"copy\"] pub trait Copy {{}}\n\
         #[lang = \"drop_in_place\"] unsafe fn drop_in_place<T: PointeeSized>(_: *mut T) {{}}\n\
         #[used]\n#[unsafe(link_section = \"{section}\")]\n\
         static R: [u8; {}] = {bytes:?};\n",
        bytes.len()
    )
}

#[test]
fn for_other_targets() {
    let folder = TempDir::new().unwrap();
    let (input, out) = (folder.path().join("it.rs"), folder.path().join("it.o"));
    let mut seen = 0;
    for (target, section, format) in [
        ("aarch64-apple-darwin", "__TEXT,featherfall1", "Mach-O 64-bit arm64"),
        ("x86_64-apple-darwin", "__TEXT,featherfall1", "Mach-O 64-bit x86-64"),
        ("x86_64-unknown-linux-gnu", "featherfall1", "ELF 64-bit x86-64"),
        ("aarch64-unknown-linux-gnu", "featherfall1", "ELF 64-bit AArch64"),
        ("i686-unknown-linux-gnu", "featherfall1", "ELF 32-bit x86"),
        ("armv7-unknown-linux-gnueabihf", "featherfall1", "ELF 32-bit ARM"),
        ("mips-unknown-linux-gnu", "featherfall1", "ELF 32-bit big-endian MIPS"),
        ("powerpc64-unknown-linux-gnu", "featherfall1", "ELF 64-bit big-endian PowerPC64"),
        ("s390x-unknown-linux-gnu", "featherfall1", "ELF 64-bit big-endian S/390"),
        ("riscv64gc-unknown-linux-gnu", "featherfall1", "ELF 64-bit RISC-V"),
        ("loongarch64-unknown-linux-gnu", "featherfall1", "ELF 64-bit LoongArch"),
        ("x86_64-pc-windows-gnu", ".ffall1$b", "COFF x86-64"),
        ("x86_64-pc-windows-msvc", ".ffall1$b", "COFF x86-64"),
        ("i686-pc-windows-msvc", ".ffall1$b", "COFF x86"),
        ("aarch64-pc-windows-msvc", ".ffall1$b", "COFF ARM64"),
    ] {
        fs::write(&input, source_without_core(section)).unwrap();
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["--edition", "2024", "--crate-type", "lib", "--emit", "obj", "-C"])
            .args(["panic=abort", "--target", target, "-o"])
            .args([&out, &input])
            .output()
            .expect("rustc");
        if !output.status.success() {
            // What the language's own items are differs between compilers.
            eprintln!("skipped: {target}: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        let found = open_path(&out);
        assert_eq!(names(&found), [["first"]], "{target}");
        assert_eq!(found.parts[0].format, format);
        seen += 1;
    }
    eprintln!("{seen} targets");
}

/// Programs that are linked for Windows, by the linker that Rust uses there too.
#[test]
fn linked_for_windows() {
    let folder = TempDir::new().unwrap();
    let input = folder.path().join("it.c");
    let bytes: Vec<_> = record("first").iter().map(ToString::to_string).collect();
    let section = "__attribute__((used, section(\".ffall1$b\")))";
    let text = format!(
        "#include <stdio.h>\n{section} static const char r[] = {{{}}};\n\
         int main(void) {{ puts(\"x\"); return 0; }}\n",
        bytes.join(",")
    );
    fs::write(&input, text).unwrap();
    let out = folder.path().join("it.exe");
    for more in [&[][..], &["-s"], &["-O2"]] {
        let gcc = "x86_64-w64-mingw32-gcc";
        let status = Command::new(gcc).arg(&input).arg("-o").arg(&out).args(more).status();
        if !status.is_ok_and(|it| it.success()) {
            eprintln!("skipped: mingw-w64 is not installed");
            return;
        }
        let found = open_path(&out);
        assert_eq!(names(&found), [["first"]]);
        let needed = &found.parts[0].needed;
        assert!(needed.iter().any(|it| it.eq_ignore_ascii_case("kernel32.dll")), "{needed:?}");
    }
}
