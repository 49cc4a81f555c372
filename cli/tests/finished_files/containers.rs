//! Wheels, release archives, and what lies in them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::binary::Finished;
use crate::make::{self, record};
use crate::{names, open, open_path};

fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("pkg/__init__.py", b"import pkg.native\n".to_vec()),
        ("pkg/native.so", make::elf(&record("native"))),
        ("pkg/empty", Vec::new()),
        ("pkg/tool.exe", make::pe(true, *b".ffall1\0", &record("tool"))),
    ]
}

fn paths(found: &Finished) -> Vec<&str> {
    let name = |it: &'_ str| it.find("/file").unwrap() + 1;
    found.parts.iter().map(|it| &it.path[name(&it.path)..]).collect()
}

#[test]
fn wheels_and_tar_archives_name_what_lies_in_them() {
    for archive in [
        make::zip(&files()),
        make::tar(&files()),
        make::gzip(&make::tar(&files())),
        [make::gzip(&make::tar(&files())), make::gzip(b"")].concat(),
    ] {
        let found = open(&archive).unwrap();
        assert_eq!(names(&found), [["native"], ["tool"]]);
        assert_eq!(paths(&found), ["file!pkg/native.so", "file!pkg/tool.exe"]);
        assert_eq!(found.unread, []);
    }
}

#[test]
fn a_compressed_program_is_read() {
    let found = open(&make::gzip(&make::elf(&record("a")))).unwrap();
    assert_eq!(names(&found), [["a"]]);
    assert_eq!(paths(&found), ["file"]);
}

#[test]
fn archives_in_archives_are_read() {
    let wheel = make::zip(&files());
    let library = make::library(&[("a.o", make::elf(&record("static")))]);
    let inner = [("a.whl", wheel), ("lib/libx.a", library)];
    for outer in [make::zip(&inner), make::gzip(&make::tar(&inner)), make::tar(&inner)] {
        let found = open(&outer).unwrap();
        assert_eq!(names(&found), [["native"], ["tool"], ["static"]]);
        let expected = ["file!a.whl!pkg/native.so", "file!a.whl!pkg/tool.exe", "file!lib/libx.a"];
        assert_eq!(paths(&found), expected);
    }
    let release = make::zip(&[("x.tar.gz", make::gzip(&make::tar(&files())))]);
    assert_eq!(paths(&open(&release).unwrap())[0], "file!x.tar.gz!pkg/native.so");
}

#[test]
fn what_lies_too_deep_is_said() {
    let mut deep = make::zip(&files());
    for _ in 0..3 {
        deep = make::zip(&[("in.zip", deep)]);
    }
    let beside = make::zip(&[("in.zip", deep), ("a.so", make::elf(&record("a")))]);
    let found = open(&beside).unwrap();
    assert_eq!(names(&found), [["a"]]);
    let [unread] = &found.unread[..] else { panic!("{found:?}") };
    let sentence = "file!in.zip!in.zip!in.zip: more than 3 archives deep";
    assert!(unread.to_string().ends_with(sentence), "{unread}");
}

#[test]
fn long_names_are_whole_and_names_steer_no_terminal() {
    let long = format!("{}native.so", "folder/".repeat(40));
    let found = open(&make::tar(&[(&long, make::elf(&record("a")))])).unwrap();
    assert_eq!(paths(&found), [format!("file!{long}")]);
    let found = open(&make::zip(&[("a\x1b[31m.so", make::elf(&record("a")))])).unwrap();
    assert_eq!(paths(&found), ["file!a\\u{1b}[31m.so"]);
}

#[test]
fn long_names_of_posix_are_whole() {
    let folder = TempDir::new().unwrap();
    let name = format!("{}.so", "n".repeat(120));
    fs::write(folder.path().join(&name), make::elf(&record("a"))).unwrap();
    for format in ["posix", "gnu", "ustar", "v7"] {
        let short = if matches!(format, "ustar" | "v7") { "short.so" } else { &name };
        fs::write(folder.path().join("short.so"), make::elf(&record("a"))).unwrap();
        let archive = folder.path().join("file.tar");
        if !packed(folder.path(), &["tar", "--format", format, "-cf", "file.tar", short]) {
            return;
        }
        // The oldest archives have no mark of their own.
        if format == "v7" {
            assert!(crate::binary::open(&archive).is_err());
            continue;
        }
        let found = open_path(&archive);
        assert_eq!(names(&found), [["a"]], "{format}");
        assert!(found.parts[0].path.ends_with(&format!("!{short}")), "{format}");
    }
    let sparse = folder.path().join("sparse.so");
    let mut file = make::elf(&record("a"));
    file.extend(vec![0; 4 << 20]);
    fs::write(&sparse, file).unwrap();
    let dug = packed(folder.path(), &["fallocate", "--dig-holes", "sparse.so"]);
    for format in ["posix", "gnu"] {
        let pack = ["tar", "--format", format, "-Scf", "file.tar", "sparse.so"];
        if dug && packed(folder.path(), &pack) {
            let error = crate::binary::open(&folder.path().join("file.tar")).unwrap_err();
            assert!(error.to_string().contains("sparse file"), "{error}");
        }
    }
}

/// Runs a program of the system. False, with a sentence, where it is missing.
fn packed(folder: &Path, command: &[&str]) -> bool {
    let status = std::process::Command::new(command[0])
        .args(&command[1..])
        .current_dir(folder)
        .stderr(std::process::Stdio::null())
        .status();
    let done = status.is_ok_and(|it| it.success());
    if !done {
        eprintln!("skipped: `{}` does not work here", command.join(" "));
    }
    done
}
