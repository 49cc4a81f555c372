//! What the commands work on: what cargo says belongs to a workspace, and nothing else.

mod common;

use std::fs;
use std::path::Path;

use common::{configure, featherfall, package, stderr, stdout};
use serde_json::Value;

const TODO: &str = "pub fn f() { todo!() }\n";

const BAIL: &str = "pub fn g() -> Result<(), String> { bail!(\"A does not support w\") }\n";

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
    configure(&inner, "[lib]\npath = \"../code/lib.rs\"\n");
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
fn to_have_read_nothing_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "#[featherfall::limitation(\"slow\")]\nfn f( {");
    for verb in ["audit", "adopt", "eject", "report", "limitations", "issues"] {
        let output = featherfall(folder.path(), &[verb]);
        assert_eq!(output.status.code(), Some(2), "{verb}");
        let said = stderr(&output);
        let expected = "error: not one file could be read; src/lib.rs: does not parse";
        assert!(said.contains(expected), "{verb}: {said}");
    }
    fs::write(folder.path().join("src/other.rs"), TODO).unwrap();
    assert_eq!(audited(folder.path(), &[]).1, Some(0));
    let output = featherfall(folder.path(), &["audit", "--update-baseline", "known.json"]);
    let said = stderr(&output);
    assert!(said.contains("skipped src/lib.rs: does not parse"), "{said}");
    assert!(said.contains("what 1 skipped files hold is not among them"), "{said}");
}

#[test]
fn a_module_of_tests_may_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let code = format!("{TODO}{BAIL}");
    package(
        folder.path(),
        "#[cfg(test)]\nmod tests;\n#[cfg(all(test, feature = \"gpu\"))]\nmod more;\n",
    );
    fs::create_dir(folder.path().join("src/tests")).unwrap();
    fs::write(folder.path().join("src/tests/mod.rs"), format!("mod inner;\n{code}")).unwrap();
    fs::write(folder.path().join("src/tests/inner.rs"), &code).unwrap();
    fs::write(folder.path().join("src/more.rs"), &code).unwrap();
    assert_eq!(audited(folder.path(), &[]), (vec![], Some(0)));
    // The same in a file that is shipped.
    fs::write(folder.path().join("src/lib.rs"), "mod tests;\n").unwrap();
    let (found, status) = audited(folder.path(), &["src/tests"]);
    assert_eq!((found.len(), status), (4, Some(1)));
}

#[test]
fn without_the_standard_library_nothing_is_converted() {
    let pair = "#[cfg(feature = \"gpu\")]\npub fn f() -> Result<u8, u8> { Ok(1) }\n\
                #[cfg(not(feature = \"gpu\"))]\npub fn f() -> Result<u8, u8> { panic!() }\n";
    for attribute in ["#![no_std]", "#![cfg_attr(not(feature = \"fast\"), no_std)]"] {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), format!("{attribute}\n{pair}mod inner;\n"));
        fs::write(folder.path().join("src/inner.rs"), pair).unwrap();
        let output = featherfall(folder.path(), &["adopt", "--write"]);
        let said = stderr(&output);
        assert_eq!(said.matches("the crate is `#![no_std]`").count(), 2, "{said}");
        assert_eq!(output.status.code(), Some(0), "{said}");
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
