//! What people write down for the commands: in manifests, in comments, on the command line.

mod common;

use std::fs;
use std::path::Path;

use common::{commit, configure, featherfall, package, repository, stderr, stdout};

const CODE: &str = "pub fn f() { todo!() }\n\
    pub fn g() -> Result<(), String> { bail!(\"A does not support w\") }\n";

/// What `audit` finds, as severity and rule with the count of places, and the exit status.
fn audited(folder: &Path, arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let output = featherfall(folder, &[&["audit"], arguments].concat());
    let said = stdout(&output) + &stderr(&output);
    let heads = said.lines().filter(|it| it.contains("]: ") || it.starts_with("error: "));
    let heads = heads.map(|it| it.split("]: ").next().unwrap().to_owned());
    (heads.collect(), output.status.code())
}

fn is(found: &[&str], status: i32) -> (Vec<String>, Option<i32>) {
    (found.iter().map(|it| (*it).to_owned()).collect(), Some(status))
}

const BOTH: [&str; 2] = ["warning[unsupported-bail", "note[untracked-todo"];

#[test]
fn levels_of_the_command_line_go_before_those_of_manifests() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    package(&inner, CODE);
    fs::write(
        folder.path().join("Cargo.toml"),
        "[workspace]\nmembers = [\"inner\"]\n[workspace.metadata.featherfall.rules]\nunsupported-bail = \"allow\"\nuntracked-todo = \"deny\"\n",
    )
    .unwrap();
    let both = ["error[untracked-todo", BOTH[0]];
    assert_eq!(audited(&inner, &[]), is(&both[..1], 1));
    configure(&inner, "[package.metadata.featherfall.rules]\nunsupported-bail = \"warn\"\n");
    assert_eq!(audited(&inner, &[]), is(&both, 1));
    assert_eq!(audited(folder.path(), &[]), is(&both, 1));
    assert_eq!(audited(&inner, &["--allow", "untracked-todo"]), is(&both[1..], 1));
    assert_eq!(audited(&inner, &["--min-severity", "error"]), is(&both[..1], 1));
    let denied = ["--deny", "unsupported-bail", "--warn", "untracked-todo"];
    let found = is(&["error[unsupported-bail", "warning[untracked-todo"], 1);
    assert_eq!(audited(&inner, &denied), found);
    assert_eq!(audited(&inner, &["--deny", "no-rule"]).1, Some(2));
}

#[test]
fn what_no_command_knows_is_an_error_at_its_line() {
    for (line, text, expected) in [
        (12, "exlude = []", "unknown field `exlude`"),
        (12, "rules.untracked-tod = \"allow\"", "there is no rule `untracked-tod`"),
        (12, "rules.untracked-todo = \"off\"", "unknown variant `off`"),
        (12, "exclude = [\"[z-a]\"]", "invalid range"),
        (12, "adopt.keeps = []", "unknown field `keeps`"),
        (
            13,
            "[package.metadata.featherfall.adopt.items.f]\ntrack = \"x\"",
            "unknown field `track`",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), CODE);
        configure(folder.path(), &format!("\n[package.metadata.featherfall]\n{text}\n"));
        let output = featherfall(folder.path(), &["audit"]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{text}: {said}");
        let place = format!("error: Cargo.toml:{line}: ");
        assert!(said.contains(&place) && said.contains(expected), "{text}: {said}");
    }
}

#[test]
fn what_is_excluded_must_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "mod old;\nmod new;\n");
    fs::create_dir(folder.path().join("src/old")).unwrap();
    fs::write(folder.path().join("src/old/mod.rs"), CODE).unwrap();
    fs::write(folder.path().join("src/new.rs"), "").unwrap();
    assert_eq!(audited(folder.path(), &[]), is(&BOTH, 1));
    configure(folder.path(), "[package.metadata.featherfall]\nexclude = [\"src/old\"]\n");
    assert_eq!(audited(folder.path(), &[]), is(&[], 0));
    assert_eq!(audited(folder.path(), &["src"]), is(&[], 0));
    for asked in ["src/old", "src/old/mod.rs"] {
        assert_eq!(audited(folder.path(), &[asked]), is(&BOTH, 1), "{asked}");
    }
}

#[test]
fn files_that_tests_read_must_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "");
    fs::create_dir_all(folder.path().join("tests/ui")).unwrap();
    fs::write(folder.path().join("tests/all.rs"), "mod part;\n").unwrap();
    let broken = "#[featherfall::limitation]\nfn f() {}\n";
    fs::write(folder.path().join("tests/part.rs"), broken).unwrap();
    fs::write(folder.path().join("tests/ui/wrong.rs"), broken).unwrap();
    fs::write(folder.path().join("tests/ui/no_rust.rs"), "fn f( {").unwrap();
    let output = featherfall(folder.path(), &["audit"]);
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains("tests/part.rs") && !said.contains("tests/ui"), "{said}");
    let output = featherfall(folder.path(), &["audit", "tests/ui"]);
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains("wrong.rs") && said.contains("skipped tests/ui/no_rust.rs"), "{said}");
}

