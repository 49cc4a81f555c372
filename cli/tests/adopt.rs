//! `adopt` on fixtures: every case is a package before and after.
//!
//! `BLESS=1 cargo test --test adopt` writes what the program does now.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{
    adopted, commit, configure, copy, featherfall, files, package, repository, stderr, stdout,
};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adopt").join(name)
}

/// Runs `adopt --write` on a copy and compares it with what should be.
fn golden(name: &str, options: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    copy(&case(name).join("before"), folder.path());
    let dry = featherfall(folder.path(), &[&["adopt"], options].concat());
    assert_eq!(dry.status.code(), Some(1));
    let before = files(&case(name).join("before"));
    assert_eq!(files(folder.path()).len(), before.len(), "a dry run changes nothing");
    let output = featherfall(folder.path(), &[&["adopt", "--write"], options].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let left = stderr(&dry);
    let expected = case(name).join("after");
    if std::env::var_os("BLESS").is_some() {
        let _ = fs::remove_dir_all(&expected);
        copy(folder.path(), &expected);
        fs::write(case(name).join("left.txt"), &left).unwrap();
    }
    for (path, bytes) in files(&expected) {
        let inside = path.strip_prefix(&expected).unwrap();
        let found = fs::read(folder.path().join(inside)).unwrap();
        let (found, bytes) = (String::from_utf8(found).unwrap(), String::from_utf8(bytes).unwrap());
        similar_asserts(&found, &bytes, inside);
    }
    assert_eq!(left, fs::read_to_string(case(name).join("left.txt")).unwrap());
    // Whatever is there now stays.
    let second = featherfall(folder.path(), &[&["adopt"], options].concat());
    assert_eq!(stdout(&second), "", "the second run has nothing to do");
    assert_eq!(second.status.code(), Some(0));
}

fn similar_asserts(found: &str, expected: &str, path: &Path) {
    if found != expected {
        let diff = similar::TextDiff::from_lines(expected, found);
        panic!("{}:\n{}", path.display(), diff.unified_diff());
    }
}

#[test]
fn functions() {
    golden("functions", &["--choices"]);
}

#[test]
fn statements() {
    golden("statements", &["--choices"]);
}

#[test]
fn types() {
    golden("types", &["--choices"]);
}

#[test]
fn what_works_stays_where_it_is() {
    golden("preferences", &[]);
}

#[test]
fn dummies() {
    golden("dummies", &["--choices"]);
}

#[test]
fn line_breaks_and_a_byte_order_mark_stay() {
    let one = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    copy(&case("functions").join("before"), one.path());
    copy(&case("functions").join("before"), other.path());
    let path = other.path().join("src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    for folder in [&one, &other] {
        assert!(featherfall(folder.path(), &["adopt", "--write"]).status.success());
    }
    let one = fs::read_to_string(one.path().join("src/lib.rs")).unwrap();
    let other = fs::read_to_string(path).unwrap();
    assert_eq!(other, format!("\u{feff}{}", one.replace('\n', "\r\n")));
}

const PAIR: &str = "#[cfg(feature = \"gpu\")]\npub fn f() -> bool {\n    true\n}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f() -> bool {\n    false\n}\n";

#[test]
fn the_diff_is_what_write_does() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    let diff = stdout(&featherfall(folder.path(), &["adopt"]));
    assert!(diff.contains("--- a/src/lib.rs\n+++ b/src/lib.rs\n"), "{diff}");
    assert!(
        diff.contains("+#[featherfall::requires_feature(\"gpu\", otherwise = false)]\n"),
        "{diff}"
    );
    assert!(diff.contains("+featherfall = \"0.1\"\n"), "{diff}");
}

