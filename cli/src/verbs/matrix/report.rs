//! One report: what a build said of itself, read from a file that anybody may have written.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::error::{About as _, Error};

/// What a report is.
const SCHEMA: &str = "featherfall/report/1";

/// A thousand capabilities take half a MiB.
const MAX_BYTES: u64 = 8 << 20;

/// More would be of no program that people write.
const MAX_CAPABILITIES: usize = 20_000;

/// The longest hints have some hundred bytes.
const MAX_TEXT: usize = 8 << 10;

/// A report and where it comes from.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) seen: Timestamp,
    /// Whether the report says itself when it was made; else the date of the file is taken.
    pub(crate) is_dated: bool,
    pub(crate) report: Report,
}

/// A report. What only a running program knows is missing from one of a finished file.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    pub(crate) featherfall: Option<Text>,
    generated: Option<Generated>,
    #[serde(default)]
    pub(crate) binary: Binary,
    #[serde(default)]
    pub(crate) features: Features,
    machine: Option<Value>,
    pub(crate) capabilities: Vec<Row>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Binary {
    pub(crate) package: Option<Text>,
    pub(crate) version: Option<Text>,
    pub(crate) profile: Option<Text>,
    pub(crate) target: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Features {
    #[serde(default)]
    pub(crate) on: Vec<Text>,
    #[serde(default)]
    pub(crate) off: Vec<Text>,
}

/// A capability.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: Text,
    pub(crate) capability: Option<Text>,
    pub(crate) kind: Option<Text>,
    pub(crate) built: Option<bool>,
    pub(crate) arm: Option<Text>,
    pub(crate) support: Option<Text>,
    pub(crate) limitation: Option<Text>,
    pub(crate) usable: Option<bool>,
    pub(crate) reason: Option<Text>,
    pub(crate) used: Option<u64>,
    pub(crate) degraded: Option<Vec<Degraded>>,
    pub(crate) hint: Option<Text>,
}

/// What ran instead.
#[derive(Debug, Deserialize)]
pub(crate) struct Degraded {
    pub(crate) used: Text,
    pub(crate) reason: Option<Text>,
}

/// One line of bounded length, in which nothing moves a cursor or turns the direction of writing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Text(pub(crate) String);

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() > MAX_TEXT {
            return Err(format!("a text of {} bytes, at most {MAX_TEXT} are read", text.len()));
        }
        Ok(Self(line(&text)))
    }
}

/// The text in one line, without invisible signs.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_visible = |char: &char| {
        !char.is_control()
            && !matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    words.join(" ").chars().filter(is_visible).collect()
}

/// When the report was made.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Generated {
    Seconds(i64),
    Rfc3339(String),
}

impl Generated {
    fn timestamp(&self) -> Result<Timestamp, jiff::Error> {
        match self {
            Generated::Seconds(seconds) => Timestamp::from_second(*seconds),
            Generated::Rfc3339(text) => text.parse().and_then(whole_seconds),
        }
    }
}

/// Nobody reads fractions, and some file systems have none.
fn whole_seconds(time: Timestamp) -> Result<Timestamp, jiff::Error> {
    Timestamp::from_second(time.as_second())
}

/// Reads every file once, in the order given: it is that of the columns.
pub(crate) fn read_all(files: &[PathBuf]) -> Result<Vec<Source>, Error> {
    let mut seen = HashSet::new();
    let mut sources = Vec::new();
    for path in files {
        let same = path.canonicalize().about(|| shown(path))?;
        if seen.insert(same) {
            sources.push(read(path)?);
        }
    }
    Ok(sources)
}

fn read(path: &Path) -> Result<Source, Error> {
    let failed = |what: String| Error::failed(format!("{} {what}", shown(path)));
    // Before it is opened: a pipe would wait for somebody to write to it.
    let metadata = path.metadata().about(|| shown(path))?;
    if !metadata.is_file() {
        return Err(failed(String::from("is no file")));
    }
    let mut text = Vec::new();
    let file = File::open(path).about(|| shown(path))?;
    file.take(MAX_BYTES + 1).read_to_end(&mut text).about(|| shown(path))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(failed(format!("is too large for a report: more than {MAX_BYTES} bytes")));
    }
    let report = parse(&text).map_err(failed)?;
    let is_dated = report.generated.is_some();
    let seen = if let Some(generated) = &report.generated {
        generated.timestamp()
    } else {
        let modified = metadata.modified().about(|| shown(path))?;
        Timestamp::try_from(modified).and_then(whole_seconds)
    };
    let seen = seen.map_err(|error| failed(format!("has no possible time: {error}")))?;
    Ok(Source { path: path.to_owned(), seen, is_dated, report })
}

