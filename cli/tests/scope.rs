//! What the commands work on: what cargo says belongs to a workspace, and nothing else.

mod common;

use std::fs;
use std::path::Path;

use common::{featherfall, package, stderr, stdout};
use serde_json::Value;

const TODO: &str = "pub fn f() { todo!() }\n";

/// The files with findings, and the exit status.
fn audited(folder: &Path, arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let output = featherfall(folder, &[&["audit", "--format", "json"], arguments].concat());
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap_or_default();
    let findings = json["findings"].as_array().cloned().unwrap_or_default();
    let paths = findings.iter().map(|it| it["path"].as_str().unwrap().to_owned());
    (paths.collect(), output.status.code())
}

fn named(folder: &Path, name: &str) {
    package(folder, TODO);
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(manifest, text.replace("\"sample\"", &format!("{name:?}"))).unwrap();
}

/// A workspace of two members, with much beside them.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(
        root.join("Cargo.toml"),
        "[workspace]\nmembers = [\"a\", \"b\"]\nexclude = [\"apart\"]\nresolver = \"2\"\n",
    )
    .unwrap();
    for name in ["a", "b", "apart", "vendor/other"] {
        named(&root.join(name), name.rsplit('/').next().unwrap());
    }
    named(&root.join("a/tests/fixtures/broken"), "broken");
    fs::write(root.join("vendor/other/.cargo-checksum.json"), "{}").unwrap();
    fs::create_dir(root.join("a/out")).unwrap();
    let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# made by a build\n";
    fs::write(root.join("a/out/CACHEDIR.TAG"), tag).unwrap();
    fs::write(root.join("a/out/made.rs"), TODO).unwrap();
    folder
}

#[test]
fn a_workspace_is_its_members() {
    let folder = workspace();
    let (a, b) = ("a/src/lib.rs", "b/src/lib.rs");
    assert_eq!(audited(folder.path(), &[]).0, [a, b]);
    assert_eq!(audited(folder.path(), &["-p", "b"]).0, [b]);
    assert_eq!(audited(folder.path(), &["--exclude", "b"]).0, [a]);
    assert_eq!(audited(folder.path(), &["--manifest-path", "b/Cargo.toml"]).0, [b]);
    assert_eq!(audited(&folder.path().join("a/src"), &[]).0, ["lib.rs"]);
    assert_eq!(audited(&folder.path().join("b"), &["-p", "a"]).0, ["../a/src/lib.rs"]);
    // What is named is meant.
    assert_eq!(audited(folder.path(), &["apart", "vendor/other"]).0.len(), 2);
    assert_eq!(audited(folder.path(), &["a/tests/fixtures"]).0.len(), 1);
    let output = featherfall(folder.path(), &["audit", "-p", "c"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("called `c`; there are a, b"), "{}", stderr(&output));
}

#[test]
fn a_folder_of_packages_holds_neither_vendored_nor_made_code() {
    let folder = workspace();
    let (found, _) = audited(folder.path(), &["."]);
    assert!(found.contains(&String::from("apart/src/lib.rs")), "{found:?}");
    assert!(!found.iter().any(|it| it.contains("vendor") || it.contains("made")), "{found:?}");
}

#[test]
fn a_target_may_lie_outside_of_its_package() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("package");
    package(&inner, TODO);
    fs::rename(inner.join("src"), folder.path().join("code")).unwrap();
    let manifest = inner.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("{text}\n[lib]\npath = \"../code/lib.rs\"\n")).unwrap();
    for arguments in [&[][..], &["."]] {
        assert_eq!(audited(&inner, arguments).0, ["../code/lib.rs"], "{arguments:?}");
    }
}

#[test]
fn to_have_looked_at_nothing_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    for verb in ["audit", "adopt", "report"] {
        let output = featherfall(folder.path(), &[verb]);
        assert_eq!(output.status.code(), Some(2), "{verb}");
        assert!(stderr(&output).contains("no Rust source"), "{}", stderr(&output));
    }
}

#[test]
fn a_workspace_that_cargo_refuses_is_said_and_looked_at_all_the_same() {
    let folder = workspace();
    let manifest = folder.path().join("b/Cargo.toml");
    fs::write(manifest, "[package]\nname = \"b\"\nversion = 1\n").unwrap();
    let output = featherfall(folder.path(), &["audit"]);
    assert!(stdout(&output).contains("a/src/lib.rs"), "{}", stdout(&output));
    assert!(stderr(&output).contains("cargo says: "), "{}", stderr(&output));
    // Which members there are, nobody knows.
    assert_eq!(featherfall(folder.path(), &["audit", "-p", "a"]).status.code(), Some(2));
}

#[test]
fn a_manifest_may_begin_with_a_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "#[cfg(feature = \"gpuu\")]\nfn f() {}\n");
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(audited(folder.path(), &[]), (vec![String::from("src/lib.rs")], Some(1)));
    assert_eq!(audited(folder.path(), &["."]), (vec![String::from("src/lib.rs")], Some(1)));
}
