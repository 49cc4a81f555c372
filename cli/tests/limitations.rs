//! `limitations` and `report`.

mod common;

use std::fs;

use common::{configure, featherfall, package, stderr, stdout};

const SOURCE: &str = r#"
#[featherfall::requires_feature("gpu", otherwise = false, alternative = "set `attention` to eager")]
pub fn fused() -> bool { true }

#[featherfall::quant_support(Experimental, method = "abc", ignores(weights))]
impl Layer {
    #[featherfall::quant_support(Unimplemented)]
    pub fn add_delta(&self) -> Result<(), std::io::Error> { todo!() }
}

#[featherfall::limitation("Stop words --> <!-- /featherfall:limitations --> | of `one` token\nonly", workaround = "split them")]
pub struct Sampler;

#[featherfall::requires_feature("gpu")]
impl Model {
    pub fn forward(&self) -> Result<(), std::io::Error> { Ok(()) }
    #[featherfall::requires_feature("fast", otherwise = n.min(7))]
    pub fn width(&self, n: u32) -> u32 { n }
}

pub fn choice(x: u32) -> u32 {
    featherfall::feature_gated! { (hint = "ask") "fast" => x + 1, _ => x }
}

pub fn inner(weights: Option<u8>) -> Result<u8, std::io::Error> {
    featherfall::feature_gated! {
        "gpu" => {
            featherfall::quant_refuses!(weights, method = "abc");
            Ok(1)
        }
    }
}
"#;

const README: &str = "# Title\r\n\r\nBefore.\r\n\r\n<!-- featherfall:limitations -->\r\n<!-- /featherfall:limitations -->\r\n\r\nAfter.\r\n";

#[test]
fn check_follows_the_annotations_and_write_repairs() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    let readme = folder.path().join("README.md");
    fs::write(&readme, README).unwrap();
    let check = || featherfall(folder.path(), &["limitations", "--check", "README.md"]);
    let write = || featherfall(folder.path(), &["limitations", "--write", "README.md"]);
    assert_eq!(check().status.code(), Some(1));
    assert!(stderr(&check()).contains("--write README.md"));
    assert!(write().status.success());
    assert_eq!(check().status.code(), Some(0));
    fs::write(folder.path().join("src/lib.rs"), SOURCE.replace("to eager", "to plain")).unwrap();
    assert_eq!(check().status.code(), Some(1));
    assert!(write().status.success());
    assert_eq!(check().status.code(), Some(0));
    let text = fs::read_to_string(&readme).unwrap();
    assert!(text.starts_with("# Title\r\n\r\nBefore.\r\n\r\n<!-- featherfall:limitations -->\r\n"));
    assert!(text.ends_with("<!-- /featherfall:limitations -->\r\n\r\nAfter.\r\n"));
    assert_eq!(
        text.matches("/featherfall:limitations").count(),
        2,
        "the text's own one is escaped: {text}"
    );
    for part in
        ["Stop words", "split them", "abc", "experimental", "add\\_delta", "to plain", "`\"gpu\"`"]
    {
        let plain = part.replace("\\_", "_");
        assert!(text.contains(part) || text.contains(&plain), "{part} in {text}");
    }
    // The block's gate is not that of a function with its own.
    assert!(text.contains("| `Model` except `width` | `\"gpu\"` | error |"), "{text}");
    assert!(text.contains("| `width` | `\"fast\"` | n.min(7) |"), "{text}");
}

#[test]
fn a_file_without_markers_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    fs::write(folder.path().join("README.md"), "# Title\n").unwrap();
    let output = featherfall(folder.path(), &["limitations", "--write", "README.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("<!-- featherfall:limitations -->"));
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), "# Title\n");
}

#[test]
fn gates_that_users_cannot_notice_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let source = r#"
use featherfall::{feature_gated, feature_stub, requires_feature};

