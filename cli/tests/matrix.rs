//! `matrix`: reports side by side.
//!
//! `BLESS=1 cargo test --test matrix` writes the table that the program makes now. The page is tried
//! in a browser by `tests/scripts/matrix_page.py`.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, SystemTime};

use common::{featherfall, stderr, stdout};
use serde_json::{Value, json};

/// What ends every context that a text of a report may stand in.
const EVIL: &str = "</script><script>x()</script><img src=x onerror=x()>\"'&|`` <!-- /featherfall:matrix -->\n# h @me";

fn row(id: &str, other: &Value) -> Value {
    let mut row = json!({
        "id": id, "capability": id.rsplit("::").next(), "kind": "gate", "built": true, "arm": null,
        "support": null, "limitation": null, "available": null, "usable": true, "reason": null,
        "used": 0, "degraded": [], "hint": null, "location": "src/lib.rs:1"
    });
    for (name, value) in other.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

fn report(features: &[&str], rows: Vec<Value>) -> Value {
    let capabilities = Value::Array(rows);
    json!({
        "schema": "featherfall/report/1", "featherfall": "0.1.0", "generated": "2026-03-01T13:00:00.5+01:00",
        "binary": { "package": "my-llm", "version": "0.3.0", "profile": "release",
            "target": "x86_64-unknown-linux-gnu" },
        "features": { "on": features, "off": ["mkl"], "disagreements": [] },
        "machine": { "cores": 16, "cpu_features": ["avx2"], "nvidia": "no-driver" },
        "capabilities": capabilities
    })
}

/// A build without GPU, one with, and a file that was only looked at.
fn three(folder: &Path) {
    let missing = json!({ "built": false, "usable": false, "reason": "not-compiled",
        "hint": "rebuild with `--features cuda,flash-attn`" });
    let mut fallen = missing.clone();
    fallen["degraded"] = json!([{ "used": "eager", "reason": "not-compiled", "count": 512 }]);
    let ignored = json!({ "kind": "quant", "support": "experimental", "used": 3,
        "degraded": [{ "used": "imatrix ignored", "reason": "argument-ignored", "count": 3 }] });
    let cpu = report(
        &[],
        vec![
            row("kernels::attn::flash_attention", &fallen),
            row("kernels::attn::<Eager>::forward", &json!({ "used": 7, "capability": "forward" })),
            row("kernels::moe::forward", &missing),
            row("quant::hqq", &ignored),
            row("quant::nf4", &json!({ "kind": "quant", "support": "partial", "usable": false })),
            row(
                "quant::iq2",
                &json!({ "kind": "quant", "support": "unimplemented", "built": false,
            "usable": false, "reason": "not-implemented", "hint": "use `q4k`" }),
            ),
            row(
                "my-llm::t5",
                &json!({ "kind": "limitation", "limitation": "no flash attention",
            "hint": "no flash attention; T5 runs eager" }),
            ),
        ],
    );
    let mut cuda = report(
        &["cuda", "flash-attn"],
        vec![
            row("kernels::attn::flash_attention", &json!({ "used": 512 })),
            row(
                "kernels::moe::forward",
                &json!({ "usable": false, "reason": "arch-too-old",
            "hint": "needs compute capability 9.0, this GPU has 8.0" }),
            ),
            row("kernels::linear::matmul", &json!({ "kind": "choice", "arm": "cuda" })),
        ],
    );
    cuda["generated"] = json!(1_772_500_000);
    cuda["machine"]["nvidia"] =
        json!({ "driver": { "version": "580.1", "gpus": [{ "name": "NVIDIA A100" }] } });
    let mut inspected = report(
        &["cuda"],
        vec![
            json!({ "id": "kernels::moe::forward", "built": true, "usable": null, "used": null,
            "degraded": null }),
            json!({ "id": "kernels::attn::flash_attention", "built": false, "reason": "not-compiled" }),
        ],
    );
    inspected["machine"] = Value::Null;
    for (name, report) in [("cpu", cpu), ("cuda", cuda), ("release", inspected)] {
        write(folder, name, &report);
    }
}

const THREE: [&str; 3] = ["cpu.json", "cuda.json", "release.json"];

fn write(folder: &Path, name: &str, report: &Value) {
    fs::write(folder.join(format!("{name}.json")), report.to_string()).unwrap();
}

fn matrix(folder: &Path, arguments: &[&str]) -> Output {
    featherfall(folder, &[&["matrix"], arguments].concat())
}

fn printed(folder: &Path, files: &[&str], format: &str) -> String {
    let output = matrix(folder, &[files, &["--format", format]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    stdout(&output)
}

/// Exit code and what was said.
fn check(folder: &Path, file: &str, more: &[&str]) -> (Option<i32>, String) {
    let output = matrix(folder, &[&THREE[..], &["--check", file], more].concat());
    assert_eq!(stdout(&output), "");
    (output.status.code(), stderr(&output))
}

#[test]
fn markdown_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    let table = printed(folder.path(), &THREE, "markdown");
    assert_eq!(table, stdout(&matrix(folder.path(), &THREE)), "it is the default");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix/table.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &table).unwrap();
    }
    assert_eq!(table, fs::read_to_string(file).unwrap().replace("\r\n", "\n"));
}

