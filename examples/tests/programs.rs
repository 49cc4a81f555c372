//! The runnable examples, as a user starts them.

use std::path::PathBuf;
use std::process::{Command, Output};

/// Cargo builds the examples of a package before it runs its tests.
fn example(name: &str) -> Command {
    let mut folder: PathBuf = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let mut command = Command::new(
        folder.join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION),
    );
    command.env_remove("FEATHERFALL");
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn last_line(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap().lines().last().unwrap_or_default().to_owned()
}

fn attention() -> Command {
    let mut command = example("attention");
    command.args(["--heads", "2", "--seq", "32", "--head-dim", "16"]);
    command
}

/// The last line of a run under `strict`; a hint keeps the features that are on.
fn hinted() -> String {
    let features = if cfg!(feature = "hardware") { "hardware,flash-attn" } else { "flash-attn" };
    format!(
        "`flash_attention` is unavailable: `featherfall-examples` was built without feature `flash-attn`, and `FEATHERFALL=strict` denies the fallback `eager_attention`. Rebuild with `--features {features}`. Alternatively, set `attention = \"eager\"` in the model config."
    )
}

#[test]
fn attention_says_which_kernel_ran_and_warns_once() {
    let output = attention().output().unwrap();
    assert!(output.status.success());
    let warnings = String::from_utf8(output.stderr.clone()).unwrap().matches("WARN").count();
    let text = stdout(&output);
    if cfg!(feature = "flash-attn") {
        assert!(text.contains("ran flash_attention"), "{text}");
        assert_eq!(warnings, 0);
    } else {
        assert!(text.contains("ran eager_attention: not-compiled"), "{text}");
        assert!(text.contains("6 → eager_attention"), "{text}");
        assert_eq!(warnings, 1);
    }
}

#[test]
fn strict_attention_ends_with_the_hinted_error() {
    let output = attention().env("FEATHERFALL", "strict").output().unwrap();
    if cfg!(feature = "flash-attn") {
        assert!(output.status.success());
    } else {
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(last_line(&output), hinted());
    }
}

#[test]
fn attention_that_is_asked_for_by_name_never_degrades() {
    for choice in ["flash", "eager", "auto"] {
        let output = attention().args(["--attention", choice]).output().unwrap();
        let text = stdout(&output);
        let fused = cfg!(feature = "flash-attn");
        match choice {
            "flash" if !fused => {
                assert_eq!(output.status.code(), Some(1));
                let error = last_line(&output);
                assert!(error.starts_with("`fused_attention` is unavailable: "), "{error}");
                assert!(error.contains("`attention = \"flash\"` was asked for"), "{error}");
                assert!(error.contains("Rebuild with `--features "), "{error}");
            }
            "auto" if !fused => {
                assert!(
                    text.contains("ran eager_attention(q, k, v, scale): not-compiled"),
                    "{text}"
                );
            }
            "eager" => assert!(text.contains("ran eager_attention\n"), "{text}"),
            _ => assert!(text.contains("ran fused_attention"), "{text}"),
        }
    }
}

