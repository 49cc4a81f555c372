//! Reads the features that a `Cargo.toml` declares.

use std::collections::BTreeMap;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind};
use toml_parser::{ErrorSink, ParseError, Source};

/// One declared feature.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// Its `##` lines.
    pub(super) doc: String,
    /// What it turns on, as written.
    pub(super) turns_on: Vec<String>,
}

/// The features by name: those of `[features]` and those that optional dependencies imply.
pub(super) fn features(manifest: &str) -> Result<BTreeMap<String, Declared>, String> {
    let source = Source::new(manifest);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut error = FirstError(None);
    toml_parser::parser::parse_document(&tokens, &mut events, &mut error);
    let mut reader =
        Reader { source, doc: String::new(), features: BTreeMap::new(), optional: Vec::new() };
    reader.read(&events, &mut error);
    if let Some(error) = error.0 {
        return Err(error.description().to_owned());
    }
    let Reader { mut features, optional, .. } = reader;
    let named = |name: &str, features: &BTreeMap<String, Declared>| {
        let explicit = format!("dep:{name}");
        features.values().any(|feature| feature.turns_on.contains(&explicit))
    };
    for dependency in optional {
        if !named(&dependency, &features) {
            features.entry(dependency).or_default();
        }
    }
    Ok(features)
}

struct FirstError(Option<ParseError>);

impl ErrorSink for FirstError {
    fn report_error(&mut self, error: ParseError) {
        self.0.get_or_insert(error);
    }
}

/// A value of the few kinds that matter here.
enum Value {
    Array(Vec<String>),
    Table(Vec<(Vec<String>, Value)>),
    True,
    Other,
}

struct Reader<'a> {
    source: Source<'a>,
    /// The `##` lines since the last key.
    doc: String,
    features: BTreeMap<String, Declared>,
    optional: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, events: &[Event], error: &mut FirstError) {
        let mut table: Vec<String> = Vec::new();
        let mut events = events.iter().peekable();
        while let Some(event) = events.next() {
            match event.kind() {
                EventKind::Comment => self.comment(event),
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    table.clear();
                    for inner in events.by_ref() {
                        match inner.kind() {
                            EventKind::SimpleKey => table.push(self.text(inner, error)),
                            EventKind::StdTableClose | EventKind::ArrayTableClose => break,
                            _ => {}
                        }
                    }
                    self.doc.clear();
                }
                EventKind::SimpleKey => {
                    let mut path = table.clone();
                    path.push(self.text(event, error));
                    let mut value = Value::Other;
                    for inner in events.by_ref() {
                        match inner.kind() {
                            EventKind::SimpleKey => path.push(self.text(inner, error)),
                            EventKind::KeyValSep => {
                                break;
                            }
                            _ => {}
                        }
                    }
                    if let Some(first) = events.find(|event| !is_space(event)) {
                        value = self.value(first, &mut events, error);
                    }
                    self.entry(&path, value);
                }
                _ => {}
            }
        }
    }

    fn comment(&mut self, event: &Event) {
        let text = self.raw(event).to_owned();
        if let Some(line) = text.strip_prefix("##") {
            if !self.doc.is_empty() {
                self.doc.push(' ');
            }
            self.doc.push_str(line.trim());
        }
    }

    fn value<'e>(
        &self,
        first: &Event,
        events: &mut impl Iterator<Item = &'e Event>,
        error: &mut FirstError,
    ) -> Value {
        match first.kind() {
            EventKind::Scalar if self.raw(first) == "true" => Value::True,
            EventKind::ArrayOpen => {
                let mut items = Vec::new();
                while let Some(event) = events.next() {
                    match event.kind() {
                        EventKind::Scalar => items.push(self.text(event, error)),
                        EventKind::ArrayClose => break,
                        EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                            self.value(event, events, error);
                        }
                        _ => {}
                    }
                }
                Value::Array(items)
            }
            EventKind::InlineTableOpen => {
                let mut entries = Vec::new();
                let mut path = Vec::new();
                while let Some(event) = events.next() {
                    match event.kind() {
                        EventKind::SimpleKey => path.push(self.text(event, error)),
                        EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                            let value = self.value(event, events, error);
                            entries.push((std::mem::take(&mut path), value));
                        }
                        EventKind::InlineTableClose => break,
                        _ => {}
                    }
                }
                Value::Table(entries)
            }
            _ => Value::Other,
        }
    }

    /// Takes note of a key with its whole path.
    fn entry(&mut self, path: &[String], value: Value) {
        let doc = std::mem::take(&mut self.doc);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let ["features", name] = path[..]
            && let Value::Array(turns_on) = value
        {
            self.features.insert(name.to_owned(), Declared { doc, turns_on });
            return;
        }
        let path = match path[..] {
            ["target", _, ref rest @ ..] => rest,
            ref path => path,
        };
        match (path, value) {
            (["dependencies" | "build-dependencies", name, "optional"], Value::True) => {
                self.optional.push((*name).to_owned());
            }
            (["dependencies" | "build-dependencies", name], Value::Table(entries)) => {
                let optional = entries.iter().any(|(key, value)| {
                    matches!(key.as_slice(), [key] if key == "optional")
                        && matches!(value, Value::True)
                });
                if optional {
                    self.optional.push((*name).to_owned());
                }
            }
            // `dependencies = { name = { optional = true } }`
            (["dependencies" | "build-dependencies"], Value::Table(entries)) => {
                for (key, value) in entries {
                    let mut whole = vec![String::from("dependencies")];
                    whole.extend(key);
                    self.entry(&whole, value);
                }
            }
            (["features"], Value::Table(entries)) => {
                for (key, value) in entries {
                    let mut whole = vec![String::from("features")];
                    whole.extend(key);
                    self.entry(&whole, value);
                }
            }
            _ => {}
        }
    }

    fn raw(&self, event: &Event) -> &str {
        self.source.get(event).map_or("", |raw| raw.as_str())
    }

    /// The decoded key or string.
    fn text(&self, event: &Event, error: &mut FirstError) -> String {
        let mut text = String::new();
        let Some(raw) = self.source.get(event) else { return text };
        match event.kind() {
            EventKind::SimpleKey => {
                raw.decode_key(&mut text, error);
            }
            _ if event.encoding().is_some_and(|encoding| {
                matches!(
                    encoding,
                    Encoding::BasicString
                        | Encoding::LiteralString
                        | Encoding::MlBasicString
                        | Encoding::MlLiteralString
                )
            }) =>
            {
                let _ = raw.decode_scalar(&mut text, error);
            }
            _ => text.push_str(raw.as_str()),
        }
        text
    }
}

