//! Why `adopt` leaves something: the true cause, at the line where it stands.

mod common;

use std::fs;

use common::{configure, featherfall, package, stderr, stdout};

const ON: &str = "#[cfg(feature = \"gpu\")]\n";
const OFF: &str = "#[cfg(not(feature = \"gpu\"))]\n";
const FAILS: &str = "Err(std::io::Error::other(\"needs gpu\"))";

/// What `adopt` and `audit` say about a library.
fn said(source: &str) -> [String; 2] {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    configure(folder.path(), "[dependencies]\nanyhow = \"1\"\n");
    let adopt = stderr(&featherfall(folder.path(), &["adopt"]));
    [adopt, stdout(&featherfall(folder.path(), &["audit", "--format", "json"]))]
}

/// Whether both verbs give this reason at this line of the library.
fn is_said_at(source: &str, line: usize, reason: &str) {
    let [adopt, audit] = said(source);
    let found = adopt.lines().find(|it| it.contains(reason));
    let place = format!("left src/lib.rs:{line}:");
    assert!(found.is_some_and(|it| it.starts_with(&place)), "{source}{reason}\n{adopt}");
    let findings: serde_json::Value = serde_json::from_str(&audit).unwrap();
    let same = findings["findings"].as_array().into_iter().flatten().any(|it| {
        it["line"] == line && it["adopt"]["reason"].as_str().is_some_and(|it| adopt.contains(it))
    });
    assert!(same || reason.contains("async"), "{source}{audit}");
}

fn function(cfg: &str, body: &str) -> String {
    format!("{cfg}pub fn f(n: u8) -> std::io::Result<u8> {{ {body} }}\n")
}

fn own(body: &str) -> String {
    format!("pub fn f(n: Option<u8>) -> std::io::Result<u8> {{\n{body}\n}}\n")
}

#[test]
fn reasons_for_items_are_true() {
    let impl_of = |function: &str| format!("impl S {{\n{function}}}\n");
    for (source, line, reason) in [
        (format!("pub enum E {{ A,\n{OFF}B }}\n"), 2, "variant `E::B`: types that differ"),
        (format!("pub struct S {{\n{OFF}x: u8 }}\n"), 2, "types that differ between builds"),
        (format!("pub fn f(\n{OFF}n: u8) {{}}\n"), 2, "parameter `f`: signatures that differ"),
        (
            format!("pub fn f() -> usize {{ [1,\n{OFF}2].len() }}\n"),
            2,
            "part of an expression: `feature_gated!` can choose it, by hand",
        ),
        (format!("{OFF}{}", impl_of("")), 1, "there is no other block beside it"),
        (
            format!(
                "pub struct S;\n{}{}",
                impl_of(&function(ON, "Ok(n)")),
                impl_of(&function(OFF, FAILS))
            ),
            7,
            "its other side stands elsewhere",
        ),
        (
            format!("{ON}pub use cuda::f;\n{}", function(OFF, "Ok(n)")),
            3,
            "its other side stands elsewhere",
        ),
        (
            format!(
                "mod cuda {{ pub fn f() {{}} }} {ON}pub use cuda::*;\n{}",
                function(OFF, "Ok(n)")
            ),
            3,
            "its other side stands elsewhere",
        ),
        (function(OFF, FAILS), 1, "only a build without it has this function"),
    ] {
        is_said_at(&source, line, reason);
    }
}

#[test]
fn reasons_for_statements_are_true() {
    for (source, line, reason) in [
        (own(&format!("{OFF}return {FAILS};\nOk(n.unwrap())")), 2, "it leaves early"),
        (
            own(&format!("{OFF}print();\nOk(n.unwrap())")),
            2,
            "the rest of the block serves all builds",
        ),
        (
            own(&format!("{ON}let mut m = n;\n{OFF}let m = n;\nOk(m.unwrap())")),
            4,
            "no `let` beside it binds the same",
        ),
        (
            own(&format!(
                "match n {{\n{OFF}Some(n) => Ok(n),\n#[cfg(not(feature = \"fast\"))]\nSome(n) => Ok(n + 1),\n#[cfg(all(feature = \"gpu\", feature = \"fast\"))]\nSome(n) => {FAILS},\n_ => Ok(1) }}"
            )),
            3,
            "several sides are compiled where nothing is turned on",
        ),
        (
            own(
                "let c = async { if n.is_some() {\nreturn Err(std::io::Error::other(\"x does not support n\")); } Ok(1) };\nOk(1)",
            ),
            2,
            "it leaves a closure or an async block",
        ),
        (
            own(
                "if cfg!(not(feature = \"gpu\")) {\nreturn Err(std::io::Error::other(\"needs gpu\")); }\nOk(1)",
            ),
            2,
            "every build compiles both halves",
        ),
        (
            own("if !cfg!(feature = \"gpu\") {\npanic!(\"needs gpu\") }\nOk(1)"),
            2,
            "every build compiles both halves",
        ),
        (
            own("anyhow::ensure!(cfg!(feature = \"gpu\"), \"needs gpu\");\nOk(1)"),
            2,
            "every build compiles both halves",
        ),
        (
            format!(
                "const HAVE: bool = cfg!(feature = \"gpu\");\n{}",
                own("if !HAVE {\npanic!(\"needs gpu\") }\nOk(1)")
            ),
            3,
            "every build compiles both halves",
        ),
        (
            own(&format!("match n {{\n{ON}Some(n) => Ok(n),\n_ => {FAILS} }}")),
            5,
            "the arm takes other values, too",
        ),
    ] {
        is_said_at(&source, line, reason);
    }
}