#[test]
fn a_file_that_is_no_text_or_no_rust_is_named_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    fs::write(folder.path().join("src/bytes.rs"), [0xff, 0xfe, b'f', b'n']).unwrap();
    fs::write(folder.path().join("src/broken.rs"), "fn f( {").unwrap();
    let before = files(folder.path());
    let refused = featherfall(folder.path(), &["adopt", "--write"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("`--partial`"), "{}", stderr(&refused));
    assert_eq!(files(folder.path()), before);
    let output = featherfall(folder.path(), &["adopt", "--write", "--partial"]);
    let said = stderr(&output);
    assert!(
        said.contains("bytes.rs: is not UTF-8") && said.contains("broken.rs: does not parse"),
        "{said}"
    );
    assert!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap().contains("requires_feature")
    );
    assert_eq!(fs::read(folder.path().join("src/bytes.rs")).unwrap(), [0xff, 0xfe, b'f', b'n']);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    fs::write(outside.path().join("other.rs"), PAIR).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("src/again")).unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("src/outside")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("other.rs"), folder.path().join("src/other.rs"))
        .unwrap();
    assert!(featherfall(folder.path(), &["adopt", "--write"]).status.success());
    assert_eq!(fs::read_to_string(outside.path().join("other.rs")).unwrap(), PAIR);
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stays_and_the_rest_is_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), format!("mod locked;\n{PAIR}"));
    let locked = folder.path().join("src/locked.rs");
    fs::write(&locked, PAIR).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("locked.rs: is read-only"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&locked).unwrap(), PAIR);
    assert!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap().contains("requires_feature")
    );
    assert!(fs::read_to_string(folder.path().join("Cargo.toml")).unwrap().contains("featherfall"));
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    let path = folder.path().join("src/lib.rs");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
    assert!(featherfall(folder.path(), &["adopt", "--write"]).status.success());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o750);
}

#[test]
fn loose_files_and_old_editions_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap().replace("edition = \"2021\"\n", "");
    fs::write(&manifest, text).unwrap();
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    assert!(stderr(&output).contains("edition 2015"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), PAIR);
}

#[test]
fn a_path_that_does_not_exist_is_exit_status_two() {
    let folder = tempfile::tempdir().unwrap();
    let output = featherfall(folder.path(), &["adopt", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`nowhere` does not exist"));
}

#[test]
fn modules_are_followed_from_the_roots_that_the_manifest_names() {
    let root = "#[cfg(not(feature = \"gpu\"))]\nmod store;\npub struct Error;\n\
        impl From<std::io::Error> for Error { fn from(_: std::io::Error) -> Self { Error } }\n";
    let store = "use crate::Error;\npub struct Store;\n\
        impl Store { pub fn open(&self) -> Result<(), Error> { todo!() } }\n";
    let targets =
        ["[lib]\npath = \"src/root.rs\"", "[[bin]]\nname = \"tool\"\npath = \"src/root.rs\""];
    for target in targets {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), "");
        configure(folder.path(), &format!("{target}\n"));
        fs::remove_file(folder.path().join("src/lib.rs")).unwrap();
        fs::write(folder.path().join("src/root.rs"), root).unwrap();
        fs::write(folder.path().join("src/store.rs"), store).unwrap();
        let output = featherfall(folder.path(), &["adopt"]);
        assert!(stdout(&output).contains("+#[featherfall::feature_stub(\"gpu\")]"), "{output:?}");
    }
}

#[test]
fn every_target_that_cargo_finds_is_converted() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "");
    for file in
        ["src/bin/one.rs", "src/bin/two/main.rs", "examples/three.rs", "examples/four/main.rs"]
    {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("{PAIR}fn main() {{}}\n")).unwrap();
    }
    fs::write(folder.path().join("src/bin/two/help.rs"), PAIR).unwrap();
    fs::write(folder.path().join("build.rs"), format!("{PAIR}fn main() {{}}\n")).unwrap();
    let output = featherfall(folder.path(), &["adopt"]);
    let left = stderr(&output);
    assert!(left.contains("would convert 4 sites in 5 files, left 2"), "{left}");
    assert!(left.contains("left build.rs:6: function `f`: a build script"), "{left}");
    // Nobody writes `mod help;`.
    assert!(left.contains("left src/bin/two/help.rs:6: function `f`: no `mod`"), "{left}");
}

#[test]
fn a_diff_from_inside_a_package_applies_at_its_root() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    let output = featherfall(&folder.path().join("src"), &["adopt", "."]);
    for file in ["Cargo.toml", "src/lib.rs"] {
        let header = format!("--- a/{file}\n+++ b/{file}\n");
        assert!(stdout(&output).contains(&header), "{}", stdout(&output));
    }
    assert!(stderr(&output).contains("apply it there"), "{}", stderr(&output));
    let here = featherfall(folder.path(), &["adopt"]);
    assert_eq!(stdout(&here), stdout(&output));
    assert!(!stderr(&here).contains("apply it there"));
}