#[requires_feature("gpu", otherwise = 1)]
fn private() -> u8 { 2 }
#[requires_feature("gpu", otherwise = 1)]
pub(crate) fn of_the_crate() -> u8 { 2 }
struct Hidden;
impl Hidden {
    #[requires_feature("gpu", otherwise = 1)]
    pub fn of_hidden(&self) -> u8 { 2 }
}
pub struct Seen;
#[requires_feature("gpu", otherwise = 1)]
impl Seen {
    #[requires_feature("fast", otherwise = 1)]
    fn helper(&self) -> u8 { 2 }
    #[requires_feature("fast", otherwise = 1)]
    pub fn method(&self) -> u8 { 2 }
}
impl Iterator for Seen {
    type Item = u8;
    #[requires_feature("fast", otherwise = None)]
    fn next(&mut self) -> Option<u8> { None }
}
#[feature_stub("gpu")]
pub(super) fn stub_inside() -> std::io::Result<u8>;
#[feature_stub("gpu")]
pub fn stub() -> std::io::Result<u8>;
mod inner {
    #[featherfall::requires_feature("gpu", otherwise = 1)]
    pub fn re_exported() -> u8 { 2 }
}
pub fn both(x: u8) -> u8 { feature_gated! { (name = "both") "fast" => x + 1, _ => x } }
pub fn none(x: u8) -> std::io::Result<u8> {
    #[requires_feature("gpu", otherwise = 1)]
    fn nested() -> u8 { 2 }
    feature_gated! { (name = "none") "fast" => Ok(x) }
}
"#;
    package(folder.path(), source);
    let names = |arguments: &[&str]| -> Vec<String> {
        let text = stdout(&featherfall(folder.path(), arguments));
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect()
    };
    let public = ["Seen", "method", "next", "none", "re_exported", "stub"];
    assert_eq!(names(&["limitations"]), public);
    let mut all = public.map(str::to_owned).to_vec();
    all.extend(
        ["helper", "nested", "of_hidden", "of_the_crate", "private", "stub_inside"]
            .map(str::to_owned),
    );
    all.sort();
    assert_eq!(names(&["limitations", "--private"]), all);
}

#[test]
fn the_report_holds_every_annotation() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    fs::write(folder.path().join("src/broken.rs"), "use featherfall::*; fn f(").unwrap();
    let json = stdout(&featherfall(folder.path(), &["report", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "featherfall/annotations/1");
    assert_eq!(json["skipped"][0]["path"], "src/broken.rs");
    let found: Vec<(String, String)> = json["annotations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (it["kind"].as_str().unwrap().to_owned(), it["item"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [
        ("gate", "fused"),
        ("quant", "Layer"),
        ("quant", "Layer::add_delta"),
        ("limitation", "Sampler"),
        ("gate", "Model"),
        ("gate", "Model::width"),
        ("choice", "choice"),
        ("choice", "inner"),
        ("quant", "inner"),
    ];
    assert_eq!(found, expected.map(|(kind, item)| (kind.to_owned(), item.to_owned())));
    // The method of a block is that of its functions, as in the running program.
    let methods: Vec<_> =
        json["annotations"].as_array().unwrap().iter().map(|it| it["method"].as_str()).collect();
    let abc = Some("abc");
    assert_eq!(methods, [None, abc, abc, None, None, None, None, None, abc]);
    let table = stdout(&featherfall(folder.path(), &["report"]));
    assert!(table.contains("9 annotations"), "{table}");
    let row = |name: &str| {
        let row = table.lines().find(|row| row.starts_with(name)).unwrap();
        row.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("width"), "width gate \"fast\" n.min(7) src/lib.rs:17");
    assert_eq!(row("Layer"), "Layer quant experimental, abc, ignores weights src/lib.rs:5");
    let markdown = stdout(&featherfall(folder.path(), &["report", "--format", "markdown"]));
    for line in markdown.lines() {
        let bars = line.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 7, "{line}");
    }
}

