//! `eject`: what it leaves builds without featherfall, without a warning, and does the same.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{configure, copy, featherfall, files, package, repository, stderr, stdout};

/// Every macro, each way out, and tests that hold with the macros and without them.
const EVERYTHING: &str = include_str!("eject/everything.rs");

const FEATURES: [&[&str]; 4] = [&[], &["fast"], &["gpu"], &["fast", "gpu"]];

/// What rustc makes of a crate's root; the arguments come behind.
fn rustc(root: &Path, features: &[&str], arguments: &[&str]) -> std::process::Output {
    let out = root.with_file_name("built");
    let mut command = Command::new("rustc");
    command.arg(root).args(["--edition", "2024", "--crate-name", "sample", "-o"]).arg(&out);
    command.args(["--check-cfg", "cfg(test)", "--check-cfg", "cfg(feature, values(any()))"]);
    for feature in features {
        command.args(["--cfg", &format!("feature=\"{feature}\"")]);
    }
    command.args(arguments).output().unwrap()
}

fn ejected(folder: &Path) {
    let output = featherfall(folder, &["eject", "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for (path, bytes) in files(folder) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_code = |it: &&str| !it.trim_start().starts_with("//");
        let named = text.lines().filter(is_code).find(|it| it.contains("featherfall"));
        assert_eq!(named, None, "{}", path.display());
    }
    let second = featherfall(folder, &["eject"]);
    assert_eq!((second.status.code(), stdout(&second)), (Some(0), String::new()));
}

/// With the dependency, for cargo.
fn annotated(folder: &Path) {
    package(folder, EVERYTHING);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let dependency =
        format!("[dependencies]\nfeatherfall = {{ path = '{}' }}\n", runtime.display());
    let manifest = manifest.replace("2021", "2024") + "\n" + &dependency + "\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
}

#[test]
fn every_macro_is_ejected_and_the_tests_pass_in_every_state() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ejected");
    let _ = fs::remove_dir_all(folder.join("src"));
    annotated(&folder);
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    for features in FEATURES {
        let output = Command::new(env!("CARGO"))
            .args(["test", "--offline", "--quiet", "--lib", "--features", &features.join(",")])
            .env("RUSTFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{features:?}: {}{}", stdout(&output), stderr(&output));
    }
    let after = tempfile::tempdir().unwrap();
    annotated(after.path());
    ejected(after.path());
    let root = after.path().join("src/lib.rs");
    let text = fs::read_to_string(&root).unwrap();
    for features in FEATURES {
        let library =
            rustc(&root, features, &["--crate-type=lib", "--emit=metadata", "-Dwarnings"]);
        assert!(library.status.success(), "{features:?}: {}\n{text}", stderr(&library));
        let tests = rustc(&root, features, &["--test", "-Dwarnings"]);
        assert!(tests.status.success(), "{features:?}: {}\n{text}", stderr(&tests));
        let run = Command::new(root.with_file_name("built")).output().unwrap();
        assert!(run.status.success(), "{features:?}: {}\n{text}", stdout(&run));
    }
    assert!(text.contains("Rebuild with `--features gpu`."), "the hint stays as text");
    assert!(text.contains("// Limitation: "), "{text}");
}

/// Written by hand, without a warning in any state.
const BY_HAND: &str = r#"#[derive(Debug)]
pub enum Error {
    NoGpu,
}

#[cfg(feature = "gpu")]
pub fn one(x: u8) -> Result<u8, Error> {
    Ok(x)
}

#[cfg(not(feature = "gpu"))]
pub fn one(_: u8) -> Result<u8, Error> {
    Err(Error::NoGpu)
}

#[cfg(feature = "fast")]
pub fn two(x: &[u8]) -> Option<&u8> {
    x.first()
}

#[cfg(not(feature = "fast"))]
pub fn two(_x: &[u8]) -> Option<&u8> {
    None
}

pub fn three(x: u8) -> std::io::Result<u8> {
    #[cfg(feature = "gpu")]
    return Ok(x);
    #[cfg(not(feature = "gpu"))]
    {
        let _ = x;
        panic!("build with --features gpu")
    }
}
"#;