/// The report in the bytes of a file, or what is wrong with them.
fn parse(bytes: &[u8]) -> Result<Report, String> {
    #[derive(Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(String::from("is no report in JSON"));
    }
    let damaged = |error: serde_json::Error| format!("is damaged: {}", short(&error.to_string()));
    let head: Head = serde_json::from_slice(bytes).map_err(damaged)?;
    match head.schema.as_deref() {
        Some(SCHEMA) => {}
        Some(other) => return Err(format!("is of schema `{}`, not `{SCHEMA}`", short(other))),
        None => return Err(format!("is no report: it has no `\"schema\": \"{SCHEMA}\"`")),
    }
    let report: Report = serde_json::from_slice(bytes).map_err(damaged)?;
    if report.capabilities.len() > MAX_CAPABILITIES {
        let count = report.capabilities.len();
        return Err(format!("tells of {count} capabilities, at most {MAX_CAPABILITIES} are read"));
    }
    if report.capabilities.iter().any(|row| row.id.0.is_empty()) {
        return Err(String::from("is damaged: a capability has an empty id"));
    }
    Ok(report)
}

/// The beginning of a text that the file may have a say in.
fn short(text: &str) -> String {
    const LENGTH: usize = 160;
    let text = line(text);
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A path for a message.
pub(crate) fn shown(path: &Path) -> String {
    format!("`{}`", line(&path.display().to_string()))
}

impl Report {
    /// The machine in one line, as far as the report knows it.
    pub(crate) fn machine(&self) -> Option<String> {
        let machine = self.machine.as_ref()?;
        let words = |value: &Value| value.as_str().map(line);
        let list = |pointer: &str| machine.pointer(pointer).and_then(Value::as_array);
        let mut alike: Vec<(String, usize)> = Vec::new();
        let nvidia = list("/nvidia/driver/gpus").into_iter().flatten();
        let gpus = nvidia.filter_map(|gpu| gpu.get("name"));
        for name in gpus.chain(list("/metal").into_iter().flatten()).filter_map(words) {
            match alike.iter_mut().find(|(other, _)| *other == name) {
                Some((_, count)) => *count += 1,
                None => alike.push((name, 1)),
            }
        }
        let mut parts: Vec<String> = alike
            .into_iter()
            .map(|(name, count)| if count > 1 { format!("{count} × {name}") } else { name })
            .collect();
        if let Some(version) = machine.pointer("/nvidia/driver/version").and_then(words) {
            parts.push(format!("driver {version}"));
        }
        if let Some(cores) = machine.get("cores").and_then(Value::as_u64) {
            parts.push(format!("{cores} core{}", if cores == 1 { "" } else { "s" }));
        }
        let cpu: Vec<String> =
            list("/cpu_features").into_iter().flatten().filter_map(words).collect();
        if !cpu.is_empty() {
            parts.push(cpu.join(" "));
        }
        Some(parts.join(" · ")).filter(|words| !words.is_empty() && words.len() <= MAX_TEXT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_visible_line() {
        assert_eq!(line(" a\n\tb\u{1b}[2J\u{202e}c\u{200b} "), "a b[2Jc");
    }

    #[test]
    fn a_machine_is_told_by_what_is_known() {
        let of = |machine: &str| {
            let text = format!(
                r#"{{"schema": "featherfall/report/1", "machine": {machine}, "capabilities": []}}"#
            );
            parse(text.as_bytes()).unwrap().machine()
        };
        assert_eq!(of("null"), None);
        assert_eq!(of("[]"), None);
        assert_eq!(
            of(r#"{"cores": 1, "nvidia": "no-driver", "cpu_features": ["avx2", "fma"]}"#).unwrap(),
            "1 core · avx2 fma"
        );
        assert_eq!(
            of(r#"{"cores": 8, "nvidia": {"driver": {"version": "580.1", "gpus": [{"name": "H200"}, {"name": "H200"}]}}}"#)
                .unwrap(),
            "2 × H200 · driver 580.1 · 8 cores"
        );
    }
}