#[test]
fn a_comment_silences_one_rule_at_one_place() {
    let allow = "// featherfall: allow(untracked-todo, \"nobody calls it\")";
    let at = |source: &str| {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path(), source);
        audited(folder.path(), &[])
    };
    let note = is(&BOTH[1..], 0);
    let silent = is(&[], 0);
    assert_eq!(at(&format!("{allow}\npub fn f() {{ todo!() }}\n")), silent);
    assert_eq!(at(&format!("{allow}\n\n// why\n#[inline]\npub fn f() {{ todo!() }}\n")), silent);
    assert_eq!(at(&format!("pub fn f() {{ todo!() }} {allow}\n")), silent);
    // Not what stands below, nor another rule.
    assert_eq!(at(&format!("{allow}\npub fn g() {{}}\npub fn f() {{ todo!() }}\n")), note);
    let other = allow.replace("untracked-todo", "silent-fallback");
    assert_eq!(at(&format!("{other}\npub fn f() {{ todo!() }}\n")), note);
    for wrong in [
        "// featherfall: allow(untracked-todo)",
        "// featherfall: allow(untracked-todo, \"\")",
        "// featherfall: allow(untracked-todo, because)",
        "// featherfall: allow(no-rule, \"why\")",
        "// featherfall: deny(untracked-todo, \"why\")",
    ] {
        let (found, status) = at(&format!("{wrong}\npub fn f() {{ todo!() }}\n"));
        assert_eq!((found, status), is(&["error[broken-annotation", BOTH[1]], 1), "{wrong}");
    }
    // Text is no comment.
    assert_eq!(at("pub const TEXT: &str = \"// featherfall: allow(x)\";\n"), silent);
}

/// Twenty times the same.
fn lines(line: &dyn Fn(usize) -> String) -> String {
    (0..20).map(line).collect()
}

#[test]
fn little_is_said_unless_more_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), lines(&|it| format!("pub fn f{it}() {{ todo!() }}\n")));
    let said = |arguments: &[&str]| stdout(&featherfall(folder.path(), arguments));
    let short = said(&["audit"]);
    assert_eq!(short.matches("  --> src/lib.rs").count(), 5, "{short}");
    assert!(short.contains("and 15 more, which `-v` names"), "{short}");
    assert_eq!(short.matches("= help").count(), 1, "{short}");
    assert_eq!(said(&["audit", "-v"]).matches("  --> src/lib.rs").count(), 20);
    assert!(short.contains("20 findings") && !said(&["-q", "audit"]).contains("20 findings"));
    assert!(!short.contains('\u{1b}') && said(&["audit", "--color", "always"]).contains('\u{1b}'));
    package(folder.path(), lines(&|it| format!("x! {{ #[featherfall::limitation(\"{it}\")] }}\n")));
    let report = |arguments: &[&str]| stderr(&featherfall(folder.path(), arguments));
    assert!(report(&["report"]).contains("skipped 20 places, which `-v` names"));
    assert_eq!(report(&["report", "-v"]).matches("skipped src/lib.rs").count(), 20);
}

#[test]
fn machines_see_files_from_the_root_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let inner = folder.path().join("crates/inner");
    package(&inner, CODE);
    for from in [folder.path(), &*inner, &inner.join("src")] {
        let said = |format: &str| {
            stdout(&featherfall(from, &["audit", "--format", format, inner.to_str().unwrap()]))
        };
        let github = said("github");
        assert!(github.contains("file=crates/inner/src/lib.rs,"), "{github}");
        let sarif: serde_json::Value = serde_json::from_str(&said("sarif")).unwrap();
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let expected =
            serde_json::json!({ "uri": "crates/inner/src/lib.rs", "uriBaseId": "%SRCROOT%" });
        assert_eq!(place["artifactLocation"], expected);
    }
    // One that lies elsewhere has a scheme.
    let other = tempfile::tempdir().unwrap();
    package(other.path(), CODE);
    let arguments = ["audit", "--format", "sarif", other.path().to_str().unwrap()];
    let sarif = stdout(&featherfall(&inner, &arguments));
    assert!(sarif.contains("\"uri\": \"file:///") && !sarif.contains("SRCROOT"), "{sarif}");
}

const FAILING: &str = "#[cfg(feature = \"gpu\")]\npub fn f() -> std::io::Result<u8> { Ok(1) }\n\
    #[cfg(not(feature = \"gpu\"))]\npub fn f() -> std::io::Result<u8> { panic!(\"no\") }\n";

const REFUSING: &str = "pub fn apply(imatrix_weight: Option<u8>) -> std::io::Result<()> {\n    \
    if imatrix_weight.is_some() {\n        \
    return Err(std::io::Error::other(\"hqq does not support imatrix\"));\n    }\n    Ok(())\n}\n";