#[test]
fn what_adopt_made_is_unmade() {
    let dummies = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adopt/dummies/before");
    for case in ["by hand", "dummies"] {
        let folder = tempfile::tempdir().unwrap();
        if case == "dummies" {
            copy(&dummies, folder.path());
        } else {
            package(folder.path(), BY_HAND);
        }
        let manifest = || fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
        let original = manifest();
        let says = |features: &[&str]| {
            let root = folder.path().join("src/lib.rs");
            let output = rustc(&root, features, &["--crate-type=lib", "--emit=metadata"]);
            assert!(output.status.success(), "{case} {features:?}: {}", stderr(&output));
            let said = stderr(&output);
            let is_warning = |it: &&str| it.starts_with("warning: ") && !it.contains("emitted");
            said.lines().filter(is_warning).map(str::to_owned).collect::<Vec<_>>()
        };
        let was = FEATURES.map(says);
        let adopted = featherfall(folder.path(), &["adopt", "--write"]);
        assert!(adopted.status.success(), "{}", stderr(&adopted));
        assert!(manifest().contains("featherfall"), "{}", stderr(&adopted));
        ejected(folder.path());
        for (state, was) in FEATURES.iter().zip(was) {
            let new: Vec<String> = says(state).into_iter().filter(|it| !was.contains(it)).collect();
            assert_eq!(new, [""; 0], "{case} {state:?}");
        }
        assert!(!manifest().contains("featherfall"));
        if case == "by hand" {
            assert_eq!(manifest().trim_end(), original.trim_end());
        }
    }
}

#[test]
fn gates_in_macros_traits_and_functions_are_ejected_too() {
    let folder = tempfile::tempdir().unwrap();
    let kernels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/kernels");
    copy(&kernels, folder.path());
    // It has left its workspace.
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("{ workspace = true }", "\"0.1\"")).unwrap();
    ejected(folder.path());
    let states: [&[&str]; 4] = [&[], &["flash"], &["fast"], &["flash", "fast"]];
    for features in states {
        let root = folder.path().join("lib.rs");
        let output = rustc(&root, features, &["--crate-type=lib", "--emit=metadata", "-Dwarnings"]);
        assert!(output.status.success(), "{features:?}: {}", stderr(&output));
    }
}

