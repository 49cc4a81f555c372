//! The part of SARIF 2.1.0 that code scanning reads.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::finding::Finding;
use super::rules;
use crate::find::paths;

/// A log file.
#[derive(Debug, Serialize)]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    /// What the path is relative to: code scanning takes it for the root of the repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// The log of one run.
pub(crate) fn log(findings: &[Finding]) -> Log {
    let message = |text: &str| Message { text: text.to_owned() };
    let descriptor = |rule: &&'static rules::Rule| Descriptor {
        id: rule.id,
        short_description: message(rule.summary),
        help: message(rule.suggestion),
        default_configuration: Configuration { level: rule.severity.word() },
    };
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        rules: rules::ALL.iter().map(descriptor).collect(),
    };
    // Two findings with one key are told apart by their order.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let workspace = paths::workspace();
    let root = paths::repository();
    let outcome = |finding: &Finding| {
        let key = finding.key(&workspace);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let fingerprint = format!("{key} {count}");
        Outcome {
            rule_id: finding.rule.id,
            rule_index: rules::ALL.iter().position(|it| *it == finding.rule).unwrap_or(0),
            level: finding.severity.word(),
            message: message(&finding.message),
            locations: vec![Location {
                physical_location: PhysicalLocation {
                    artifact_location: artifact(finding, &root),
                    region: Region { start_line: finding.line, start_column: finding.column },
                },
            }],
            partial_fingerprints: BTreeMap::from([("featherfall/v1", fingerprint)]),
        }
    };
    let results = findings.iter().map(outcome).collect();
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: vec![run],
    }
}

/// The file of a finding; one outside of the repository by its whole path.
fn artifact(finding: &Finding, root: &Path) -> Artifact {
    if let Some(path) = finding.seen_from(root) {
        return Artifact { uri: uri(&path), uri_base_id: Some("%SRCROOT%") };
    }
    let path = finding.absolute().display().to_string().replace('\\', "/");
    Artifact { uri: format!("file:///{}", uri(path.trim_start_matches('/'))), uri_base_id: None }
}

/// A relative path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of the schema that concern the parts used here.
    #[test]
    fn the_log_follows_the_schema() {
        let finding = Finding {
            rule: &rules::WRONG_FEATURE,
            severity: rules::WRONG_FEATURE.severity,
            path: String::from("src/ä b.rs"),
            line: 7,
            column: 2,
            item: String::from("f"),
            message: String::from("says the wrong thing"),
            adopt: None,
        };
        let log = serde_json::to_value(log(&[finding.clone(), finding])).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert!(
            ["utf16CodeUnits", "unicodeCodePoints"].contains(&run["columnKind"].as_str().unwrap())
        );
        let driver = &run["tool"]["driver"];
        assert!(!driver["name"].as_str().unwrap().is_empty());
        let rules = driver["rules"].as_array().unwrap();
        let levels = ["none", "note", "warning", "error"];
        for rule in rules {
            assert!(!rule["id"].as_str().unwrap().is_empty());
            assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
            assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        }
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(result["ruleId"], rules[index]["id"]);
            assert!(levels.contains(&result["level"].as_str().unwrap()));
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.ends_with("src/%C3%A4%20b.rs"), "{uri}");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
            assert!(place["region"]["startColumn"].as_u64().unwrap() >= 1);
            assert!(
                result["partialFingerprints"]
                    .as_object()
                    .unwrap()
                    .values()
                    .all(serde_json::Value::is_string)
            );
        }
        assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
    }
}