#[test]
fn nothing_is_converted_to_a_runtime_that_code_cannot_name() {
    for (dependency, reason) in [
        ("ff = { package = \"featherfall\", version = \"0.1\" }", "calls the dependency `ff`"),
        ("featherfall = { version = \"0.1\", optional = true }", "an optional dependency"),
        ("featherfall = { package = \"other\", version = \"1\" }", "is the package `other`"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), PAIR);
        configure(folder.path(), &format!("[dependencies]\n{dependency}\n"));
        let before = files(folder.path());
        let output = featherfall(folder.path(), &["adopt", "--write"]);
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
        assert_eq!(files(folder.path()), before);
    }
}

#[test]
fn without_its_manifest_nothing_is_half_converted() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    let manifest = folder.path().join("Cargo.toml");
    let mut permissions = fs::metadata(&manifest).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&manifest, permissions).unwrap();
    let before = files(folder.path());
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(files(folder.path()), before);
    assert!(stderr(&output).contains("converted 0 sites in 0 files"), "{}", stderr(&output));
}

#[test]
fn a_macro_of_a_crate_is_not_the_crate() {
    let folder = tempfile::tempdir().unwrap();
    let source = "use anyhow::{anyhow, Result};\n#[cfg(feature = \"gpu\")]\n\
        pub fn f() -> Result<u8> { Ok(1) }\n#[cfg(not(feature = \"gpu\"))]\n\
        pub fn f() -> Result<u8> { Err(anyhow!(\"no gpu\")) }\n";
    package(folder.path(), source);
    configure(folder.path(), "[dependencies]\nanyhow = \"1\"\n");
    let output = featherfall(folder.path(), &["adopt"]);
    assert!(stdout(&output).contains("requires_feature(\"gpu\")]"), "{}", stdout(&output));
}