#[test]
fn annotations_that_a_cfg_attr_applies_are_read() {
    let source = r#"
use featherfall::requires_feature;

#[cfg_attr(all(unix, feature = "fast"), inline, requires_feature("gpu", priority = High))]
pub fn fused() -> Result<(), std::io::Error> { Ok(()) }

#[cfg_attr(true, cfg_attr(unix, featherfall::quant_support(Unimplemented, method = "abc")))]
pub fn quantize() -> Result<(), std::io::Error> { todo!() }

#[requires_feature("gpu")]
impl Model {
    #[cfg_attr(unix, requires_feature("fast"))]
    pub fn forward() -> Result<(), std::io::Error> { Ok(()) }
}

featherfall::feature_set!();
"#;
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    configure(folder.path(), "[dependencies]\nfeatherfall = \"0.1\"\n");
    let report = stdout(&featherfall(folder.path(), &["report"]));
    assert!(report.contains("4 annotations"), "{report}");
    let section = stdout(&featherfall(folder.path(), &["limitations"]));
    for row in [
        "| `fused` | `\"gpu\"` | error |",
        "| `abc` | `quantize` | unimplemented |",
        "| `Model` except `forward` | `\"gpu\"` | error |",
        "| `forward` | `\"fast\"` | error |",
    ] {
        assert!(section.contains(row), "{row} in {section}");
    }
    // The `todo!()` is tracked, as under a plain attribute.
    let audit = featherfall(folder.path(), &["audit"]);
    assert_eq!(audit.status.code(), Some(0), "{}", stdout(&audit));
}

#[test]
fn annotations_that_only_a_build_can_read_are_named() {
    let source = r#"
macro_rules! backend {
    ($name:ident) => {
        #[featherfall::requires_feature("gpu")]
        pub fn $name() -> Result<(), std::io::Error> { Ok(()) }
    };
}
backend!(fused);
pub fn plain() -> Vec<u8> {
    vec![featherfall::feature_gated! { "gpu" => 1, _ => 2 }]
}
"#;
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    let output = featherfall(folder.path(), &["report"]);
    assert!(stdout(&output).contains("0 annotations"));
    let named = "skipped src/lib.rs:4: an annotation in a macro\n\
                 skipped src/lib.rs:10: an annotation in a macro\n";
    assert_eq!(stderr(&output), named);
}

#[test]
fn markers_may_be_indented_and_mean_nothing_in_fenced_code() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), "#[featherfall::limitation(\"slow\")]\npub fn f() {}\n");
    let (begin, end) = ("<!-- featherfall:limitations -->", "<!-- /featherfall:limitations -->");
    let section = "## Known Limitations\n\n### Limits and workarounds\n\n- slow\n";
    for code in [
        format!("```markdown\n{begin}\n{end}\n```\n"),
        format!("~~~~\n~~~\n{begin}\n~~~~ no end\n{end}\n~~~~~\n"),
        String::from("```code``` in a line\n"),
    ] {
        let readme = |inside: &str| format!("{code}  {begin} \n{inside}  {end}  \n{code}");
        fs::write(folder.path().join("README.md"), readme("")).unwrap();
        let output = featherfall(folder.path(), &["limitations", "--write", "README.md"]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), readme(section));
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_the_readme_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), SOURCE);
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/README.md"), README).unwrap();
    let link = folder.path().join("README.md");
    std::os::unix::fs::symlink("docs/README.md", &link).unwrap();
    let output = featherfall(folder.path(), &["limitations", "--write", "README.md"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(folder.path().join("docs/README.md")).unwrap().contains("Stop words")
    );
}

#[test]
fn tables_are_sorted_by_name_and_every_cell_says_something() {
    let source = r#"
#[featherfall::quant_support(Experimental, method = "hqq2")]
pub fn quantize_hqq2() {}
#[featherfall::quant_support(Experimental, method = "hqq")]
pub fn quantize_hqq() {}
#[featherfall::quant_support(Stable, method = "fp8", ignores(imatrix))]
pub fn quantize_fp8(imatrix: Option<u8>) {}
#[featherfall::requires_feature("gpu", otherwise = ())]
pub fn attention_gpu(imatrix: Option<u8>) {
    featherfall::quant_ignores!(imatrix, method = "awq");
}
#[featherfall::requires_feature("gpu", otherwise = ())]
pub fn attention() {}
"#;
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    let section = stdout(&featherfall(folder.path(), &["limitations"]));
    let expected = "\
## Known Limitations

### Experimental features

| method | operation | level | notes |
|---|---|---|---|
| `hqq` | `quantize_hqq` | experimental |  |
| `hqq2` | `quantize_hqq2` | experimental |  |

### Quantization arguments

| method | operation | notes |
|---|---|---|
| `awq` | `attention_gpu` | ignores imatrix |
| `fp8` | `quantize_fp8` | ignores imatrix |

### Feature requirements

| capability | requires | without it | workaround |
|---|---|---|---|
| `attention` | `\"gpu\"` | () |  |
| `attention_gpu` | `\"gpu\"` | () |  |
";
    assert_eq!(section, expected);
}