#[test]
fn what_needs_the_runtime_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let source = "use featherfall::{Unavailable, requires_feature};\n\n#[requires_feature(\"gpu\")]\npub fn f() -> std::io::Result<()> {\n    Ok(())\n}\n\npub fn main() {\n    println!(\"{}\", featherfall::report());\n}\n\npub fn g(_: Unavailable) {}\n";
    package(folder.path(), source);
    let text = || fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
    let output = featherfall(folder.path(), &["eject", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(
        said.contains("left src/lib.rs:9: `featherfall::report`: it needs the runtime"),
        "{said}"
    );
    assert!(said.contains("left src/lib.rs:1: "), "{said}");
    assert_eq!(text(), source);
    let dry = featherfall(folder.path(), &["eject"]);
    assert_eq!(dry.status.code(), Some(1));
    let output = featherfall(folder.path(), &["eject", "--write", "--partial"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = text();
    assert!(
        text.contains("featherfall::report()") && !text.contains("#[requires_feature"),
        "{text}"
    );
}

#[test]
fn other_names_of_the_runtime_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "mod prelude;\nmod a;\n");
    let manifest = folder.path().join("Cargo.toml");
    let renamed = "[dependencies]\nff = { package = \"featherfall\", version = \"0.1\" }\n";
    configure(folder.path(), renamed);
    let write =
        |path: &str, text: &str| fs::write(folder.path().join("src").join(path), text).unwrap();
    write(
        "prelude.rs",
        "pub use ff::{feature_gated, requires_feature as gate};\npub use std::fmt::Debug;\n",
    );
    write(
        "a.rs",
        "use crate::prelude::{Debug, gate};\n\n#[gate(\"gpu\", otherwise = 1)]\npub fn f(_: impl Debug) -> u8 {\n    crate::prelude::feature_gated! { \"fast\" => 2, _ => 3 }\n}\n",
    );
    ejected(folder.path());
    let text = fs::read_to_string(folder.path().join("src/a.rs")).unwrap();
    assert!(text.starts_with("use crate::prelude::Debug;\n") && !text.contains("gate"), "{text}");
    assert!(!fs::read_to_string(&manifest).unwrap().contains("ff"), "the dependency goes");
}

const GATED: &str = "use featherfall::requires_feature;\n\n#[requires_feature(\"gpu\")]\npub fn f() -> std::io::Result<()> {\n    Ok(())\n}\n";

#[test]
fn changes_of_others_are_committed_first() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), GATED);
    repository(folder.path());
    let source = || fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
    let output = featherfall(folder.path(), &["eject", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("`--allow-dirty`") && said.contains("would eject 1 "), "{said}");
    assert_eq!(source(), GATED);
    let output = featherfall(folder.path(), &["eject", "--write", "--allow-dirty"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!source().contains("featherfall"), "{}", source());
}

#[test]
fn a_member_that_leaves_takes_nothing_from_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("Cargo.toml");
    let workspace = "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n\n[workspace.dependencies]\nfeatherfall = \"0.1\"\n";
    fs::write(&root, workspace).unwrap();
    for name in ["a", "b"] {
        package(&folder.path().join(name), GATED);
        let manifest = folder.path().join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap().replace("sample", name);
        let text = text + "\n[dependencies]\nfeatherfall = { workspace = true }\n";
        fs::write(&manifest, text).unwrap();
    }
    let named =
        |path: &str| fs::read_to_string(folder.path().join(path)).unwrap().contains("featherfall");
    let output = featherfall(folder.path(), &["eject", "--write", "-p", "a"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!named("a/src/lib.rs") && !named("a/Cargo.toml"));
    assert!(named("b/src/lib.rs") && named("b/Cargo.toml"));
    assert_eq!(fs::read_to_string(&root).unwrap(), workspace);
    ejected(folder.path());
}

/// Errors that are text, in each place where a macro may stand.
const TEXTS: &str = r#"use crate::answer::Answer;
use featherfall::{feature_gated, quant_refuses, quant_support, requires_feature};
use std::task::Poll;

mod answer {
    pub type Answer<T> = Result<T, String>;
}

mod other {
    pub type Answer<T> = std::io::Result<T>;
}

pub fn block(x: u32) -> std::result::Result<u32, String> {
    let y = x + 1;
    feature_gated! { (unused(y)) "gpu" => Ok(y) }
}

pub fn statement(x: u32) -> Result<u32, std::string::String> {
    feature_gated! { (unused(x)) "gpu" => { if x == 0 { return Ok(1); } } };
    Ok(x)
}

pub fn alias(x: u32) -> Answer<u32> {
    feature_gated! { (unused(x)) "gpu" => Ok(x) }
}

#[requires_feature("gpu")]
pub fn gate(x: u32) -> Answer<u32> {
    Ok(x)
}

pub fn io(x: u32) -> other::Answer<u32> {
    feature_gated! { (unused(x)) "gpu" => Ok(x) }
}

pub fn named(x: u32) -> Result<u32, std::io::Error> {
    feature_gated! { (unused(x)) "gpu" => Ok(x) }
}

pub struct Unit;

impl Unit {
    pub fn method(&self, x: u32) -> Answer<u32> {
        feature_gated! { (unused(x)) "gpu" => Ok(x), "fast" => feature_gated! { all("fast", "gpu") => Ok(x) } }
    }
}

pub async fn waits(x: u32) -> Answer<u32> {
    feature_gated! { (unused(x)) "gpu" => Ok(x) }
}

pub fn polled(x: u32) -> Poll<Result<u32, String>> {
    feature_gated! { (unused(x)) "gpu" => Poll::Ready(Ok(x)) }
}

#[requires_feature("gpu")]
pub fn polled_gate(x: u32) -> Poll<Answer<u32>> {
    Poll::Ready(Ok(x))
}

pub fn closures(x: u32) -> Answer<u32> {
    let io = || -> std::io::Result<u32> { feature_gated! { (unused(x)) "gpu" => Ok(x) } };
    let text = || -> Result<u32, String> { feature_gated! { (unused(x)) "gpu" => Ok(x) } };
    let error = io().map_err(|it| it.to_string());
    error.and(text())
}

pub fn argument(scale: Option<u32>) -> Answer<u32> {
    quant_refuses!(scale, method = "gptq");
    Ok(1)
}

#[quant_support(Partial, method = "gptq", refuses(scale))]
pub fn refuses(scale: Option<u32>) -> Answer<u32> {
    Ok(1)
}
"#;

#[test]
fn an_error_that_is_text_is_text_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), TEXTS);
    ejected(folder.path());
    let root = folder.path().join("src/lib.rs");
    let text = fs::read_to_string(&root).unwrap();
    for features in FEATURES {
        let output = rustc(&root, features, &["--crate-type=lib", "--emit=metadata"]);
        assert!(output.status.success(), "{features:?}: {}\n{text}", stderr(&output));
    }
}