#[test]
fn a_part_of_a_package_is_understood_with_the_rest_of_it() {
    let folder = tempfile::tempdir().unwrap();
    // Whether `MISSING` is there is written in the other file.
    let uses = "#[cfg(feature = \"gpu\")]\npub fn f() -> u8 {\n    1\n}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f() -> u8 {\n    crate::MISSING\n}\n";
    package(
        folder.path(),
        format!("mod part;\n#[cfg(not(feature = \"gpu\"))]\npub const MISSING: u8 = 2;\n{PAIR}"),
    );
    fs::create_dir(folder.path().join("src/part")).unwrap();
    fs::write(folder.path().join("src/part/mod.rs"), uses).unwrap();
    let root = fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
    for path in ["src/part", "src/part/mod.rs"] {
        let output = featherfall(folder.path(), &["adopt", "--choices", path]);
        let (diff, said) = (stdout(&output), stderr(&output));
        assert!(said.contains("left src/lib.rs:1: feature set"), "{said}");
        assert!(diff.contains("--- a/src/part/mod.rs") && !diff.contains("src/lib.rs"), "{diff}");
        assert!(diff.contains("feature_gated!") && !diff.contains("otherwise = crate"), "{diff}");
    }
    assert!(
        featherfall(folder.path(), &["adopt", "src/part/mod.rs", "--write", "--choices"])
            .status
            .success()
    );
    assert_eq!(fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), root);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_whole_files_and_can_be_taken_up_again() {
    use std::process::{Command, Stdio};
    const FILES: usize = 200;
    let mut interrupted = 0;
    // A run that ends before the signal reaches it shows nothing, so there may be more of them.
    for trial in 0..100 {
        if interrupted == 6 {
            break;
        }
        let folder = tempfile::tempdir().unwrap();
        let modules: Vec<String> = (0..FILES).map(|it| format!("mod m{it};\n")).collect();
        package(folder.path(), modules.concat());
        for file in 0..FILES {
            fs::write(folder.path().join(format!("src/m{file}.rs")), PAIR).unwrap();
        }
        let mut child = common::command(folder.path(), &["adopt", "--write"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // In the midst of it, however slow the machine is: each time after another file.
        let watched = folder.path().join(format!("src/m{}.rs", trial * 37 % FILES));
        while child.try_wait().unwrap().is_none() && fs::read_to_string(&watched).unwrap() == PAIR {
            std::thread::yield_now();
        }
        if child.try_wait().unwrap().is_none() {
            let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
            assert!(kill.is_ok());
        }
        let status = child.wait().unwrap();
        interrupted += usize::from(status.code() == Some(130));
        assert!(matches!(status.code(), Some(0 | 130)), "{status:?}");
        assert_eq!(fs::read_dir(folder.path().join("src")).unwrap().count(), FILES + 1);
        let texts = || (0..FILES).map(|it| folder.path().join(format!("src/m{it}.rs")));
        for path in texts() {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text == PAIR || text.starts_with("#[featherfall::requires_feature("), "{text}");
        }
        assert!(featherfall(folder.path(), &["adopt", "--write"]).status.success());
        for path in texts() {
            assert!(!fs::read_to_string(&path).unwrap().contains("cfg("), "{}", path.display());
        }
    }
    assert_eq!(interrupted, 6, "too few runs were caught");
}

/// A function whose other half calls the parameter something else.
fn renamed(on: &str, off: &str, body: &str) -> (String, String) {
    adopted(&format!(
        "#[cfg(feature = \"gpu\")]\npub fn f({on}: usize) -> S {{\n    g({on});\n    h({on})\n}}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f({off}: usize) -> S {{\n    {body}\n}}\n"
    ))
}

#[test]
fn parameters_are_renamed_wherever_they_stand() {
    for (body, expected) in [
        ("g(1);\n    s((0..n).sum())", "s((0..count).sum())"),
        ("g(1);\n    s(0..=n)", "s(0..=count)"),
        ("g(1);\n    S { n }", "S { n: count }"),
        ("g(1);\n    S { n: n + 1 }", "S { n: count + 1 }"),
        ("g(1);\n    S { n: x.n }", "S { n: x.n }"),
        ("let S { n } = t(n);\n    s(n)", "let S { n: count } = t(count);"),
        ("println!(\"{n} {:n$} {:.n$}\", 1, 2);\n    s(1)", "\"{count} {:count$} {:.count$}\""),
        ("println!(\"{n}\", n = 1);\n    s(n)", "println!(\"{n}\", n = 1);"),
        ("let n = n + 1;\n    s(n)", "let count = count + 1;"),
        ("m!(n::x, n);\n    s(1)", "m!(n::x, count);"),
    ] {
        let (text, said) = renamed("count", "n", body);
        assert!(text.contains(expected) && text.contains("feature_gated!"), "{text}{said}");
    }
    for body in
        ["let count = 1;\n    s(n + count)", "m!(\"{n}\");\n    s(n)", "fn n() {}\n    s(n())"]
    {
        let (text, said) = renamed("count", "n", body);
        assert!(text.contains("#[cfg(not(") && said.contains(" meaning"), "{text}{said}");
    }
}

#[test]
fn a_constant_in_a_range_must_be_there_in_every_build() {
    let (text, said) = adopted(
        "#[cfg(not(feature = \"gpu\"))]\nconst END: u8 = 3;\n\n#[cfg(feature = \"gpu\")]\npub fn f() -> u8 {\n    1\n}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f() -> u8 {\n    g(0..END)\n}\n",
    );
    // An arm of `feature_gated!` is compiled only where it is chosen; `otherwise` is everywhere.
    assert!(!text.contains("otherwise ="), "{text}{said}");
}

#[test]
fn what_comes_through_a_star_must_be_there_in_every_build() {
    for (item, used) in [
        ("use std::cmp::max as most;", "most(x, 1)"),
        ("fn most(x: u8, _: u8) -> u8 {\n    x\n}", "most(x, 1)"),
        ("struct Most(u8);", "Most(x).0"),
        ("const MOST: u8 = 1;", "MOST.max(x)"),
        ("mod most {\n    pub fn one(x: u8) -> u8 {\n        x\n    }\n}", "most::one(x)"),
    ] {
        let source = |cfg: &str| {
            format!(
                "{cfg}{item}\n\npub mod inner {{\n    use super::*;\n\n    #[cfg(feature = \"gpu\")]\n    pub fn f(x: u8) -> u8 {{\n        x\n    }}\n\n    #[cfg(not(feature = \"gpu\"))]\n    pub fn f(x: u8) -> u8 {{\n        {used}\n    }}\n}}\n"
            )
        };
        let (text, said) = adopted(&source("#[cfg(not(feature = \"gpu\"))]\n"));
        assert!(!text.contains("requires_feature"), "{item}: {said}{text}");
        let (text, said) = adopted(&source(""));
        assert!(text.contains("requires_feature"), "{item}: {said}{text}");
    }
}

#[test]
fn what_the_gone_half_allows_is_allowed_in_impl_blocks_too() {
    let (text, said) = adopted(
        "pub struct S;\n\nimpl S {\n    #[cfg(feature = \"gpu\")]\n    pub fn f(&self) -> u8 {\n        g(1);\n        h()\n    }\n\n    #[cfg(not(feature = \"gpu\"))]\n    #[allow(dead_code)]\n    pub fn f(&self) -> u8 {\n        g(2);\n        k()\n    }\n}\n",
    );
    let attribute = "    #[cfg_attr(not(feature = \"gpu\"), allow(dead_code))]\n    pub fn f(";
    assert!(text.contains(attribute) && text.contains("feature_gated!"), "{text}{said}");
    assert!(said.contains("would convert 1 sites") || said.contains("converted 1 sites"), "{said}");
}

#[test]
fn control_characters_stay_in_a_diff_and_off_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let fallback =
        "#[cfg(not(feature = \"gpu\"))]\npub fn g() { panic!(\"\u{1b}[2J needs fast\") }\n";
    package(folder.path(), format!("// \u{1b}[31m\n{PAIR}// \u{1b}[0m\n{fallback}"));
    let diff = featherfall(folder.path(), &["adopt"]);
    let text = stdout(&diff);
    assert!(text.contains(" // \u{1b}[31m\n") && text.contains(" // \u{1b}[0m\n"), "{text}");
    assert!(!stderr(&diff).contains('\u{1b}'), "{}", stderr(&diff));
    let audit = stdout(&featherfall(folder.path(), &["audit"]));
    assert!(!audit.contains('\u{1b}'), "{audit}");
}