/// What becomes of the module `inner`.
fn adopted(decisions: &str) -> (String, String) {
    adopted_beside("", decisions)
}

fn adopted_beside(code: &str, decisions: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), format!("pub mod inner;\n{code}"));
    fs::write(folder.path().join("src/inner.rs"), format!("{FAILING}{REFUSING}")).unwrap();
    if !decisions.is_empty() {
        configure(folder.path(), &format!("[package.metadata.featherfall.adopt]\n{decisions}\n"));
    }
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    (fs::read_to_string(folder.path().join("src/inner.rs")).unwrap(), stderr(&output))
}

#[test]
fn what_was_decided_about_adopt_stands() {
    let (code, said) = adopted("");
    assert!(code.contains("#[featherfall::requires_feature(\"gpu\""), "{code}{said}");
    assert!(code.contains("quant_refuses!(imatrix_weight, method = \"hqq\");"), "{code}{said}");
    let (code, _) = adopted("ignores = [\"imatrix\"]");
    assert!(code.contains("quant_ignores!(imatrix_weight, method = \"hqq\");"), "{code}");
    // Callers that look for the old words have them no more: that was decided.
    let caller =
        "pub fn is_refused(text: &str) -> bool { text.contains(\"does not support imatrix\") }\n";
    assert!(!adopted_beside(caller, "").0.contains("quant_"));
    assert!(adopted_beside(caller, "ignores = [\"imatrix\"]").0.contains("quant_ignores!"));
    for pattern in ["inner::f", "f", "inner::*"] {
        let (code, said) = adopted(&format!("keep = [{pattern:?}]"));
        assert!(code.contains("panic!(\"no\")"), "{code}");
        assert!(said.contains("function `f`: `keep` in Cargo.toml names it"), "{said}");
    }
    let (code, _) = adopted(
        "[package.metadata.featherfall.adopt.items.\"inner::f\"]\nalternative = \"use `g`\"\n\
         tracking = \"https://example.org/1\"\npriority = \"High\"\nname = \"fast\"\nnote = \"slow\"\n\
         [package.metadata.featherfall.adopt.items.apply]\ntracking = \"https://example.org/2\"",
    );
    for option in [
        "alternative = \"use `g`\"",
        "tracking = \"https://example.org/1\"",
        "priority = High",
        "name = \"fast\"",
        "note = \"slow\"",
        "method = \"hqq\", tracking = \"https://example.org/2\"",
    ] {
        assert!(code.contains(option), "{option}: {code}");
    }
}

#[test]
fn what_a_merge_took_away_comes_back_with_what_people_wrote() {
    let folder = tempfile::tempdir().unwrap();
    repository(folder.path());
    package(folder.path(), "pub mod inner;\n");
    let inner = folder.path().join("src/inner.rs");
    fs::write(&inner, format!("{FAILING}{REFUSING}")).unwrap();
    assert_eq!(
        featherfall(folder.path(), &["adopt", "--write", "--allow-dirty"]).status.code(),
        Some(0)
    );
    let by_hand = fs::read_to_string(&inner).unwrap();
    let by_hand = by_hand.replace("quant_refuses!", "quant_ignores!").replace(
        "#[featherfall::requires_feature(\"gpu\"",
        "#[featherfall::requires_feature(\"gpu\", tracking = \"https://example.org/1\", priority = High",
    );
    assert_eq!(by_hand.matches("ignores!").count() + by_hand.matches("priority").count(), 2);
    fs::write(&inner, &by_hand).unwrap();
    commit(folder.path());
    fs::write(&inner, format!("{FAILING}{REFUSING}")).unwrap();
    commit(folder.path());
    let lost = |since: &str| {
        let said = stdout(&featherfall(folder.path(), &["audit", "-v", "--since", since]));
        said.matches(&format!("` of {since} is gone")).count()
    };
    assert_eq!((lost("HEAD~1"), lost("HEAD")), (2, 0));
    let allowed = "// featherfall: allow(lost-annotation, \"nobody wants it\")\n";
    fs::write(&inner, format!("{allowed}{FAILING}{REFUSING}")).unwrap();
    assert_eq!(lost("HEAD~1"), 1);
    fs::write(&inner, format!("{FAILING}{REFUSING}")).unwrap();
    assert_eq!(featherfall(folder.path(), &["audit", "--since", "nowhere"]).status.code(), Some(2));
    assert_eq!(featherfall(folder.path(), &["audit", "--since=--output=x"]).status.code(), Some(2));
    let output = featherfall(folder.path(), &["adopt", "--write", "--since", "HEAD~1"]);
    let code = fs::read_to_string(&inner).unwrap();
    for said in
        ["quant_ignores!(imatrix_weight", "tracking = \"https://example.org/1\"", "priority = High"]
    {
        assert!(code.contains(said), "{said}: {code}{}", stderr(&output));
    }
    assert_eq!(lost("HEAD~1"), 0);
}