#[test]
fn carriage_returns_make_no_difference() {
    let [plain, returns] = [EVERYTHING.to_owned(), EVERYTHING.replace('\n', "\r\n")].map(|it| {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), it);
        ejected(folder.path());
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap()
    });
    assert_eq!(returns, plain.replace('\n', "\r\n"));
}

/// A package with this library, ejected; builds in both states of the feature `a`, without a warning.
fn plain(source: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    ejected(folder.path());
    let root = folder.path().join("src/lib.rs");
    let text = fs::read_to_string(&root).unwrap();
    for features in [&[] as &[&str], &["a"]] {
        let built = rustc(&root, features, &["--crate-type=lib", "--emit=metadata", "-Dwarnings"]);
        assert!(built.status.success(), "{features:?}: {}\n{text}", stderr(&built));
    }
    text
}

#[test]
fn what_stands_where_nobody_looks_is_left() {
    let cases = [
        "use featherfall::requires_feature;\n\n#[cfg_attr(unix, requires_feature(\"a\", otherwise = 7))]\npub fn f() -> u8 {\n    8\n}\n",
        "use featherfall::requires_feature as gate;\n\n#[cfg_attr(unix, inline, gate(\"a\", otherwise = 7))]\npub fn f() -> u8 {\n    8\n}\n",
        "use featherfall as ff;\n\n#[cfg_attr(unix, inline, ff::requires_feature(\"a\", otherwise = 7))]\npub fn f() -> u8 {\n    8\n}\n",
        "use featherfall::limitation;\n\n#[cfg_attr(unix, limitation(\"not yet\"))]\npub fn f() -> u8 {\n    8\n}\n",
        "use featherfall::requires_feature;\n\nmacro_rules! m {\n    ($it:meta) => {\n        #[$it]\n        pub fn f() -> u8 {\n            8\n        }\n    };\n}\n\nm!(requires_feature(\"a\", otherwise = 7));\n",
        "macro_rules! m {\n    () => {\n        #[cfg_attr(unix, requires_feature(\"a\", otherwise = 7))]\n        pub fn f() -> u8 {\n            8\n        }\n    };\n}\n\npub mod inner {\n    use featherfall::requires_feature;\n    m!();\n}\n",
    ];
    for source in cases {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), source);
        let output = featherfall(folder.path(), &["eject", "--write"]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{source}\n{said}");
        assert!(said.contains("left src/lib.rs:") && said.contains("left 1"), "{source}\n{said}");
        assert_eq!(fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), source);
    }
}

#[test]
fn other_names_of_the_crate_go_with_the_last_that_needs_them() {
    for import in ["use featherfall as ff;\n", "use featherfall::{self as ff, requires_feature};\n"]
    {
        let gated = format!(
            "{import}\n#[ff::requires_feature(\"a\", otherwise = 7)]\npub fn f() -> u8 {{\n    8\n}}\n"
        );
        assert!(!plain(&gated).contains("use "));
    }
    let folder = tempfile::tempdir().unwrap();
    let source = "use featherfall as ff;\n\n#[ff::requires_feature(\"a\", otherwise = 7)]\npub fn f() -> u8 {\n    8\n}\n\npub fn g() {\n    println!(\"{}\", ff::report());\n}\n";
    package(folder.path(), source);
    let output = featherfall(folder.path(), &["eject", "--write", "--partial"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
    assert!(text.contains("use featherfall as ff;") && text.contains("#[cfg("), "{text}");
}

#[test]
fn comments_in_arguments_stay() {
    let text = plain(
        r#"use featherfall::{limitation, quant_refuses, quant_support, requires_feature};

#[requires_feature(
    "a", // the vendor's kernels
    // slow, but right
    otherwise = {
        // seven was measured
        7
    },
    /* ask before this goes */
)]
pub fn f() -> u8 {
    8
}

pub struct S;

#[requires_feature(
    "a", // of the whole block
    otherwise = 1
)]
impl S {
    pub fn g(&self) -> u8 {
        2
    }
}

#[limitation(
    // seen by users
    "Not yet"
)]
pub struct Later;