#[test]
fn what_nests_without_end_is_skipped_with_a_reason() {
    let pair = |code: &str| {
        format!(
            "#[cfg(feature = \"gpu\")]\npub fn f() {{ {code} }}\n#[cfg(not(feature = \"gpu\"))]\npub fn f() {{ {code} }}\n"
        )
    };
    for (code, times) in [("!", 2_000_000), ("if a {} else ", 300_000), ("return ", 300_000)] {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), pair(&format!("{}{{}}", code.repeat(times))));
        let output = featherfall(folder.path(), &["adopt"]);
        let said = stderr(&output);
        assert!(said.contains("nested too deep"), "{code}: {:?} {said}", output.status);
    }
    // What is just not too deep can be held.
    let many = |code: &str, times: usize| code.repeat(times);
    for code in [
        format!("let _ = {}a;", many("!", 7_900)),
        format!("{}{{}}", many("if a {} else ", 1_900)),
        format!("{}();", many("return ", 7_900)),
        format!("let _ = a{};", many(" + a", 3_900)),
        format!("let _ = a{};", many(".b()", 2_600)),
        format!("let _: {}u8;", many("&", 7_900)),
        format!("let _: {}u8{};", many("Box<", 2_600), many(">", 2_600)),
        format!("use {}b;", many("a::", 2_600)),
        format!("{}{};", many("(", 350), many(")", 350)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), pair(&code));
        let output = featherfall(folder.path(), &["adopt"]);
        let said = stderr(&output);
        let is_held = output.status.code().is_some() && !said.contains("skipped");
        assert!(is_held, "{}: {said}", &code[..20]);
    }
}

