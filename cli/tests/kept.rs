//! What `adopt` must not lose: warnings that were not there, errors that callers find, tests.

mod common;

use std::fs;

use common::{adopted, configure, featherfall, package, stderr};

/// The same function for builds with and without `gpu`.
fn pair(name: &str, output: &str, on: &str, off: &str) -> String {
    format!(
        "#[cfg(feature = \"gpu\")]\npub fn {name}(n: usize) -> {output} {{\n    {on}\n}}\n\n#[cfg(not(feature = \"gpu\"))]\npub fn {name}(_: usize) -> {output} {{\n    {off}\n}}\n"
    )
}

/// Adopts a library that has these dependencies.
fn with(dependencies: &str, source: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    configure(folder.path(), &format!("[dependencies]\n{dependencies}\n"));
    let output = featherfall(folder.path(), &["adopt", "--write"]);
    (fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), stderr(&output))
}

#[test]
fn an_import_that_both_halves_used_keeps_quiet_where_one_does_not() {
    let off = "Err(Error::new(ErrorKind::Unsupported, \"no gpu\"))";
    let both = pair("f", "std::io::Result<usize>", "Err(Error::from(ErrorKind::Other))", off);
    let import = "use std::io::{Error, ErrorKind};\n";
    let (text, said) = adopted(&format!("{import}{both}"));
    let quiet = "#[cfg_attr(not(feature = \"gpu\"), allow(unused_imports))]\nuse std::io::{";
    assert!(text.contains(quiet) && text.contains("requires_feature"), "{text}{said}");
    // Something else uses it in every build.
    let other = "pub fn g(kind: ErrorKind) -> Error {\n    Error::from(kind)\n}\n";
    let (text, said) = adopted(&format!("{import}{both}{other}"));
    assert!(!text.contains("allow(") && text.contains("requires_feature"), "{text}{said}");
    // Only tests use it then.
    let tests = "#[cfg(test)]\nmod tests {\n    use super::*;\n    fn g() -> Error { ErrorKind::Other.into() }\n}\n";
    let (text, said) = adopted(&format!("{import}{both}{tests}"));
    assert!(
        text.contains("_attr(not(any(test, feature") || text.contains("_attr(not(any(feature"),
        "{text}{said}"
    );
}

#[test]
fn what_a_half_uses_only_to_name_it_is_used() {
    let off = "let _ = LANES;\n    panic!(\"no gpu\")";
    let source = format!("const LANES: usize = 8;\n{}", pair("f", "usize", "n * LANES", off));
    let (text, said) = adopted(&source);
    assert!(text.contains("let _ = LANES;"), "{text}{said}");
}

#[test]
fn an_import_that_only_the_gone_half_used_goes_unless_it_may_be_a_trait() {
    let off = |code: &str| pair("f", "std::io::Result<usize>", "Ok(n)", code);
    let gone = "Err(Error::new(ErrorKind::Unsupported, \"no gpu\"))";
    let cfg = "#[cfg(not(feature = \"gpu\"))]\n";
    let (text, said) = adopted(&format!("{cfg}use std::io::{{Error, ErrorKind}};\n{}", off(gone)));
    assert!(!text.contains("use ") && !said.contains("left src"), "{text}{said}");
    for (import, is_gone) in [
        ("use std::io::Write;", false),
        ("use std::io::Error as Write;", true),
        ("use other::Write;", false),
    ] {
        let code = "Err(Write::new(std::io::ErrorKind::Unsupported, \"no gpu\"))";
        let code = if is_gone { code } else { "{ let _ = Write::f; panic!(\"no gpu\") }" };
        let (text, said) = adopted(&format!("{cfg}{import}\n{}", off(code)));
        assert_eq!(!text.contains("use "), is_gone, "{import}: {text}{said}");
    }
}

const MISSING: &str = "#[derive(Debug)]\npub struct Missing(pub &'static str);\nimpl std::fmt::Display for Missing { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.0) } }\nimpl std::error::Error for Missing {}\n";

