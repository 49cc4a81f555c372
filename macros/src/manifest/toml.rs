//! TOML as a tree, with the `##` lines above each key.

use std::collections::BTreeMap;
use std::path::Path;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind};
use toml_parser::{ErrorSink, ParseError, Source};

/// A table by its keys.
pub(crate) type Table = BTreeMap<String, Entry>;

/// The value of a key.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// The `##` lines above it, one space between them.
    pub(crate) doc: String,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    Table(Table),
    Array(Vec<Value>),
    Text(String),
    /// `true`, a number, a date: as written.
    Bare(String),
}

impl Default for Value {
    fn default() -> Self {
        Self::Table(Table::new())
    }
}

impl Value {
    pub(crate) fn table(&self) -> Option<&Table> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        if let Self::Bare(word) = self { word.parse().ok() } else { None }
    }

    /// What an array holds; one value where there is no array.
    pub(crate) fn items(&self) -> &[Value] {
        if let Self::Array(items) = self { items } else { std::slice::from_ref(self) }
    }

    /// The texts of an array.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Value::text).map(str::to_owned).collect()
    }

    /// The value at the end of a path of keys.
    pub(crate) fn get(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| Some(&value.table()?.get(*key)?.value))
    }

    /// Takes over the `##` lines of a file, if there is one, for the keys that both have.
    pub(crate) fn documented_by(mut self, file: &Path) -> Self {
        let text = std::fs::read_to_string(file).ok();
        if let Some(Ok(other)) = text.as_deref().map(parse) {
            self.document(&other);
        }
        self
    }

    fn document(&mut self, other: &Value) {
        let (Self::Table(own), Some(other)) = (self, other.table()) else { return };
        for (key, entry) in own {
            let Some(other) = other.get(key) else { continue };
            entry.doc.clone_from(&other.doc);
            entry.value.document(&other.value);
        }
    }
}

/// Reads a document; the error is the first that the parser reports.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    let mut error = FirstError(None);
    toml_parser::parser::parse_document(&tokens, &mut events, &mut error);
    let mut reader = Reader { source, events: &events, doc: String::new(), error };
    let root = reader.document();
    match reader.error.0 {
        Some(error) => Err(error.description().to_owned()),
        None => Ok(root),
    }
}

struct FirstError(Option<ParseError>);

impl ErrorSink for FirstError {
    fn report_error(&mut self, error: ParseError) {
        self.0.get_or_insert(error);
    }
}

struct Reader<'a> {
    source: Source<'a>,
    /// Those that are still to come.
    events: &'a [Event],
    /// The `##` lines since the last key.
    doc: String,
    error: FirstError,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a Event> {
        let (first, rest) = self.events.split_first()?;
        self.events = rest;
        Some(first)
    }

    fn document(&mut self) -> Value {
        let mut root = Value::default();
        let mut header: Vec<String> = Vec::new();
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::Comment => self.comment(event),
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let is_array = event.kind() == EventKind::ArrayTableOpen;
                    header = self.header();
                    self.doc.clear();
                    open(&mut root, &header, is_array);
                }
                EventKind::SimpleKey => {
                    let doc = std::mem::take(&mut self.doc);
                    let (path, value) = self.key_and_value(event);
                    let table = innermost(&mut root, &header);
                    insert(table, &path, Entry { doc, value });
                }
                _ => {}
            }
        }
        root
    }

    fn comment(&mut self, event: &Event) {
        if let Some(line) = self.raw(event).strip_prefix("##") {
            if !self.doc.is_empty() {
                self.doc.push(' ');
            }
            self.doc.push_str(line.trim());
        }
    }

    /// The keys between `[` and `]`.
    fn header(&mut self) -> Vec<String> {
        let mut keys = Vec::new();
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => keys.push(self.decoded(event)),
                EventKind::StdTableClose | EventKind::ArrayTableClose => break,
                _ => {}
            }
        }
        keys
    }

    fn key_and_value(&mut self, first: &Event) -> (Vec<String>, Value) {
        let mut path = vec![self.decoded(first)];
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::SimpleKey => path.push(self.decoded(event)),
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    return (path, self.value(event));
                }
                _ => {}
            }
        }
        (path, Value::default())
    }

    fn value(&mut self, first: &Event) -> Value {
        match first.kind() {
            EventKind::ArrayOpen => {
                let mut items = Vec::new();
                while let Some(event) = self.next() {
                    match event.kind() {
                        EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                            items.push(self.value(event));
                        }
                        EventKind::ArrayClose => break,
                        _ => {}
                    }
                }
                Value::Array(items)
            }
            EventKind::InlineTableOpen => {
                let mut table = Table::new();
                while let Some(event) = self.next() {
                    match event.kind() {
                        EventKind::SimpleKey => {
                            let (path, value) = self.key_and_value(event);
                            insert(&mut table, &path, Entry { doc: String::new(), value });
                        }
                        EventKind::InlineTableClose => break,
                        _ => {}
                    }
                }
                Value::Table(table)
            }
            _ if is_text(first) => Value::Text(self.decoded(first)),
            _ => Value::Bare(self.raw(first).to_owned()),
        }
    }

    fn raw(&self, event: &Event) -> &'a str {
        self.source.get(event).map_or("", |raw| raw.as_str())
    }

    /// A key or a text without its quotes.
    fn decoded(&mut self, event: &Event) -> String {
        let mut text = String::new();
        if let Some(raw) = self.source.get(event) {
            if event.kind() == EventKind::SimpleKey {
                raw.decode_key(&mut text, &mut self.error);
            } else {
                let _ = raw.decode_scalar(&mut text, &mut self.error);
            }
        }
        text
    }
}