#[test]
fn quantize_lists_every_method_and_fails_only_for_the_one_asked_for() {
    let output = example("quantize").arg("--imatrix").output().unwrap();
    assert!(output.status.success());
    let text = stdout(&output);
    for (method, _) in featherfall_examples::quantize::METHODS {
        let row = text.lines().find(|line| line.trim_start().starts_with(method));
        assert!(row.is_some(), "{method}: {text}");
    }
    assert!(text.contains("imatrix ignored"), "{text}");

    let output = example("quantize").args(["--method", "iq2"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        last_line(&output),
        "`quantize_iq2` is not implemented for `iq2`. Alternatively, use `q4k`."
    );

    let output = example("quantize").args(["--method", "hqx"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        last_line(&output)
            .starts_with("unknown quantization method `hqx`; known methods, nearest first: `hqq`")
    );
}

#[test]
fn quantize_refuses_what_the_policy_refuses() {
    let output = example("quantize")
        .args(["--method", "hqq"])
        .env("FEATHERFALL", "deny=experimental")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        last_line(&output)
            .starts_with("`quantize_hqq` is unavailable: its support is experimental")
    );
}

#[test]
fn doctor_lists_every_annotated_item_once_and_in_the_same_order() {
    let table = stdout(&example("doctor").output().unwrap());
    assert_eq!(table, stdout(&example("doctor").output().unwrap()));
    let json = stdout(&example("doctor").arg("--json").output().unwrap());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "featherfall/report/1");
    let ids: Vec<&str> = json["capabilities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    let mut unique = ids.clone();
    unique.dedup();
    assert_eq!(ids, unique);
    assert_eq!(ids.len(), annotations());
    let markdown = stdout(&example("doctor").arg("--markdown").output().unwrap());
    assert_eq!(markdown.matches("\n```").count(), 2, "a fenced block: {markdown}");
    assert_eq!(markdown.lines().filter(|line| line.starts_with("| ")).count(), ids.len() + 1);
}

#[cfg(not(feature = "cuda"))]
#[test]
fn attention_on_a_device_that_is_not_built_runs_on_the_cpu() {
    let output = attention().args(["--device", "cuda"]).output().unwrap();
    assert!(output.status.success());
    let text = stdout(&output);
    let row = text.lines().find(|line| line.starts_with("attention_cuda")).unwrap();
    assert!(row.contains("max abs difference 0.0e0"), "{row}");
    assert!(row.ends_with("ran eager_attention: not-compiled"), "{row}");
    let row = text.lines().find(|line| line.starts_with("flash_attention_cuda")).unwrap();
    assert!(row.ends_with("ran attention_cuda: not-compiled"), "{row}");
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(
        log.contains(
            "`cuda_device` is unavailable: `featherfall-examples` was built without feature `cuda`."
        ),
        "{log}"
    );

    let output = example("launch_overhead").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(last_line(&output).starts_with("`cuda_device` is unavailable: "));
}

#[cfg(feature = "hardware")]
#[test]
fn doctor_fails_where_a_feature_that_is_on_is_unusable_here() {
    let output = example("doctor").arg("--json").output().unwrap();
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["machine"]["os"], std::env::consts::OS);
    let unusable = json["advice"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line.as_str().unwrap().starts_with("feature `"));
    assert_eq!(output.status.code(), Some(i32::from(unusable.count() > 0)));
    // Fused attention of this crate needs no GPU, and says so.
    let rows = json["capabilities"].as_array().unwrap();
    let flash = rows.iter().find(|row| row["capability"] == "flash_attention").unwrap();
    assert_eq!(flash["available"], true);
    assert_eq!(flash["usable"], cfg!(feature = "flash-attn"));
}

#[test]
fn doctor_says_what_each_quantization_method_supports() {
    let text = stdout(&example("doctor").output().unwrap());
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    for row in [
        &["method", "operation", "level", "arguments"][..],
        &["q4k", "quantize_q4k", "stable", "uses", "imatrix"],
        &["hqq", "quantize_hqq", "experimental", "ignores", "imatrix"],
        &["iq2", "quantize_iq2", "unimplemented"],
        &["nf4", "-", "partial", "ignores", "imatrix"],
        &["nf4", "forward", "unimplemented"],
    ] {
        assert!(rows.iter().any(|found| found == row), "{row:?}\n{text}");
    }
}

/// The attributes in this package's sources.
fn annotations() -> usize {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            count += text
                .lines()
                .map(str::trim_start)
                .filter(|line| {
                    ["#[requires_feature", "#[quant_support", "#[limitation"]
                        .iter()
                        .any(|attribute| line.starts_with(attribute))
                })
                .count();
        }
    }
    count
}

/// As in `doctor | head -1`.
#[cfg(unix)]
#[test]
fn a_reader_that_is_gone_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = example("doctor").stdout(writer).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2) && said.is_empty(), "{said}");
}