#[test]
fn an_error_that_callers_can_find_in_another_one_stays_in_it() {
    for (output, error) in [
        ("anyhow::Result<usize>", "Missing(\"no gpu\").into()"),
        ("anyhow::Result<usize>", "anyhow::Error::new(Missing(\"no gpu\"))"),
        ("anyhow::Result<usize>", "std::io::Error::other(\"no gpu\").into()"),
        ("std::io::Result<usize>", "std::io::Error::other(Missing(\"no gpu\"))"),
        ("Result<usize, Box<dyn std::error::Error>>", "Box::new(Missing(\"no gpu\"))"),
        ("anyhow::Result<usize>", "missing(\"no gpu\")"),
    ] {
        let source = format!("{MISSING}{}", pair("f", output, "Ok(n)", &format!("Err({error})")));
        let (text, said) = with("anyhow = \"1\"", &source);
        assert!(text.contains(&format!("error = |_| {error}")), "{error}: {text}{said}");
    }
    for (output, error) in [
        ("anyhow::Result<usize>", "anyhow::Error::msg(\"no gpu\")"),
        ("anyhow::Result<usize>", "anyhow::anyhow!(\"no gpu\")"),
        ("anyhow::Result<usize>", "anyhow::Error::msg(String::from(\"no gpu\"))"),
        ("std::io::Result<usize>", "std::io::ErrorKind::Other.into()"),
        (
            "std::io::Result<usize>",
            "std::io::Error::new(std::io::ErrorKind::Unsupported, \"no gpu\")",
        ),
        ("Result<usize, Box<dyn std::error::Error>>", "\"no gpu\".into()"),
        ("Result<usize, Box<dyn std::error::Error>>", "Box::from(\"no gpu\")"),
    ] {
        let (text, said) =
            with("anyhow = \"1\"", &pair("f", output, "Ok(n)", &format!("Err({error})")));
        let is_text = error.contains("no gpu");
        assert_eq!(text.contains("requires_feature(\"gpu\")"), is_text, "{error}: {text}{said}");
    }
    let bails = pair("f", "anyhow::Result<usize>", "Ok(n)", "anyhow::bail!(Missing(\"no gpu\"))");
    let (text, said) = with("anyhow = \"1\"", &format!("{MISSING}{bails}"));
    assert!(said.contains("callers can find `Missing` in its error"), "{said}{text}");
}

#[test]
fn an_error_that_only_some_builds_can_make_stays_where_it_is() {
    let own = "pub enum Error { Gpu(u8), Io(std::io::Error) }\nimpl From<std::io::Error> for Error { fn from(it: std::io::Error) -> Self { Error::Io(it) } }\npub struct Missing(u8);\n";
    let from =
        "impl From<Missing> for Error { fn from(it: Missing) -> Self { Error::Gpu(it.0) } }\n";
    let pair = pair("f", "Result<usize, Error>", "Ok(n)", "Err(Missing(3).into())");
    let (text, said) = adopted(&format!("{own}{from}{pair}"));
    assert!(text.contains("error = |_| Missing(3).into()"), "{said}");
    let (text, said) = adopted(&format!("{own}#[cfg(not(feature = \"gpu\"))]\n{from}{pair}"));
    assert!(!text.contains("requires_feature"), "{text}");
    assert!(said.contains("uses `impl From<Missing>`, which exists in some builds only"), "{said}");
}

#[test]
fn a_test_in_the_documentation_stays() {
    let source = |on: &str, off: &str| {
        format!(
            "{on}#[cfg(feature = \"gpu\")]\npub fn f() -> u8 {{\n    1\n}}\n\n{off}#[cfg(not(feature = \"gpu\"))]\npub fn f() -> u8 {{\n    0\n}}\n"
        )
    };
    let fenced = "/// Is 0.\n///\n/// ```\n/// assert_eq!(sample::f(), 0);\n/// ```\n";
    let indented = "/// Is 0.\n///\n///     assert_eq!(sample::f(), 0);\n";
    for (on, off, is_converted) in [
        ("/// Is 1.\n", fenced, false),
        ("", fenced, false),
        ("/// Is 1.\n", indented, false),
        (fenced, fenced, true),
        (fenced, "/// Is 0.\n", true),
        ("/// Is 1.\n", "/// ```text\n/// 0\n/// ```\n/// and\n", true),
        ("/// Is 1.\n", "/// ```ignore\n/// f()\n/// ```\n", true),
    ] {
        let (text, said) = adopted(&source(on, off));
        assert_eq!(text.contains("requires_feature"), is_converted, "{on}{off}{text}{said}");
        let is_said = said.contains("the documentation of a side that would go has a test");
        assert_eq!(is_said, !is_converted, "{said}");
    }
}