fn is_space(event: &Event) -> bool {
    matches!(event.kind(), EventKind::Whitespace | EventKind::Newline | EventKind::Comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(manifest: &str) -> Vec<String> {
        features(manifest).unwrap().into_keys().collect()
    }

    #[test]
    fn features_come_with_their_doc_comments() {
        let found = features(
            "[package]\nname = \"x\"\n\n[features]\ndefault = [\"fast\"]\n## Fast kernels.\n## Needs a GPU.\nfast = [\"dep:gpu\", 'other/fast'] # trailing\n# not a doc\n\"flash-attn\" = []\n",
        )
        .unwrap();
        assert_eq!(found.keys().collect::<Vec<_>>(), ["default", "fast", "flash-attn"]);
        assert_eq!(found["fast"].doc, "Fast kernels. Needs a GPU.");
        assert_eq!(found["fast"].turns_on, ["dep:gpu", "other/fast"]);
        assert_eq!(found["flash-attn"].doc, "");
        assert_eq!(found["default"].turns_on, ["fast"]);
    }

    #[test]
    fn optional_dependencies_are_features_unless_named_with_dep() {
        let manifest = "
            [dependencies]
            a = { version = \"1\", optional = true }
            b = { version = \"1\", optional = true }
            c = { version = \"1\", optional = false }
            d.optional = true
            d.version = \"1\"
            [dependencies.e]
            optional = true
            [target.'cfg(unix)'.dependencies]
            f = { version = \"1\", features = [\"x\"], optional = true }
            [dev-dependencies]
            g = { version = \"1\" }
            [features]
            uses-b = [\"dep:b\"]
        ";
        assert_eq!(names(manifest), ["a", "d", "e", "f", "uses-b"]);
    }

    #[test]
    fn inline_tables_and_dotted_keys_are_read() {
        assert_eq!(names("features = { a = [], b = [\"a\"] }"), ["a", "b"]);
        assert_eq!(names("features.a = []"), ["a"]);
    }

    #[test]
    fn a_manifest_that_does_not_parse_is_an_error() {
        assert!(features("[features\na = [").is_err());
    }
}