#[test]
fn what_fails_in_the_end_is_no_half_that_works() {
    for failure in [
        "Err(std::io::Error::other(\"needs gpu\"))?",
        "return Err(std::io::Error::other(\"needs gpu\"))",
        "Err(std::io::Error::other(\"needs gpu\")).context(\"f\")",
        "{ println!(\"no\"); std::process::exit(1) }",
    ] {
        let source = format!(
            "pub fn f(n: Option<u8>) -> std::io::Result<u8> {{\n    match n {{\n        {ON}        Some(n) => Ok(n),\n        {OFF}        Some(n) => {failure},\n        None => Ok(0),\n    }}\n}}\n"
        );
        let [adopt, _] = said(&source);
        assert!(!adopt.contains("both halves work"), "{failure}: {adopt}");
        let is_found =
            adopt.contains("left src/lib.rs:") || adopt.contains("would convert 1 sites");
        assert!(is_found, "{failure}: {adopt}");
    }
}

#[test]
fn what_waits_for_another_site_is_named_where_it_stood() {
    // The outer one has a line that may move until the inner one is converted.
    let arms = format!("{} 1 => Ok(1), {} 1 => {FAILS}, _ => Ok(2)", ON.trim(), OFF.trim());
    let source = format!(
        "// one\n{ON}pub fn f(a: u8) -> std::io::Result<u8> {{ match a {{ {arms} }} }}\n{OFF}pub fn f(a: u8) -> std::io::Result<u8> {{\n    print(a);\n    {FAILS}\n}}\n"
    );
    let [adopt, _] = said(&source);
    assert!(adopt.contains("left src/lib.rs:4: function `f`: lines of working code"), "{adopt}");
    assert!(adopt.contains("would convert 1 sites"), "{adopt}");
}

#[test]
fn words_that_are_looked_for_elsewhere_in_another_way_keep_nothing() {
    let pair = format!(
        "{ON}pub fn f() -> std::io::Result<u8> {{\n    Ok(1)\n}}\n\n{OFF}pub fn f() -> std::io::Result<u8> {{\n    panic!(\"these layers need a card\")\n}}\n"
    );
    let adopted = |looks: &str| {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), format!("{pair}\n#[test]\nfn t() {{\n    {looks}\n}}\n"));
        let output = featherfall(folder.path(), &["adopt", "--write"]);
        let text = fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
        (text.contains("requires_feature"), stderr(&output))
    };
    for (looks, is_kept) in [
        ("assert!(line.starts_with(\"s \"));", false),
        ("assert!(line.starts_with(\"layers \"));", false),
        ("assert!(line.strip_prefix(\"need\").is_some());", false),
        ("assert!(line.ends_with(\"layers\"));", false),
        ("assert_eq!(line, \"layers\");", false),
        ("let is = line == \"layers\";", false),
        ("assert!(line.contains(\"s n\"));", false),
        ("assert!(line.contains(\"layers\"));", true),
        ("assert!(line.starts_with(\"these\"));", true),
        ("assert!(line.ends_with(\"a card\"));", true),
        ("assert_eq!(line, \"these layers need a card\");", true),
        ("assert_eq!(line, \"f: these layers need a card\");", true),
        ("let is = line == \"these layers need a card\";", true),
    ] {
        let (is_converted, said) = adopted(looks);
        assert_eq!(!is_converted, is_kept, "{looks}: {said}");
        assert_eq!(said.contains("looks for"), is_kept, "{looks}: {said}");
    }
}

#[test]
fn by_default_no_working_line_moves_into_a_macro_without_need() {
    let block = |on: &str, off: &str| {
        format!(
            "pub fn f(mut n: u8) -> Result<u8, Own> {{\n    {ON}    {{\n        {on}\n    }}\n    {OFF}    {{\n        {off}\n    }}\n    Ok(n)\n}}\n"
        )
    };
    let own = "pub struct Own(std::io::Error);\nimpl From<std::io::Error> for Own { fn from(it: std::io::Error) -> Self { Own(it) } }\npub struct Missing;\n";
    // Its own error stays, so its user gains nothing.
    let [adopt, _] =
        said(&format!("{own}{}", block("n += 1;", "return Err(Own(Missing::new(\"no gpu\")));")));
    assert!(adopt.contains("left src/lib.rs:9: statement `f`: lines of working code"), "{adopt}");
    let [adopt, _] = said(&format!("{own}{}", block("n += 1;", "panic!(\"no gpu\");")));
    assert!(adopt.contains("would convert 1 sites"), "{adopt}");
    // What the parameters are is nothing to a literal.
    let source = format!(
        "pub struct Options {{\n    {ON}    pub shell: bool,\n}}\n\n{ON}pub fn shell(it: &Options) -> bool {{\n    it.shell\n}}\n\n{OFF}pub fn shell(_: &Options) -> bool {{\n    false\n}}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), &source);
    let diff = stdout(&featherfall(folder.path(), &["adopt"]));
    assert!(diff.contains("requires_feature(\"gpu\", otherwise = false)"), "{diff}");
    let quiet = format!(
        "{ON}#[inline]\nfn label(n: &mut u8) {{\n    *n += 1;\n}}\n\n{OFF}#[inline]\nfn label(_: &mut u8) {{}}\n"
    );
    let [adopt, _] = said(&quiet);
    assert!(
        adopt.contains("left src/lib.rs:7: function `label`: it is inlined in all builds"),
        "{adopt}"
    );
}