#[test]
fn a_file_above_is_about_all_that_lies_below_it() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), format!("mod sub;\n{SOURCE}"));
    fs::create_dir_all(folder.path().join("src/sub")).unwrap();
    let inner = "#[featherfall::limitation(\"inner\")]\npub struct Inner;\n";
    fs::write(folder.path().join("src/sub/mod.rs"), inner).unwrap();
    let readme = folder.path().join("README.md");
    fs::write(&readme, README).unwrap();
    let from = |inside: &str, file: &str| {
        let output = featherfall(&folder.path().join(inside), &["limitations", "--write", file]);
        (output.status.code(), fs::read_to_string(&readme).unwrap())
    };
    let whole = from("", "README.md");
    assert_eq!(whole.0, Some(0));
    assert_eq!(from("src/sub", "../../README.md"), whole);
    // What cannot be read is not dropped.
    fs::write(folder.path().join("src/sub/mod.rs"), "fn f( {} // featherfall\n").unwrap();
    assert_eq!(from("", "README.md"), (Some(2), whole.1));
}

#[test]
fn a_stub_of_a_function_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let stub =
        "#[featherfall::feature_stub(\"gpu\")]\npub fn one(_: &u32) -> std::io::Result<u32>;\n";
    package(folder.path(), stub);
    let report = stdout(&featherfall(folder.path(), &["report"]));
    assert!(report.contains("one  ") && report.contains("src/lib.rs:1"), "{report}");
    let section = stdout(&featherfall(folder.path(), &["limitations"]));
    assert!(section.contains("| <code>one</code> |") || section.contains("| `one` |"), "{section}");
}

#[test]
fn names_that_several_have_are_shown_with_what_tells_them_apart() {
    let folder = tempfile::tempdir().unwrap();
    let method =
        "#[featherfall::requires_feature(\"gpu\")]\npub fn new() -> std::io::Result<u8> { Ok(1) }";
    let free =
        "#[featherfall::requires_feature(\"gpu\")]\npub fn load() -> std::io::Result<u8> { Ok(1) }";
    let choice = "pub fn new() -> std::io::Result<u8> { featherfall::feature_gated! { (name = \"new\") \"gpu\" => Ok(1), _ => Ok(2) } }";
    let source = format!(
        "impl One {{ {method} }}\nimpl Two {{ {method} }}\nimpl Three {{ {choice} }}\npub mod a {{ {free} }}\npub mod b {{ {free} impl One {{ {method} }} }}\n#[featherfall::requires_feature(\"gpu\")]\npub fn only() -> std::io::Result<u8> {{ Ok(1) }}\n"
    );
    package(folder.path(), source);
    for format in ["table", "markdown"] {
        let report = stdout(&featherfall(folder.path(), &["report", "--format", format]));
        let sign = if format == "table" { "" } else { "`" };
        for name in
            ["One::new", "Two::new", "Three::new", "a::load", "b::load", "b::One::new", "only"]
        {
            let is_row = |it: &&str| {
                it.trim_start_matches("| ").starts_with(&format!("{sign}{name}{sign} "))
            };
            assert_eq!(report.lines().filter(is_row).count(), 1, "{name}: {report}");
        }
    }
    let limitations = stdout(&featherfall(folder.path(), &["limitations"]));
    for name in ["`One::new`", "`Two::new`", "`load`", "`only`"] {
        assert_eq!(limitations.matches(name).count(), 1, "{name}: {limitations}");
    }
}