#[test]
fn json_has_a_state_for_each_build() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    let table: Value = serde_json::from_str(&printed(folder.path(), &THREE, "json")).unwrap();
    assert_eq!(table["schema"], "featherfall/matrix/1");
    let builds = &table["builds"];
    assert_eq!(builds[0]["name"], "cpu");
    assert_eq!(builds[0]["seen"], "2026-03-01T12:00:00Z");
    assert_eq!(builds[1]["seen"], "2026-03-03T01:06:40Z");
    assert_eq!(builds[1]["machine"], "NVIDIA A100 · driver 580.1 · 16 cores · avx2");
    assert_eq!(builds[2]["machine"], Value::Null);
    let states: Vec<(&str, Vec<&str>)> = table["capabilities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let cells = row["cells"].as_array().unwrap();
            let states = cells.iter().map(|cell| cell["state"].as_str().unwrap());
            (row["id"].as_str().unwrap(), states.collect())
        })
        .collect();
    assert_eq!(
        states,
        [
            ("kernels::attn::<Eager>::forward", vec!["used", "unknown", "unknown"]),
            ("kernels::attn::flash_attention", vec!["degraded", "used", "not-built"]),
            ("kernels::linear::matmul", vec!["unknown", "usable", "unknown"]),
            ("kernels::moe::forward", vec!["not-built", "unusable", "built"]),
            ("my-llm::t5", vec!["limitation", "unknown", "unknown"]),
            ("quant::hqq", vec!["degraded", "unknown", "unknown"]),
            ("quant::iq2", vec!["not-built", "unknown", "unknown"]),
            ("quant::nf4", vec!["built", "unknown", "unknown"]),
        ]
    );
    let cell = &table["capabilities"][1]["cells"][0];
    assert_eq!(cell["instead"], json!(["eager"]));
    assert_eq!(cell["reasons"], json!(["not-compiled"]));
    assert_eq!(cell["hint"], "rebuild with `--features cuda,flash-attn`");
    // Two of one package would be called `forward`.
    assert_eq!(table["capabilities"][3]["capability"], "kernels::moe::forward");
}

#[test]
fn the_same_reports_make_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    for format in ["markdown", "html", "json"] {
        let once = printed(folder.path(), &THREE, format);
        assert_eq!(once, printed(folder.path(), &THREE, format));
        // A file that two patterns of the shell name is one build.
        assert_eq!(once, printed(folder.path(), &[&THREE[..], &["./cpu.json"]].concat(), format));
    }
}

#[test]
fn builds_are_told_apart_by_their_folders() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::create_dir_all(folder.path().join("x").join(name)).unwrap();
        write(&folder.path().join("x").join(name), "report", &report(&[], vec![]));
    }
    let names = |files: &[&str]| {
        let table: Value = serde_json::from_str(&printed(folder.path(), files, "json")).unwrap();
        let builds = table["builds"].as_array().unwrap();
        builds.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&["x/a/report.json"]), ["report"]);
    assert_eq!(names(&["x/b/report.json", "x/a/report.json"]), ["b/report", "a/report"]);
    fs::copy(folder.path().join("x/a/report.json"), folder.path().join("x/a/report.txt")).unwrap();
    assert_eq!(names(&["x/a/report.json", "x/a/report.txt"]), ["report.json", "report.txt"]);
}

