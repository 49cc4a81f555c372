//! A stand-in for `gh` that keeps its issues in a file and writes down what it was asked to do.
//!
//! `FAKE_GH` is the folder for both. `FAKE_GH_FAIL_AT` is the number of the change that fails before
//! it is made, `FAKE_GH_FAIL_AFTER` of the one that is made and reported as failed.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::var_os("FAKE_GH").expect("FAKE_GH"));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let log = folder.join("log");
    let mut calls = fs::read_to_string(&log).unwrap_or_default();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let state = folder.join("issues.json");
    let mut issues: Vec<Value> = fs::read_to_string(&state)
        .map_or_else(|_| Vec::new(), |text| serde_json::from_str(&text).unwrap());
    if words.starts_with(&["issue", "list"]) {
        let label = words.iter().position(|it| *it == "--label").map(|at| words[at + 1]);
        issues.retain(|it| {
            let has = |label: &str| {
                it["labels"].as_array().is_some_and(|all| all.iter().any(|it| it == label))
            };
            label.is_none_or(has)
        });
        println!("{}", json!(issues));
        return ExitCode::SUCCESS;
    }
    let labels = folder.join("labels.json");
    let mut known: Vec<Value> = fs::read_to_string(&labels)
        .map_or_else(|_| Vec::new(), |text| serde_json::from_str(&text).unwrap());
    if words.starts_with(&["label", "list"]) {
        println!("{}", json!(known));
        return ExitCode::SUCCESS;
    }
    if let ["label", "create", name, ..] = words[..] {
        if known.iter().any(|it| it["name"] == name) {
            eprintln!("label with name \"{name}\" already exists");
            return ExitCode::FAILURE;
        }
        known.push(json!({ "name": name }));
        fs::write(labels, json!(known).to_string()).unwrap();
        return ExitCode::SUCCESS;
    }
    let change = calls.lines().count() + 1;
    let fails = |variable| std::env::var(variable).is_ok_and(|at| at == change.to_string());
    if fails("FAKE_GH_FAIL_AT") {
        eprintln!("HTTP 502: try again");
        return ExitCode::FAILURE;
    }
    let title = words.iter().find_map(|word| word.strip_prefix("--title="));
    let body = || {
        let mut body = String::new();
        std::io::stdin().read_to_string(&mut body).unwrap();
        body
    };
    match words[..] {
        ["issue", "create", ..] => {
            let number = issues.len() + 1;
            let labels: Vec<&str> =
                words.windows(2).filter(|it| it[0] == "--label").map(|it| it[1]).collect();
            issues.push(json!({
                "number": number, "title": title, "body": body(), "state": "OPEN", "labels": labels,
            }));
            println!("https://example.org/issues/{number}");
        }
        ["issue", "edit", number, ..] => {
            let issue = numbered(&mut issues, number);
            if let Some(title) = title {
                issue["title"] = json!(title);
            }
            issue["body"] = json!(body());
        }
        ["issue", verb @ ("close" | "reopen"), number, ..] => {
            let issue = numbered(&mut issues, number);
            issue["state"] = json!(if verb == "close" { "CLOSED" } else { "OPEN" });
        }
        _ => return ExitCode::FAILURE,
    }
    calls.push_str(&format!("{} {}\n", words[1], title.unwrap_or(words[2])));
    fs::write(log, calls).unwrap();
    fs::write(state, json!(issues).to_string()).unwrap();
    if fails("FAKE_GH_FAIL_AFTER") {
        eprintln!("the connection was lost");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn numbered<'a>(issues: &'a mut [Value], number: &str) -> &'a mut Value {
    let number: u64 = number.parse().unwrap();
    issues.iter_mut().find(|it| it["number"] == number).unwrap()
}
