//! One source file: its text, and where a span lies in it.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;

use super::comments::{Comment, comments};
use super::depth::is_too_deep;

/// A file that was read.
pub(crate) struct Source {
    /// The path as shown to the user.
    pub(crate) path: PathBuf,
    /// The whole text, byte for byte.
    pub(crate) text: String,
    /// Where parsing starts: behind a byte order mark and a `#!` line.
    start: usize,
    lines: OnceLock<Vec<usize>>,
    comments: OnceLock<Vec<Comment>>,
}

/// Why a file is skipped.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// It could not be opened or read.
    Io(io::Error),
    /// Its bytes are not UTF-8.
    NotUtf8,
    /// It is not Rust, or not Rust that this version understands.
    Syntax(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unreadable::Io(error) => write!(formatter, "cannot be read: {error}"),
            Unreadable::NotUtf8 => formatter.write_str("is not UTF-8"),
            Unreadable::Syntax(error) => write!(formatter, "does not parse: {error}"),
        }
    }
}

/// A place for people: both numbers start at 1, the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The line.
    pub(crate) line: usize,
    /// The column.
    pub(crate) column: usize,
}

impl Source {
    /// Reads the file.
    pub(crate) fn read(path: &Path) -> Result<Self, Unreadable> {
        let bytes = std::fs::read(path).map_err(Unreadable::Io)?;
        let text = String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
        Ok(Self::new(path.to_owned(), text))
    }

    /// Takes text that was read or made before.
    pub(crate) fn new(path: PathBuf, text: String) -> Self {
        let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let rest = &text[start..];
        // `#![allow(..)]` is an attribute, `#!/usr/bin/env ..` is not.
        if rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[') {
            start += rest.find('\n').unwrap_or(rest.len());
        }
        Self { path, text, start, lines: OnceLock::new(), comments: OnceLock::new() }
    }

    /// Parses the file. The spans belong to this thread.
    pub(crate) fn parse(&self) -> Result<syn::File, Unreadable> {
        let text = &self.text[self.start..];
        if is_too_deep(text) {
            return Err(Unreadable::Syntax(String::from("it is nested too deep")));
        }
        syn::parse_str(text).map_err(|error| {
            let place = self.place(self.range(error.span()).start);
            Unreadable::Syntax(format!("line {}: {error}", place.line))
        })
    }

    /// The tokens of the file; none if it has no balanced brackets. The spans belong to this thread.
    pub(crate) fn tokens(&self) -> Option<TokenStream> {
        let text = &self.text[self.start..];
        if is_too_deep(text) { None } else { text.parse().ok() }
    }

    /// All its comments, in order.
    pub(crate) fn comments(&self) -> &[Comment] {
        self.comments.get_or_init(|| comments(&self.text))
    }

    /// The bytes that the span covers.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range();
        let end = self.text.len();
        (range.start + self.start).min(end)..(range.end + self.start).min(end)
    }

    /// The bytes that the node covers, its attributes and documentation included.
    pub(crate) fn range_of(&self, node: &impl Spanned) -> Range<usize> {
        self.range(node.span())
    }

    /// The text of the node as written.
    pub(crate) fn text_of(&self, node: &impl Spanned) -> &str {
        self.slice(self.range_of(node))
    }

    /// The text in the range, empty if the range is not in the text.
    pub(crate) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Line and column of a byte.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let lines = self.lines.get_or_init(|| {
            let newlines = memchr_newlines(&self.text);
            std::iter::once(0).chain(newlines).collect()
        });
        let line = lines.partition_point(|&start| start <= offset);
        let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.slice(start..offset).chars().filter(|&c| c != '\u{feff}').count() + 1;
        Place { line, column }
    }

    /// The first byte of the line that holds `offset`.
    pub(crate) fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The byte behind the line that holds `offset`, its line break included.
    pub(crate) fn line_end(&self, offset: usize) -> usize {
        self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline + 1)
    }

    /// The white space in front of the first thing in the line of `offset`.
    pub(crate) fn indent(&self, offset: usize) -> &str {
        let start = self.line_start(offset);
        let line = &self.text[start..];
        let width = line.find(|c: char| c != ' ' && c != '\t').unwrap_or(line.len());
        &line[..width]
    }

    /// The line break that the file uses.
    pub(crate) fn newline(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

fn memchr_newlines(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)
}

/// White space in a row as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Frees the spans of all files parsed on this thread; none of them may be used afterwards.
pub(crate) fn forget_spans() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(PathBuf::from("x.rs"), text.to_owned())
    }

    #[test]
    fn ranges_are_bytes_of_the_whole_file() {
        for prefix in ["", "\u{feff}", "#!/usr/bin/env x\n", "\u{feff}#!x\n", "// ä\r\n"] {
            let source = source(&format!("{prefix}/* € */ fn f() {{}}\r\nfn g() {{}}"));
            let file = source.parse().unwrap();
            assert_eq!(source.text_of(&file.items[0]), "fn f() {}", "{prefix:?}");
            assert_eq!(source.text_of(&file.items[1]), "fn g() {}", "{prefix:?}");
        }
    }

    #[test]
    fn places_count_from_one() {
        let source = source("\u{feff}fn f() {}\n  fn g() {}");
        let file = source.parse().unwrap();
        let place = |index: usize| source.place(source.range_of(&file.items[index]).start);
        assert_eq!(place(0), Place { line: 1, column: 1 });
        assert_eq!(place(1), Place { line: 2, column: 3 });
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_crash() {
        let text = format!("fn f() {{ {}{} }}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(matches!(source(&text).parse(), Err(Unreadable::Syntax(_))));
    }

    #[test]
    fn an_inner_attribute_is_not_an_interpreter_line() {
        assert_eq!(source("#![allow(dead_code)]\nfn f() {}").parse().unwrap().attrs.len(), 1);
    }
}