#[test]
fn a_report_without_a_time_has_that_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut undated = report(&[], vec![]);
    undated.as_object_mut().unwrap().remove("generated");
    write(folder.path(), "cpu", &undated);
    let file = fs::File::options().write(true).open(folder.path().join("cpu.json")).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_millis(1_000_000_001_500)).unwrap();
    let table: Value =
        serde_json::from_str(&printed(folder.path(), &["cpu.json"], "json")).unwrap();
    assert_eq!(table["builds"][0]["seen"], "2001-09-09T01:46:41Z");
    assert_eq!(table["builds"][0]["seen_by"], "file-date");
}

/// Every tag is closed, in order; what is between them has no further `<`.
fn is_well_formed(page: &str) -> Result<(), String> {
    const VOID: [&str; 5] = ["meta", "link", "input", "wbr", "br"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").ok_or("no doctype")?;
    while let Some(begin) = rest.find('<') {
        rest = &rest[begin + 1..];
        let end = rest.find('>').ok_or("an open tag at the end")?;
        let (tag, behind) = (&rest[..end], &rest[end + 1..]);
        rest = behind;
        if tag.contains('<') || tag.matches('"').count() % 2 == 1 {
            return Err(format!("<{tag}>"));
        }
        // What stands between quotes is text.
        let names: String = tag.split('"').step_by(2).collect();
        if names.contains(" on") || names.contains(" style=") {
            return Err(format!("the policy forbids what is in <{tag}>"));
        }
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            let last = open.pop();
            if last != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
        } else if name == "script" || name == "style" {
            rest = &rest[rest.find(&format!("</{name}>")).ok_or("not closed")?..];
            open.push(name);
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open")) }
}

#[test]
fn the_page_is_one_table_and_asks_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    let page = printed(folder.path(), &THREE, "html");
    is_well_formed(&page).unwrap();
    assert_eq!(page.matches("<table").count(), 1);
    assert_eq!(page.matches("scope=\"col\"").count(), 4);
    assert_eq!(page.matches("scope=\"row\"").count(), 8);
    assert_eq!(page.matches("scope=\"rowgroup\"").count(), 3);
    assert!(page.contains("<caption") && page.contains("<html lang=\"en\">"));
    // States are words, not only colours.
    for word in
        ["used", "usable", "built", "degraded", "unusable", "limitation", "not built", "unknown"]
    {
        assert!(page.contains(&format!("<span class=\"state\">{word}</span>")), "{word}");
    }
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap().replace("&#39;", "'");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for address in ["http:", "https:", "src=", "url(", "@import", "fetch("] {
        assert!(!page.contains(address), "{address}");
    }
    assert_eq!(page.matches("href=").count(), 1, "the empty icon");
}

#[test]
fn hostile_texts_stay_texts() {
    let folder = tempfile::tempdir().unwrap();
    let evil = json!({ "capability": EVIL, "kind": EVIL, "arm": EVIL, "support": EVIL, "reason": EVIL,
        "hint": EVIL, "degraded": [{ "used": EVIL, "reason": EVIL, "count": 1 }] });
    let mut report = report(
        &[EVIL],
        vec![row(&format!("{EVIL}::{EVIL}"), &evil), row("a::b", &json!({ "limitation": EVIL }))],
    );
    for name in ["package", "version", "profile", "target"] {
        report["binary"][name] = json!(EVIL);
    }
    report["machine"]["metal"] = json!([EVIL]);
    write(folder.path(), "evil", &report);
    let page = printed(folder.path(), &["evil.json"], "html");
    is_well_formed(&page).unwrap();
    assert_eq!((page.matches("<script").count(), page.matches("<img").count()), (1, 0));
    let table = printed(folder.path(), &["evil.json"], "markdown");
    assert!(!table.contains("<script") && !table.contains("<img"), "{table}");
    assert_eq!(table.matches("<!-- /featherfall:matrix -->").count(), 1);
    let cells = |line: &&str| line.starts_with('|');
    let widths = table.lines().filter(cells).map(|line| line.matches('|').count());
    assert_eq!(widths.collect::<Vec<_>>(), [5, 5, 5, 4, 4, 4, 4, 4, 4], "{table}");
    // And they survive a check.
    fs::write(folder.path().join("TABLE.md"), &table).unwrap();
    let output = matrix(folder.path(), &["evil.json", "--check", "TABLE.md"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn check_fails_where_the_table_says_something_else() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    for (file, format) in [("TABLE.md", "markdown"), ("page.html", "html"), ("table.json", "json")]
    {
        let mut table = printed(folder.path(), &THREE, format);
        if format == "markdown" {
            // A file with other text, as Windows writes it.
            table = format!("# Title\n\n{table}\nBehind.\n").replace('\n', "\r\n");
        }
        fs::write(folder.path().join(file), &table).unwrap();
        assert_eq!(check(folder.path(), file, &[]), (Some(0), String::new()), "{file}");
        // Edited by hand.
        fs::write(folder.path().join(file), table.replace("not-compiled", "not-wanted")).unwrap();
        let (code, said) = check(folder.path(), file, &[]);
        assert_eq!(code, Some(1));
        assert!(said.contains("not-wanted") && said.contains("not-compiled"), "{said}");
        assert!(said.contains(&format!("`{file}` says something else")), "{said}");
        assert!(said.contains(&format!("cargo featherfall matrix --format {format}")), "{said}");
        fs::write(folder.path().join(file), table).unwrap();
    }
    // Another report: a later one that says the same, then one that does not.
    let text = fs::read_to_string(folder.path().join("cuda.json")).unwrap();
    let later = text.replace("1772500000", "1772600000").replace("\"count\":3", "\"count\":4");
    fs::write(folder.path().join("cuda.json"), later).unwrap();
    for file in ["TABLE.md", "page.html", "table.json"] {
        assert_eq!(check(folder.path(), file, &[]), (Some(0), String::new()), "{file}");
    }
    fs::write(folder.path().join("cuda.json"), text.replace("arch-too-old", "no-driver")).unwrap();
    for file in ["TABLE.md", "page.html", "table.json"] {
        assert_eq!(check(folder.path(), file, &[]).0, Some(1), "{file}");
    }
}

#[test]
fn check_fails_where_a_build_was_seen_too_long_ago() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let day = 24 * 60 * 60;
    let dated = |name: &str, time: u64| {
        let path = folder.path().join(format!("{name}.json"));
        let mut report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        report["generated"] = json!(time);
        write(folder.path(), name, &report);
    };
    dated("cpu", now - day);
    dated("cuda", now - 40 * day);
    dated("release", now);
    for (file, format) in [("TABLE.md", "markdown"), ("page.html", "html"), ("table.json", "json")]
    {
        fs::write(folder.path().join(file), printed(folder.path(), &THREE, format)).unwrap();
        assert_eq!(check(folder.path(), file, &["--max-age", "41"]), (Some(0), String::new()));
        let (code, said) = check(folder.path(), file, &["--max-age", "39"]);
        assert_eq!(code, Some(1));
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("build `cuda`") && said.contains("39 days"), "{said}");
    }
    // It is the table that is old, however new the reports are.
    dated("cuda", now);
    assert_eq!(check(folder.path(), "TABLE.md", &["--max-age", "39"]).0, Some(1));
    assert_eq!(check(folder.path(), "TABLE.md", &[]).0, Some(0));
    // A time to come would never be too long ago.
    dated("cuda", now + 30 * day);
    fs::write(folder.path().join("TABLE.md"), printed(folder.path(), &THREE, "markdown")).unwrap();
    let (code, said) = check(folder.path(), "TABLE.md", &["--max-age", "39"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("still to come"), "{said}");
    // Without its times the table is not what was made.
    let table = fs::read_to_string(folder.path().join("TABLE.md")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with("<!-- featherfall:seen"));
    fs::write(folder.path().join("TABLE.md"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    assert_eq!(check(folder.path(), "TABLE.md", &[]).0, Some(1));
}

#[test]
fn what_cannot_be_checked_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    three(folder.path());
    fs::write(folder.path().join("README.md"), "# Title\n").unwrap();
    let (code, said) = check(folder.path(), "README.md", &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("`README.md`") && said.contains("<!-- featherfall:matrix -->"), "{said}");
    assert_eq!(check(folder.path(), "missing.md", &[]).0, Some(2));
    for arguments in [
        &["cpu.json", "--max-age", "3"][..],
        &["cpu.json", "--check", "README.md", "--format", "json"],
        &[],
    ] {
        assert_eq!(matrix(folder.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn what_is_no_report_is_one_sentence() {
    let with = |name: &str, value: Value| {
        let mut report = report(&[], vec![row("a::b", &json!({}))]);
        report[name] = value;
        report.to_string().into_bytes()
    };
    let many: Vec<Value> = (0..30_000).map(|n| json!({ "id": format!("a::b{n}") })).collect();
    let (open, close) = ("[".repeat(1 << 20), "]".repeat(1 << 20));
    let deep = format!(r#"{{"schema": "featherfall/report/1", "machine": {open}{close}}}"#);
    let truncated = {
        let mut text = with("x", json!(0));
        text.truncate(300);
        text
    };
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", vec![], "is no report in JSON"),
        ("markdown", b"# hello".to_vec(), "is no report in JSON"),
        ("list", b"[1]".to_vec(), "is no report in JSON"),
        ("utf16", utf16, "is no report in JSON"),
        ("binary", b"\x7fELF\x02\x01\x01".to_vec(), "is no report in JSON"),
        ("truncated", truncated, "is damaged: EOF"),
        (
            "bytes",
            [&b"{\"schema\": \"featherfall/report/1\", \"a\": \""[..], b"\xff\"}"].concat(),
            "is damaged",
        ),
        ("foreign", b"{\"name\": \"x\"}".to_vec(), "has no `\"schema\""),
        (
            "other",
            with("schema", json!("featherfall/report/2")),
            "of schema `featherfall/report/2`, not",
        ),
        ("escape", with("schema", json!("\u{1b}[2J\u{202e}x\n".repeat(9999))), "of schema `[2Jx"),
        ("type", with("capabilities", json!({})), "is damaged: invalid type"),
        ("types", with("features", json!({ "on": [{}] })), "is damaged: invalid type"),
        (
            "negative",
            with("capabilities", json!([{ "id": "a::b", "used": -1 }])),
            "is damaged: invalid value",
        ),
        ("nameless", with("capabilities", json!([{ "id": "" }])), "a capability has an empty id"),
        (
            "long",
            with("capabilities", json!([{ "id": "x".repeat(10_000) }])),
            "a text of 10000 bytes",
        ),
        ("many", with("capabilities", json!(many)), "tells of 30000 capabilities"),
        ("time", with("generated", json!("yesterday")), "no possible time"),
        ("far", with("generated", json!(i64::MAX)), "no possible time"),
        ("deep", deep.into_bytes(), "is damaged: recursion limit"),
        ("huge", format!("{{{}", " ".repeat(9 << 20)).into_bytes(), "is too large for a report"),
    ];
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "good", &report(&[], vec![]));
    for (name, bytes, expected) in cases {
        let file = format!("{name}.json");
        fs::write(folder.path().join(&file), bytes).unwrap();
        let output = matrix(folder.path(), &["good.json", &file]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.starts_with(&format!("error: `{file}`")), "{said}");
        assert!(said.contains(expected), "{name}: {said}");
        assert!(said.lines().count() == 1 && said.len() < 400, "{name}: {said}");
        assert!(!said.trim_end().contains(char::is_control), "{name}: {said:?}");
        assert_eq!(stdout(&output), "");
    }
    fs::create_dir(folder.path().join("folder.json")).unwrap();
    let said = stderr(&matrix(folder.path(), &["folder.json"]));
    assert!(said.contains("`folder.json` is no file"), "{said}");
    let said = stderr(&matrix(folder.path(), &["missing.json"]));
    assert!(said.contains("`missing.json`: "), "{said}");
}

#[test]
fn a_table_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..5).map(|build| format!("{build}.json")).collect();
    for (build, name) in names.iter().enumerate() {
        let rows = (0..15_000).map(|n| json!({ "id": format!("a::b{build}_{n}") })).collect();
        fs::write(folder.path().join(name), report(&[], rows).to_string()).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let output = matrix(folder.path(), &names);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("75000 capabilities × 5 builds are too many"),
        "{}",
        stderr(&output)
    );
}