#[quant_support(
    Stable, // since last year
    refuses(x)
)]
pub fn q(x: Option<u8>) -> Result<(), String> {
    quant_refuses!(
        x, // nobody has one
        method = "afq"
    );
    Ok(())
}
"#,
    );
    for comment in [
        "the vendor's kernels",
        "slow, but right",
        "seven was measured",
        "ask before this goes",
        "of the whole block",
        "seen by users",
        "since last year",
        "nobody has one",
    ] {
        assert_eq!(text.matches(comment).count(), 1, "{comment}\n{text}");
    }
    let place = |it: &str| text.find(it).unwrap();
    assert!(place("the vendor's kernels") < place("pub fn f("), "{text}");
    assert!(place("of the whole block") < place("impl S"), "{text}");
}

#[test]
fn a_choice_that_is_a_whole_body_is_put_in_no_block_of_its_own() {
    let text = plain(
        r#"pub fn f(x: u8) -> u8 {
    featherfall::feature_gated! { "a" => { x + 1 }, _ => { x + 2 } }
}

pub fn g(x: u8) -> u8 {
    let y = x + 1;
    featherfall::feature_gated! {
        // why
        "a" => y,
        _ => featherfall::feature_gated! { unix => { y + 1 } _ => y + 2 },
    }
}

macro_rules! m {
    ($x:expr) => {
        featherfall::feature_gated! { "a" => $x, _ => $x + 1 }
    };
}

pub fn h() -> u8 {
    m!(1).max(2)
}
"#,
    );
    assert!(text.starts_with("pub fn f(x: u8) -> u8 {\n    #[cfg(feature = \"a\")]\n    {\n        x + 1\n    }\n    #[cfg(not(feature = \"a\"))]\n    {\n        x + 2\n    }\n}\n"), "{text}");
    assert!(
        text.contains(
            "    let y = x + 1;\n    // why\n    #[cfg(feature = \"a\")]\n    {\n        y\n    }\n"
        ),
        "{text}"
    );
}

#[test]
fn errors_that_are_text_in_other_words_are_text() {
    let text = plain(
        r#"use std::task::Poll;

pub type Outcome<T> = std::result::Result<T, String>;
pub type Text = String;

pub mod errors {
    pub type Result<T, E = String> = std::result::Result<T, E>;
}

pub mod inner {
    use crate::errors::Result;

    pub fn value(x: u8) -> Result<u8> {
        featherfall::feature_gated! { (name = "v", unused(x)) "a" => { Ok(x) } }
    }

    #[featherfall::requires_feature("a")]
    pub fn gated(x: u8) -> Result<u8> {
        Ok(x)
    }

    pub fn other(x: u8) -> Result<u8, std::io::Error> {
        featherfall::feature_gated! { (name = "o", unused(x)) "a" => { Ok(x) } }
    }
}

pub fn value(x: u8) -> Result<u8, String> {
    featherfall::feature_gated! { (name = "s", unused(x)) "a" => { Ok(x) } }
}

pub fn statement<F: Fn() -> u8>(x: F) -> Outcome<u8> {
    featherfall::feature_gated! { (name = "s", unused(x)) "a" => { let _ = x(); } };
    Ok(1)
}

pub fn poll(x: u8) -> Poll<Result<u8, Text>> {
    featherfall::feature_gated! { (name = "s", unused(x)) "a" => { Poll::Ready(Ok(x)) } }
}

pub fn closure(x: u8) -> std::io::Result<u8> {
    let inner = |x: u8| -> Result<u8, String> {
        featherfall::feature_gated! { (name = "s", unused(x)) "a" => { Ok(x) } }
    };
    inner(x).map_err(std::io::Error::other)
}

pub fn refuses(x: Option<u8>) -> Result<u8, String> {
    featherfall::quant_refuses!(x, method = "afq");
    Ok(1)
}

pub fn refuses_too(x: Option<u8>) -> errors::Result<u8> {
    featherfall::quant_refuses!(x, method = "afq");
    Ok(1)
}

#[featherfall::requires_feature("a")]
pub fn gated(x: u8) -> Result<u8, Text> {
    Ok(x)
}

macro_rules! functions {
    ($name:ident, $of:ty) => {
        pub fn $name(x: $of) -> Result<$of, String> {
            featherfall::feature_gated! { (name = "s", unused(x)) "a" => { Ok(x) } }
        }
    };
}

functions!(made, u8);
"#,
    );
    assert!(text.contains("Err(String::from("), "{text}");
}
