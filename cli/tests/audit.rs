//! `audit` on packages made for it.

mod common;

use std::fs;

use common::{command, configure, featherfall, package, stderr, stdout};
use serde_json::Value;

const SOURCE: &str = r###"
mod dummy_gpu;
#[cfg(not(feature = "gpu"))]
pub use dummy_gpu::Store;

#[cfg(feature = "fast")]
fn fused() -> Result<u8, String> { Ok(1) }
#[cfg(not(feature = "fast"))]
fn fused() -> Result<u8, String> { unimplemented!("compile with '--features gpu'") }

#[cfg(feature = "gpu")]
fn has_gpu() -> bool { true }
#[cfg(not(feature = "gpu"))]
fn has_gpu() -> bool { false }

#[cfg(feature = "gpu")]
fn work(x: u8) -> Result<u8, String> { Ok(x) }
#[cfg(not(feature = "gpu"))]
fn work(_: u8) -> Result<u8, String> { Err("not in this build".into()) }

#[cfg(feature = "gpuu")]
fn typo() {}

struct Layer {
    #[cfg(not(feature = "gpu"))]
    phantom: (),
}

fn parameters(#[cfg(not(feature = "gpu"))] x: u8) {}

fn later() {
    // TODO: make it faster
    // TODO(#12): tracked
    todo!("see https://example.org/1");
    todo!()
}

fn imatrix() -> Result<(), String> {
    bail!("ABC does not support weights.")
}

macro_rules! hidden { () => { #[cfg(not(feature = "gpu"))] fn inner() {} } }

#[featherfall::requires_feature("gpu", otherwize = false)]
fn broken() -> bool { true }

#[cfg(feature = "gpu")]
impl Kernel for Layer { fn run(&self) -> Result<u8, String> { Ok(1) } }
#[cfg(not(feature = "gpu"))]
impl Kernel for Layer { fn run(&self) -> Result<u8, String> { unimplemented!() } }

fn refuses() -> Result<(), String> {
    Err("DEF does not support weights".to_owned())
}

#[cfg(feature = "gpu")]
fn lanes() -> u8 { 32 }
#[cfg(not(feature = "gpu"))]
fn lanes() -> u8 { counted(4) }

#[cfg(feature = "gpu")]
fn shape() -> Shape { Shape { lanes: 32 } }
#[cfg(not(feature = "gpu"))]
fn shape() -> Shape { Shape { lanes: counted(4) } }

fn chosen() -> u8 { choose! { #[cfg(not(feature = "gpu"))] { 1 } } }

const TEXT: &str = r##"no comment: // TODO: "# // TODO: "##;

#[cfg(test)]
mod tests {
    fn unfinished() { todo!() }
}
"###;

const DUMMY: &str = r#"
use crate::Error;
pub struct Store;
impl Store {
    pub fn open(&self) -> Result<(), Error> { Err(Error::NotCompiledWithFast) }
    pub fn close(&self) -> Result<(), Error> { todo!() }
    pub fn flush(&self) -> Result<(), Error> { bail!("no fast here") }
    pub fn sync(&self) -> Result<(), Error> { bail!("no gpu here") }
}
"#;

fn findings(folder: &std::path::Path, arguments: &[&str]) -> Vec<(String, u64, String)> {
    let mut all = vec!["audit", "--format", "json"];
    all.extend(arguments);
    let json: Value = serde_json::from_str(&stdout(&featherfall(folder, &all))).unwrap();
    json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap().to_owned();
            (text("rule"), it["line"].as_u64().unwrap(), text("path"))
        })
        .collect()
}

#[test]
fn every_rule_finds_its_place_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    fs::write(folder.path().join("src/dummy_gpu.rs"), DUMMY).unwrap();
    let found = findings(folder.path(), &[]);
    let expected: Vec<(String, u64, String)> = [
        ("dummy-impl", 5, "src/dummy_gpu.rs"),
        ("wrong-feature", 5, "src/dummy_gpu.rs"),
        ("panicking-fallback", 6, "src/dummy_gpu.rs"),
        ("untracked-todo", 6, "src/dummy_gpu.rs"),
        ("wrong-feature", 7, "src/dummy_gpu.rs"),
        ("missing-feature-set", 1, "src/lib.rs"),
        ("hand-written-pair", 3, "src/lib.rs"),
        ("panicking-fallback", 8, "src/lib.rs"),
        ("wrong-feature", 8, "src/lib.rs"),
        ("silent-fallback", 13, "src/lib.rs"),
        ("hand-written-pair", 18, "src/lib.rs"),
        ("vague-message", 18, "src/lib.rs"),
        ("undeclared-feature", 21, "src/lib.rs"),
        ("hand-written-pair", 25, "src/lib.rs"),
        ("hand-written-pair", 29, "src/lib.rs"),
        ("untracked-todo", 32, "src/lib.rs"),
        ("untracked-todo", 35, "src/lib.rs"),
        ("unsupported-bail", 39, "src/lib.rs"),
        ("hand-written-pair", 42, "src/lib.rs"),
        ("broken-annotation", 44, "src/lib.rs"),
        ("missing-dependency", 44, "src/lib.rs"),
        ("hand-written-pair", 49, "src/lib.rs"),
        ("panicking-fallback", 50, "src/lib.rs"),
        ("unsupported-bail", 53, "src/lib.rs"),
        ("hand-written-pair", 58, "src/lib.rs"),
        ("hand-written-pair", 63, "src/lib.rs"),
        ("hand-written-pair", 66, "src/lib.rs"),
    ]
    .map(|(rule, line, path)| (rule.to_owned(), line, path.to_owned()))
    .to_vec();
    assert_eq!(found, expected);
}

#[test]
fn what_an_annotation_tracks_is_tracked() {
    let source = r#"
#[featherfall::quant_support(Unimplemented, method = "iq2")]
pub fn unimplemented() -> Result<(), String> { todo!() }

#[featherfall::quant_support(Unimplemented, method = "iq3")]
impl Iq3 {
    pub fn new() -> Result<Self, String> { unimplemented!() }
    #[featherfall::quant_support(Stable)]
    pub fn forward(&self) { todo!() } // line 9
}

#[featherfall::limitation("no streaming", tracking = "https://example.org/1")]
pub fn stream() {
    // TODO: stream
    todo!()
}

#[featherfall::limitation("no streaming", note = "tracking = nowhere")]
pub fn untracked() {
    todo!() // line 20
}

#[featherfall::requires_feature("gpu", otherwise = (), tracking = "https://example.org/2")]
pub fn gated() { unimplemented!() }

#[featherfall::requires_feature("gpu", otherwise = ())]
pub fn gated_only() {
    // TODO: line 28
    unimplemented!()
}
"#;
    let folder = tempfile::tempdir().unwrap();
    depending(folder.path(), &(source.to_owned() + "featherfall::feature_set!();\n"), RUNTIME);
    let found = findings(folder.path(), &[]);
    let lines: Vec<u64> = found.iter().map(|(_, line, _)| *line).collect();
    assert_eq!(lines, [9, 20, 28, 29]);
    assert!(found.iter().all(|(rule, ..)| rule == "untracked-todo"), "{found:?}");
}

#[test]
fn files_are_named_as_seen_from_here_whatever_part_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    fs::write(folder.path().join("src/dummy_gpu.rs"), DUMMY).unwrap();
    let all = findings(folder.path(), &[]);
    let (dummy, rest): (Vec<_>, Vec<_>) =
        all.iter().cloned().partition(|(.., path)| path == "src/dummy_gpu.rs");
    assert_eq!(findings(folder.path(), &["src"]), all);
    assert_eq!(findings(folder.path(), &["src/dummy_gpu.rs"]), dummy);
    assert_eq!(findings(folder.path(), &["src/lib.rs"]), rest);
    let above = folder.path().parent().unwrap();
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let from_above = findings(above, &[&format!("{name}/src/dummy_gpu.rs")]);
    assert_eq!(from_above[0].2, format!("{name}/src/dummy_gpu.rs"));
}

/// One more finding that fails.
const NEW: &str = "fn new() -> Result<(), String> { bail!(\"A does not support w\") }\n";

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    let run = |arguments: &[&str]| featherfall(folder.path(), &[&["audit"], arguments].concat());
    assert_eq!(run(&[]).status.code(), Some(1));
    assert_eq!(run(&["--update-baseline", "known.json"]).status.code(), Some(0));
    assert_eq!(run(&["--baseline", "known.json"]).status.code(), Some(0));
    // Lines may move.
    fs::write(folder.path().join("src/lib.rs"), format!("\n\n\n{SOURCE}")).unwrap();
    assert_eq!(run(&["--baseline", "known.json"]).status.code(), Some(0));
    fs::write(folder.path().join("src/lib.rs"), format!("{SOURCE}\n{NEW}")).unwrap();
    let output = run(&["--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("1 finding: "), "{}", stdout(&output));
    fs::write(folder.path().join("known.json"), "{}").unwrap();
    let output = run(&["--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("known.json"));
}

#[test]
fn features_that_only_an_annotation_names_must_be_declared_too() {
    let source = r#"
use featherfall::requires_feature;
#[requires_feature(any("gpu", "gpuu"), otherwise = ())]
pub fn typo() {}
#[requires_feature("gpu", otherwise = ())]
pub fn declared() {}
pub fn choice() -> u8 {
    featherfall::feature_gated! { "fsat" => 1, _ => 2 }
}
"#;
    let folder = tempfile::tempdir().unwrap();
    depending(folder.path(), &(source.to_owned() + "featherfall::feature_set!();\n"), RUNTIME);
    let found = findings(folder.path(), &[]);
    let at = |line| (String::from("undeclared-feature"), line, String::from("src/lib.rs"));
    assert_eq!(found, [at(3), at(8)]);
    let said = stdout(&featherfall(folder.path(), &["audit"]));
    let message = "`sample` declares no feature `gpuu`; did you mean `gpu`?";
    assert!(said.contains(message) && said.contains("in `typo`"), "{said}");
}

#[test]
fn features_that_the_lints_of_a_manifest_know_are_declared() {
    let lints = |table: &str| {
        format!(
            "[{table}.rust.unexpected_cfgs]\nlevel = \"warn\"\n\
             check-cfg = ['cfg(has_gpu)', 'cfg(feature, values(\"simd\", \"neon\"))', 'cfg(tuned, values(\"avx\"))']\n"
        )
    };
    let source = "#[cfg(feature = \"simd\")]\npub fn f() {}\n\
                  #[cfg(feature = \"neon\")]\npub fn g() {}\n\
                  #[cfg(feature = \"avx\")]\npub fn h() {}\n";
    let folder = tempfile::tempdir().unwrap();
    let undeclared = |folder: &std::path::Path| -> Vec<u64> {
        findings(folder, &[]).into_iter().map(|(_, line, _)| line).collect()
    };
    package(folder.path(), source);
    assert_eq!(undeclared(folder.path()), [1, 3, 5]);
    configure(folder.path(), &lints("lints"));
    assert_eq!(undeclared(folder.path()), [5]);
    let manifest = folder.path().join("Cargo.toml");
    let marked = format!("\u{feff}{}", fs::read_to_string(&manifest).unwrap());
    fs::write(&manifest, marked).unwrap();
    assert_eq!(undeclared(folder.path()), [5]);
    let member = folder.path().join("member");
    package(&member, source);
    configure(&member, "[lints]\nworkspace = true\n");
    fs::write(folder.path().join("Cargo.toml"), lints("workspace.lints")).unwrap();
    assert_eq!(undeclared(&member), [5]);
}

#[test]
fn every_feature_may_be_known_and_a_build_script_may_know_some() {
    let source =
        "#[cfg(feature = \"simd\")]\npub fn f() {}\n#[cfg(feature = \"avx\")]\npub fn g() {}\n";
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    let lines = || -> Vec<u64> {
        findings(folder.path(), &["src"]).into_iter().map(|(_, line, _)| line).collect()
    };
    assert_eq!(lines(), [1, 3]);
    let script = "fn main() {\n    println!(\"cargo::rustc-check-cfg=cfg(feature, values(\\\"simd\\\"))\");\n}\n";
    fs::write(folder.path().join("build.rs"), script).unwrap();
    assert_eq!(lines(), [3]);
    let any = "[lints.rust]\nunexpected_cfgs = { level = \"warn\", check-cfg = ['cfg(feature, values(any()))'] }\n";
    configure(folder.path(), any);
    assert_eq!(lines(), [0; 0]);
}

#[test]
fn a_baseline_is_the_same_wherever_in_the_workspace_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\nmembers = [\"a\", \"b\"]\n").unwrap();
    for name in ["a", "b"] {
        package(&folder.path().join(name), "fn f() { todo!() }\n");
    }
    let run = |from: &str, arguments: &[&str]| {
        let output = featherfall(&folder.path().join(from), &[&["audit"], arguments].concat());
        (output.status.code(), stdout(&output))
    };
    run("", &["--update-baseline", "known.json"]);
    let known = fs::read_to_string(folder.path().join("known.json")).unwrap();
    assert!(known.contains("\"untracked-todo a/src/lib.rs f\": 1"), "{known}");
    for (from, asked) in [("a", "."), ("a/src", "."), ("b", "src/lib.rs"), ("a", "../b"), ("", "a")]
    {
        let up = format!(
            "{}known.json",
            "../".repeat(from.split('/').filter(|it| !it.is_empty()).count())
        );
        assert_eq!(run(from, &[asked, "--baseline", &up]).0, Some(0), "{from} {asked}");
    }
    // What is new is shown as seen from here.
    fs::write(folder.path().join("a/src/lib.rs"), format!("fn f() {{ todo!() }}\n{NEW}")).unwrap();
    let (status, said) = run("a/src", &["--baseline", "../../known.json"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("--> lib.rs:2:34") && said.contains("1 finding: "), "{said}");
}

#[test]
fn a_clean_package_is_exit_status_zero() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "pub fn f() {}\n");
    let output = featherfall(folder.path(), &["audit"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn ignored_files_and_odd_ones_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "pub fn f() {}\n");
    fs::write(folder.path().join(".gitignore"), "generated.rs\n").unwrap();
    fs::write(folder.path().join("src/generated.rs"), "fn f() { todo!() }").unwrap();
    fs::write(folder.path().join("src/bytes.rs"), [0xff, b'T', b'O', b'D', b'O']).unwrap();
    fs::write(folder.path().join("src/broken.rs"), "fn f( { todo!()").unwrap();
    let deep = format!("fn f() {{ todo!(); {}{} }}", "(".repeat(50_000), ")".repeat(50_000));
    fs::write(folder.path().join("src/deep.rs"), deep).unwrap();
    let chain = format!("fn f() -> bool {{ todo!(); {}true }}", "!".repeat(60_000));
    fs::write(folder.path().join("src/chain.rs"), chain).unwrap();
    let output = featherfall(folder.path(), &["audit"]);
    let said = stderr(&output);
    for name in ["bytes.rs: is not UTF-8", "broken.rs: does not parse", "deep.rs: does not parse"] {
        assert!(said.contains(name), "{name} in {said}");
    }
    assert!(!stdout(&output).contains("generated.rs"));
    assert!(output.status.code().is_some(), "it did not crash: {:?}", output.status);
}

#[test]
fn sarif_and_workflow_commands() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    let sarif: Value =
        serde_json::from_str(&stdout(&featherfall(folder.path(), &["audit", "--format", "sarif"])))
            .unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap().len();
    let github = stdout(&featherfall(folder.path(), &["audit", "--format", "github"]));
    assert_eq!(github.lines().count(), results);
    assert!(github.lines().all(|line| line.starts_with("::")));
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "fn f() { todo!() }\n");
    let everything = [&["audit"][..], &["completions", "bash"], &["man", "audit"], &["report"]];
    for arguments in everything {
        // A pipe whose reader is gone before anything is written into it.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = command(folder.path(), arguments)
            .stdout(writer)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let ended = (output.status.code(), stderr(&output));
        assert_eq!(ended, (Some(141), String::new()), "{arguments:?}");
    }
}

#[test]
fn a_preference_is_a_note_and_notes_do_not_fail() {
    let folder = tempfile::tempdir().unwrap();
    package(
        folder.path(),
        "#[cfg(feature = \"gpu\")]\npub fn name() -> &'static str { \"gpu\" }\n#[cfg(not(feature = \"gpu\"))]\npub fn name() -> &'static str { \"cpu\" }\n",
    );
    let output = featherfall(folder.path(), &["audit"]);
    assert!(stdout(&output).contains("note[hand-written-pair]"), "{}", stdout(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_finding_says_what_adopt_does_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let pair = |name: &str, output: &str| {
        format!(
            "#[cfg(feature = \"gpu\")]\npub fn {name}() -> u8 {{ 1 }}\n#[cfg(not(feature = \"gpu\"))]\npub fn {name}() -> {output} {{ 0 }}\n"
        )
    };
    package(folder.path(), pair("same", "u8") + &pair("other", "u16"));
    let output = featherfall(folder.path(), &["audit", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let adopt = |item: &str| {
        let findings = json["findings"].as_array().unwrap();
        findings.iter().find(|it| it["item"] == item).unwrap()["adopt"].clone()
    };
    assert_eq!(adopt("same"), serde_json::json!({ "converts": true }));
    let reason = "the types differ: `u8` and `u16`";
    assert_eq!(adopt("other"), serde_json::json!({ "converts": false, "reason": reason }));
    // What `adopt` says by itself is the same.
    let left = stderr(&featherfall(folder.path(), &["adopt"]));
    assert!(left.contains(&format!("function `other`: {reason}")), "{left}");
    let text = stdout(&featherfall(folder.path(), &["audit"]));
    assert!(text.contains("; `cargo featherfall adopt` does it"), "{text}");
    assert!(text.contains(&format!("; `cargo featherfall adopt` leaves it: {reason}")), "{text}");
}

const FAILING: &str = "pub struct Store;\nimpl Store {\n    pub fn open(&self) -> Result<(), String> { Err(\"no gpu\".into()) }\n}\n";

/// The types of a package with this root that stand in for something.
fn dummies(name: &str, root: &str) -> Vec<String> {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join(name);
    package(&folder, root);
    fs::write(folder.join("src/backend.rs"), FAILING).unwrap();
    let all = findings(&folder, &[]);
    let found = all.into_iter().filter(|(rule, ..)| rule == "dummy-impl");
    found.map(|(.., path)| path).collect()
}

#[test]
fn a_dummy_is_one_wherever_the_package_lies() {
    for name in ["plain", "stubs", "dummy"] {
        // Every build compiles it, and its name says nothing.
        let real = "mod backend;\n#[cfg(not(feature = \"gpu\"))]\npub use backend::Store;\n";
        assert_eq!(dummies(name, real), [""; 0], "{name}");
        let gated = "#[cfg(not(feature = \"gpu\"))]\nmod backend;\n";
        assert_eq!(dummies(name, gated), ["src/backend.rs"], "{name}");
        // Public or private, it is there in every build.
        let both = "#[cfg(feature = \"gpu\")]\npub mod backend;\n#[cfg(not(feature = \"gpu\"))]\nmod backend;\n";
        assert_eq!(dummies(name, both), [""; 0], "{name}");
    }
}

#[test]
fn what_no_feature_decides_has_no_feature_to_name() {
    let folder = tempfile::tempdir().unwrap();
    let pair = |cfg: &str| {
        format!(
            "#[cfg({cfg})]\npub fn f() -> std::io::Result<u8> {{ Ok(1) }}\n#[cfg(not({cfg}))]\npub fn f() -> std::io::Result<u8> {{ bail!(\"not built for this GPU\") }}\n"
        )
    };
    package(folder.path(), pair("has_kernels"));
    let is_wrong = || findings(folder.path(), &[]).iter().any(|(rule, ..)| rule == "wrong-feature");
    assert!(!is_wrong());
    fs::write(folder.path().join("src/lib.rs"), pair("feature = \"fast\"")).unwrap();
    assert!(is_wrong());
}

#[test]
fn a_dummy_may_stand_in_a_module_of_the_same_file() {
    let root = format!("#[cfg(not(feature = \"gpu\"))]\nmod other {{\n{FAILING}}}\n");
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), &root);
    let all = findings(folder.path(), &[]);
    let at = |line| (String::from("dummy-impl"), line, String::from("src/lib.rs"));
    assert!(all.contains(&at(3)), "{all:?}");
    fs::write(folder.path().join("src/lib.rs"), root.replace("Err(\"no gpu\".into())", "Ok(())"))
        .unwrap();
    assert!(!findings(folder.path(), &[]).contains(&at(3)));
}

/// A package whose manifest ends in these dependencies.
fn depending(folder: &std::path::Path, root: &str, dependencies: &str) {
    package(folder, root);
    configure(folder, dependencies);
}

const GATE: &str = "#[featherfall::requires_feature(\"gpu\", otherwise = ())]\npub fn f() {}\n";

const RUNTIME: &str = "[dependencies]\nfeatherfall = \"0.1\"\n";

/// The findings that are about the whole package, and what `adopt --write` makes of its root.
fn of_package(root: &str, dependencies: &str) -> (Vec<(String, u64, String)>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    depending(folder.path(), root, dependencies);
    let found = findings(folder.path(), &[]);
    let found = found.into_iter().filter(|(rule, ..)| rule.starts_with("missing")).collect();
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    (found, read("src/lib.rs"), read("Cargo.toml"))
}

#[test]
fn gates_want_a_feature_set() {
    let missing = |line| [(String::from("missing-feature-set"), line, String::from("src/lib.rs"))];
    let (found, root, _) = of_package(&format!("//! Docs.\n\n{GATE}"), RUNTIME);
    assert_eq!(found, missing(1));
    assert_eq!(root, format!("//! Docs.\n\nfeatherfall::feature_set!();\n\n{GATE}"));
    let renamed = "[dependencies]\nff = { package = \"featherfall\", version = \"0.1\" }\n";
    let (found, root, _) = of_package(&GATE.replace("featherfall", "ff"), renamed);
    assert_eq!(found, missing(1));
    assert!(root.starts_with("ff::feature_set!(crate = ::ff);\n\n"), "{root}");
    let preluded = "pub use featherfall::feature_set as set;\nset!();\n";
    for right in [
        format!("featherfall::feature_set!();\n{GATE}"),
        format!("featherfall::feature_set! {{ requires(\"gpu\", os = \"linux\") }}\n{GATE}"),
        format!("{preluded}{GATE}"),
        format!("macro_rules! m {{ () => {{ featherfall::feature_set!(); }} }}\nm!();\n{GATE}"),
        format!("#[cfg(test)]\nmod tests {{\n{GATE}}}\n"),
        String::from("#[featherfall::limitation(\"slow\")]\npub fn f() {}\n"),
    ] {
        let (found, root, _) = of_package(&right, RUNTIME);
        assert_eq!((found, root), (vec![], right));
    }
}

#[test]
fn a_feature_set_goes_where_the_gates_are_linked() {
    let folder = tempfile::tempdir().unwrap();
    depending(folder.path(), "pub mod inner;\n", RUNTIME);
    let at = |name: &str| folder.path().join(name);
    fs::write(at("src/inner.rs"), GATE).unwrap();
    fs::write(at("src/main.rs"), format!("{GATE}fn main() {{}}\n")).unwrap();
    let missing = |name: &str| [(String::from("missing-feature-set"), 1, String::from(name))];
    assert_eq!(findings(folder.path(), &[]), missing("src/lib.rs"));
    // Only the program has gates, and may not link the library.
    fs::write(at("src/inner.rs"), "").unwrap();
    assert_eq!(findings(folder.path(), &[]), missing("src/main.rs"));
    // It may stand in what cannot be read.
    fs::write(at("src/broken.rs"), "fn f( {").unwrap();
    assert_eq!(findings(folder.path(), &[]), []);
}

#[test]
fn a_runtime_that_is_named_is_a_dependency() {
    let set = format!("featherfall::feature_set!();\n\n{GATE}");
    let missing = |line| [(String::from("missing-dependency"), line, String::from("src/lib.rs"))];
    let (found, root, manifest) = of_package(&set, "");
    assert_eq!((found.as_slice(), root), (missing(1).as_slice(), set.clone()));
    assert!(manifest.contains("[dependencies]\nfeatherfall = \"0.1\"\n"), "{manifest}");
    for root in [
        "\nuse featherfall as ff;\n",
        "\nextern crate featherfall;\n",
        "\n#[cfg_attr(feature = \"gpu\", featherfall::limitation(\"slow\"))] pub fn f() {}\n",
        "\npub fn f() -> u8 { vec![featherfall::feature_gated! { \"gpu\" => 1, _ => 2 }][0] }\n",
    ] {
        assert_eq!(of_package(root, "").0, missing(2), "{root}");
    }
    let (found, _, manifest) = of_package(&set, "[dev-dependencies]\nfeatherfall = \"0.1\"\n");
    assert_eq!(found, missing(1));
    assert!(manifest.contains("[dependencies]\nfeatherfall = \"0.1\"\n"), "{manifest}");
    for (root, dependencies) in [
        (&*set, RUNTIME),
        (&*set, "[target.'cfg(unix)'.dependencies]\nfeatherfall = \"0.1\"\n"),
        ("mod featherfall { pub fn f() {} }\npub fn g() { featherfall::f() }\n", ""),
        ("use other::featherfall;\npub fn g() { featherfall::f() }\n", ""),
        ("#[cfg(test)]\nuse featherfall::testing;\n", ""),
        ("//! See featherfall::feature_set.\npub fn f() { other::featherfall::g() }\n", ""),
    ] {
        assert_eq!(of_package(root, dependencies).0, [], "{root}");
    }
}

/// The findings about choices in this code, each by its rule and line.
fn of_code(code: &str) -> Vec<(String, u64)> {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), code);
    findings(folder.path(), &[]).into_iter().map(|(rule, line, _)| (rule, line)).collect()
}

#[test]
fn a_choice_need_not_be_a_cfg_on_the_half_that_fails() {
    let body =
        |code: &str| format!("pub fn f(x: u8, y: bool) -> Result<u8, String> {{\n{code}\n}}\n");
    let (pair, panics) = ("hand-written-pair", "panicking-fallback");
    for (code, rule, line) in [
        ("if cfg!(feature = \"gpu\") { Ok(x) } else { bail!(\"enable gpu\") }", pair, 2),
        (
            "if !cfg!(feature = \"gpu\") {\n log(x); return Err(\"no gpu\".into());\n}\nOk(x)",
            pair,
            2,
        ),
        ("if y && cfg!(not(feature = \"gpu\")) { panic!(\"no gpu\") }\nOk(x)", panics, 2),
        ("let fast = cfg!(feature = \"fast\");\nif !fast { bail!(\"no fast\") }\nOk(x)", pair, 3),
        ("ensure!(cfg!(feature = \"gpu\"), \"no gpu: {x}\");\nOk(x)", pair, 2),
        (
            "if cfg!(feature = \"gpu\") { Ok(1) } else if cfg!(feature = \"fast\") { Ok(2) } else { Err(\"fast or gpu\")? }",
            pair,
            2,
        ),
        ("#[cfg(feature = \"gpu\")]\nreturn Ok(x);\n\nErr(\"no gpu\".into())", pair, 5),
        ("#[cfg(feature = \"gpu\")]\n{\n return Ok(x);\n}\nlet _ = x;\ntodo!()", panics, 7),
        (
            "match x {\n 1 => Ok(1),\n #[cfg(feature = \"gpu\")]\n 2 => Ok(2),\n _ => bail!(\"unknown {x}\"),\n}",
            pair,
            6,
        ),
        (
            "cfg_if::cfg_if! {\n if #[cfg(feature = \"gpu\")] { Ok(x) }\n else { Err(String::from(\"no gpu\")) }\n}",
            pair,
            2,
        ),
        (
            "cfg_select! {\n feature = \"gpu\" => { Ok(x) }\n all(feature = \"fast\", unix) => { Ok(1) }\n _ => { panic!(\"no gpu\") }\n}",
            panics,
            2,
        ),
    ] {
        let found = of_code(&body(code));
        let choices: Vec<_> = found.iter().filter(|(rule, _)| rule != "untracked-todo").collect();
        assert_eq!(choices, [&(rule.to_owned(), line)], "{code}");
    }
    for code in [
        "if cfg!(feature = \"gpu\") { Ok(x) } else { Ok(1) }",
        "if cfg!(debug_assertions) { Ok(x) } else { bail!(\"no\") }",
        "if cfg!(windows) { bail!(\"not here\") }\nOk(x)",
        "if cfg!(feature = \"gpu\") && y { Ok(x) } else { bail!(\"no\") }",
        "#[cfg(feature = \"gpu\")]\nlog(x);\nErr(\"never\".into())",
        "match x {\n #[cfg(feature = \"gpu\")]\n 2 => Ok(2),\n _ => unreachable!(),\n}",
        "match x {\n 2 => Ok(2),\n _ => bail!(\"unknown\"),\n}",
    ] {
        assert_eq!(of_code(&body(code)), [], "{code}");
    }
    let module = "cfg_if! {\n    if #[cfg(feature = \"gpu\")] {\n        pub fn f() -> Result<u8, ()> { Ok(1) }\n    } else {\n        pub fn f() -> Result<u8, ()> { panic!(\"no gpu\") }\n    }\n}\n";
    assert_eq!(of_code(module), [(panics.to_owned(), 5)]);
    let failing = body("if !cfg!(feature = \"gpu\") { bail!(\"no\") }\nOk(x)");
    assert_eq!(of_code(&format!("#[cfg(test)]\nmod tests {{\n{failing}}}\n")), []);
}

#[test]
fn the_message_behind_a_flag_names_what_is_missing() {
    let pair = |line| (String::from("hand-written-pair"), line);
    let wrong = |line| vec![pair(line), (String::from("wrong-feature"), line)];
    let body = "pub fn f() -> Result<(), String> {\n    if !HAVE { bail!(\"compile with gpu\") }\n    Ok(())\n}\n";
    assert_eq!(of_code(&body.replace("HAVE", "cfg!(feature = \"fast\")")), wrong(2));
    let constant = |cfg: &str| format!("{body}pub const HAVE: bool = cfg!({cfg});\n");
    assert_eq!(of_code(&constant("feature = \"fast\"")), wrong(2));
    let function = "const fn have() -> bool { cfg!(feature = \"fast\") }\n";
    let called = body.replace("HAVE", "crate::have()");
    assert_eq!(of_code(&format!("{called}{function}")), wrong(2));
    assert_eq!(of_code(&constant("feature = \"gpu\"")), [pair(2)]);
    let gated = "#[cfg(feature = \"fast\")]\nconst HAVE: bool = true;\n#[cfg(not(feature = \"fast\"))]\nconst HAVE: bool = false;\n";
    assert_eq!(of_code(&format!("{body}{gated}"))[..2], wrong(2));
    // Which feature leads to what a build script found is not known.
    assert_eq!(of_code(&constant("has_gpu")), [pair(2)]);
    // Which of two is meant, neither.
    let other = "mod other { pub const HAVE: bool = cfg!(feature = \"gpu\"); }\n";
    assert_eq!(of_code(&format!("{}{other}", constant("feature = \"fast\""))), []);
}