fn is_text(event: &Event) -> bool {
    event.encoding().is_some_and(|encoding| {
        matches!(
            encoding,
            Encoding::BasicString
                | Encoding::LiteralString
                | Encoding::MlBasicString
                | Encoding::MlLiteralString
        )
    })
}

/// `[header]` or `[[header]]`
fn open(root: &mut Value, header: &[String], is_array: bool) {
    let Some((last, path)) = header.split_last() else { return };
    let table = innermost(root, path);
    let entry = table.entry(last.clone()).or_default();
    if is_array {
        if !matches!(entry.value, Value::Array(_)) {
            entry.value = Value::Array(Vec::new());
        }
        if let Value::Array(items) = &mut entry.value {
            items.push(Value::default());
        }
    }
}

/// The table at the end of a path, the last one of an array of tables. Tables that are not there are
/// made.
fn innermost<'v>(root: &'v mut Value, path: &[String]) -> &'v mut Table {
    let mut value = root;
    for key in path {
        value = &mut table_of(value).entry(key.clone()).or_default().value;
    }
    table_of(value)
}

/// The value as a table: the last of an array of tables, a new one in place of anything else, which
/// the parser has reported.
fn table_of(value: &mut Value) -> &mut Table {
    if let Value::Array(items) = value {
        if items.is_empty() {
            items.push(Value::default());
        }
        let last = items.len() - 1;
        return table_of(&mut items[last]);
    }
    if !matches!(value, Value::Table(_)) {
        *value = Value::default();
    }
    match value {
        Value::Table(table) => table,
        // What is no table was replaced by one.
        other => table_of(other),
    }
}

fn insert(table: &mut Table, path: &[String], entry: Entry) {
    let Some((last, path)) = path.split_last() else { return };
    let mut table = table;
    for key in path {
        table = table_of(&mut table.entry(key.clone()).or_default().value);
    }
    table.insert(last.clone(), entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_come_from_what_was_written_before_packaging() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Cargo.toml.orig");
        let features = || {
            let packaged = parse("[features]\nfast = []\n").unwrap().documented_by(&file);
            let features = packaged.get(&["features"]).unwrap().table().unwrap();
            features.iter().map(|(name, it)| format!("{name}: {}", it.doc)).collect::<Vec<_>>()
        };
        assert_eq!(features(), ["fast: "]);
        std::fs::write(&file, "[features]\n## Fast.\nfast = []\n## Gone.\nslow = []\n").unwrap();
        assert_eq!(features(), ["fast: Fast."]);
        std::fs::write(&file, "[features").unwrap();
        assert_eq!(features(), ["fast: "]);
    }
}