#[test]
fn a_body_that_only_chooses_keeps_what_works_where_it_is() {
    let (text, said) = adopted(
        "/// Loads.\npub fn f(uri: &str) -> std::io::Result<u8> {\n    #[cfg(feature = \"gpu\")]\n    {\n        let n = uri.len();\n        Ok(n as u8)\n    }\n    // Not yet.\n    #[cfg(not(feature = \"gpu\"))]\n    {\n        let _ = uri;\n        panic!(\"enable gpu\")\n    }\n}\n",
    );
    assert_eq!(
        text,
        "featherfall::feature_set!();\n\n/// Loads.\n#[featherfall::requires_feature(\n    \"gpu\",\n    // Not yet.\n)]\npub fn f(uri: &str) -> std::io::Result<u8> {\n    {\n        let n = uri.len();\n        Ok(n as u8)\n    }\n}\n",
        "{said}"
    );
}

#[test]
fn a_failing_half_that_silences_variables_goes() {
    let (text, said) = adopted(
        "pub fn f(n: u8) -> std::io::Result<u8> {\n    let m = n + 1;\n    #[cfg(feature = \"gpu\")]\n    {\n        Ok(m)\n    }\n    #[cfg(not(feature = \"gpu\"))]\n    {\n        let _ = (n, &m);\n        panic!(\"enable gpu\")\n    }\n}\n",
    );
    assert!(
        text.contains("(name = \"f\", unused(n, m))") && !text.contains("panic!"),
        "{text}{said}"
    );
}

#[test]
fn arms_are_told_apart_by_what_they_match() {
    let arm = |cfg: &str, pattern: &str, code: &str| {
        format!("        #[cfg({cfg})]\n        {pattern} => {code},\n")
    };
    let (on, off) = ("feature = \"gpu\"", "not(feature = \"gpu\")");
    let fails = "Err(std::io::Error::other(\"needs gpu\"))";
    let arms: String = [
        arm(on, "Some(1)", "Ok(1)"),
        arm(off, "Some(1)", fails),
        arm(on, "Some(2)", "Ok(2)"),
        arm(off, "Some(2)", fails),
        arm(on, "Some(n)", "Ok(n)"),
        arm(off, "Some(_)", fails),
    ]
    .concat();
    let (text, said) = adopted(&format!(
        "pub fn f(n: Option<u8>) -> std::io::Result<u8> {{\n    match n {{\n{arms}        None => Ok(0),\n    }}\n}}\n"
    ));
    assert_eq!(text.matches("feature_gated!").count(), 3, "{text}{said}");
    assert!(text.contains("unused(n)") && !text.contains("needs gpu"), "{text}");
}

#[test]
fn an_alias_of_a_text_error_has_the_hint() {
    let (text, said) = adopted(
        "type Result<T> = std::result::Result<T, String>;\n\n#[cfg(feature = \"gpu\")]\npub fn f() -> Result<u8> {\n    Ok(1)\n}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f() -> Result<u8> {\n    Err(\"needs gpu\".to_string())\n}\n",
    );
    assert!(text.contains("#[featherfall::requires_feature(\"gpu\")]\n"), "{text}{said}");
}

#[test]
fn a_hint_about_a_build_script_names_the_features_too() {
    let (text, said) = adopted(
        "#[cfg(all(feature = \"gpu\", has_kernel))]\npub fn f() -> std::io::Result<u8> {\n    Ok(1)\n}\n\n#[cfg(not(all(feature = \"gpu\", has_kernel)))]\npub fn f() -> std::io::Result<u8> {\n    panic!(\"needs the kernel\")\n}\n",
    );
    let hint = "hint = \"build with `--features gpu`: needs the kernel\"";
    assert!(text.contains(hint), "{text}{said}");
}