#[test]
fn what_is_silenced_for_a_half_that_fails_is_silenced_once() {
    let with = |above: &str, off: &str| {
        let half = |cfg: &str, lines: &str, body: &str| {
            format!(
                "#[cfg({cfg})]\n{lines}pub fn f(n: u8) -> std::io::Result<u8> {{\n    {body}\n}}\n"
            )
        };
        let fails = "panic!(\"no gpu\")";
        adopted(
            &[
                half("feature = \"gpu\"", above, "Ok(n)"),
                half("not(feature = \"gpu\")", off, fails),
            ]
            .concat(),
        )
    };
    let silent = "#[cfg_attr(not(feature = \"gpu\"), allow(dead_code))]\n#[featherfall";
    let (text, said) = with("", "#[allow(unused)]\n");
    assert!(text.contains(silent), "{text}{said}");
    for above in ["#[allow(dead_code)]\n", "#[allow(dead_code, clippy::too_many_arguments)]\n"] {
        let (text, said) = with(above, "#[allow(unused, clippy::too_many_arguments)]\n");
        assert!(text.contains("requires_feature"), "{text}{said}");
        assert!(!text.contains("cfg_attr") || text.contains("allow(clippy"), "{text}{said}");
    }
}

#[test]
fn what_an_error_wraps_stays_in_it() {
    let own = "pub struct PyError(Box<dyn std::error::Error>);\nimpl From<std::io::Error> for PyError { fn from(it: std::io::Error) -> Self { Self(Box::new(it)) } }\n";
    let (text, said) = adopted(&format!(
        "{own}{MISSING}{}",
        pair("f", "Result<usize, PyError>", "Ok(n)", "Err(PyError(Box::new(Missing(\"no gpu\"))))")
    ));
    assert!(text.contains("error = |_| PyError(Box::new(Missing(\"no gpu\")))"), "{text}{said}");
}

#[test]
fn a_function_that_stands_in_for_one_of_another_module_becomes_a_stub() {
    let twin = |body: &str| {
        format!(
            "/// Loads.\n#[cfg(not(feature = \"gpu\"))]\npub fn load(_n: u8) -> std::io::Result<u8> {{\n    {body}\n}}\n"
        )
    };
    let fails = "Err(std::io::Error::other(\"no gpu\"))";
    let real = "#[cfg(feature = \"gpu\")]\nmod real {\n    pub fn load(n: u8) -> std::io::Result<u8> {\n        Ok(n)\n    }\n}\n";
    for import in ["real::load", "real::*", "real::{load}", "real::loads as load"] {
        let import = format!("#[cfg(feature = \"gpu\")]\npub use {import};\n");
        let (text, said) = adopted(&format!("{real}{import}\n{}", twin(fails)));
        let stub = "/// Loads.\n#[featherfall::feature_stub(\"gpu\")]\npub fn load(_n: u8) -> std::io::Result<u8>;\n";
        assert!(text.ends_with(stub), "{text}{said}");
    }
    let import = "#[cfg(feature = \"gpu\")]\npub use real::load;\n";
    for (body, expected) in [
        (
            "// not yet\n    panic!(\"use the CPU\")",
            "#[featherfall::feature_stub(\"gpu\", alternative = \"use the CPU\")]",
        ),
        ("Err(std::io::ErrorKind::NotFound.into())", "kind"),
        ("Ok(0)", "#[cfg(not(feature"),
        ("let _ = 1 + 1;\n    panic!(\"no gpu\")", "#[cfg(not(feature"),
    ] {
        let (text, said) = adopted(&format!("{real}{import}\n{}", twin(body)));
        let is_kind = expected == "kind"
            && (said.contains("callers can tell") || text.contains("error = |_|"));
        assert!(text.contains(expected) || is_kind, "{body}: {text}{said}");
        assert_eq!(text.contains("// not yet"), body.contains("// not yet"), "{text}");
    }
    // Nothing of the name is there with the feature, or nobody knows how it fails.
    let (text, said) = adopted(&twin(fails));
    assert!(
        !text.contains("feature_stub") && said.contains("there is no other side"),
        "{text}{said}"
    );
}