#[test]
fn a_test_of_the_same_words_elsewhere_keeps_nothing() {
    let refusing = |name: &str| {
        format!(
            "pub struct {name};\nimpl {name} {{\n    pub fn apply(&self, imatrix: Option<u8>) -> std::io::Result<()> {{\n        \
             if imatrix.is_some() {{\n            return Err(std::io::Error::other(\"{} does not support imatrix\"));\n        }}\n        Ok(())\n    }}\n}}\n",
            name.to_lowercase()
        )
    };
    let test = |name: &str| {
        format!(
            "#[cfg(test)]\nmod tests {{\n    use super::*;\n    #[test]\n    fn refused() {{\n        let error = {name}.apply(Some(1)).unwrap_err();\n        \
             assert!(error.to_string().contains(\"does not support imatrix\"));\n    }}\n}}\n"
        )
    };
    // The tests may stand in the module that says it, or beside it.
    for (tested, converted, beside) in
        [("Awq", true, false), ("Hqq", false, false), ("Awq", true, true), ("Hqq", false, true)]
    {
        let folder = tempfile::tempdir().unwrap();
        // Nobody looks for a space in an error.
        let root =
            "mod awq;\nmod hqq;\npub fn is_split(text: &str) -> bool { text.contains(\" \") }\n";
        package(folder.path(), root);
        fs::write(folder.path().join("src/hqq.rs"), refusing("Hqq")).unwrap();
        let (own, other) = if beside {
            (String::from("mod kernels;\n"), format!("use super::super::*;\n{}", test(tested)))
        } else {
            (test(tested), String::new())
        };
        fs::create_dir(folder.path().join("src/awq")).unwrap();
        fs::write(folder.path().join("src/awq/kernels.rs"), other).unwrap();
        let own = format!("use crate::hqq::*;\n{}{own}", refusing("Awq"));
        fs::write(folder.path().join("src/awq.rs"), own).unwrap();
        let output = featherfall(folder.path(), &["adopt", "--write"]);
        let code = |name| fs::read_to_string(folder.path().join(name)).unwrap();
        let said = stderr(&output);
        assert_eq!(code("src/hqq.rs").contains("quant_refuses!"), converted, "{tested}: {said}");
        let own = code("src/awq.rs").contains("quant_refuses!");
        assert_eq!(own, beside && tested == "Hqq", "{tested} {beside}: {said}");
    }
}

#[test]
fn an_error_that_somebody_looks_for_stays() {
    let pair = "#[cfg(feature = \"gpu\")]\npub fn f() -> Result<u8> {\n    Ok(1)\n}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn f() -> Result<u8> {\n    Err(Error::Text(String::from(\"needs the gpu kernel\")))\n}\n";
    let error = "pub enum Error { Text(String), Io(std::io::Error) }\nimpl From<std::io::Error> for Error { fn from(it: std::io::Error) -> Self { Error::Io(it) } }\nimpl Error { pub fn n(&self) -> u8 { match self { Error::Text(_) => 1, Self::Io(_) => 2 } } }\npub type Result<T> = std::result::Result<T, Error>;\n";
    let (text, said) = adopted(&format!("{error}\n{pair}"));
    assert!(text.contains("requires_feature"), "an enum may look at itself: {said}");
    for (caller, reason) in [
        (
            "pub fn g() -> u8 { match f() { Err(Error::Text(_)) => 1, _ => 2 } }",
            "matches on the error `Text`",
        ),
        (
            "use self::Error as E; pub fn g() -> bool { matches!(f(), Err(E::Text(_))) }",
            "matches on the error `Text`",
        ),
        (
            "#[cfg(test)] mod tests { fn g(e: String) { assert!(e.contains(\"kernel\")); } }",
            "looks for \"kernel\"",
        ),
        (
            "pub fn g(e: &str) -> bool { e == \"needs the gpu kernel\" }",
            "looks for \"needs the gpu kernel\"",
        ),
        (
            "#[test] #[should_panic(expected = \"the gpu kernel\")] fn g() {}",
            "looks for \"the gpu kernel\"",
        ),
    ] {
        let (text, said) = adopted(&format!("{error}\n{pair}\n{caller}\n"));
        assert!(!text.contains("requires_feature") && said.contains(reason), "{caller}: {said}");
    }
}

#[test]
fn changes_of_others_are_committed_first() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), PAIR);
    repository(folder.path());
    let before = files(&folder.path().join("src"));
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`--allow-dirty`"), "{}", stderr(&output));
    assert_eq!(files(&folder.path().join("src")), before);
    commit(folder.path());
    assert_eq!(featherfall(folder.path(), &["adopt", "--write"]).status.code(), Some(0));
    assert_ne!(files(&folder.path().join("src")), before);
}
