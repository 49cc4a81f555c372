//! One source file: its text, and where a span lies in it.

use std::borrow::Cow;
use std::cell::Cell;
use std::io;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use memchr::{memchr_iter, memmem};
use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;

use super::comments::{Comment, comments};
use super::glance::{Glance, Syntax};

/// A file that was read.
pub(crate) struct Source {
    /// The path as shown to the user.
    pub(crate) path: PathBuf,
    /// The whole text, byte for byte.
    pub(crate) text: String,
    /// Where parsing starts: behind a byte order mark and a `#!` line.
    start: usize,
    glance: OnceLock<Glance>,
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
        Self {
            path,
            text,
            start,
            glance: OnceLock::new(),
            lines: OnceLock::new(),
            comments: OnceLock::new(),
        }
    }

    fn glance(&self) -> &Glance {
        self.glance.get_or_init(|| Glance::at(&self.text[self.start..]))
    }

    /// Whether the code asks of the build, and not of tests alone.
    pub(crate) fn asks_of_the_build(&self) -> bool {
        self.glance().asks_of_the_build
    }

    /// Whether the code may say `use ..::*`.
    pub(crate) fn has_globs(&self) -> bool {
        self.glance().has_globs
    }

    /// Whether the code says `mod name;`.
    pub(crate) fn has_modules(&self) -> bool {
        !self.glance().modules.is_empty()
    }

    /// The names of `mod name;`, if these say nothing else: where they lie, what they ask for.
    pub(crate) fn plain_modules(&self) -> Option<impl Iterator<Item = &str>> {
        let is_plain = !self.text.contains("cfg") && !self.text.contains("[path");
        let names = self.glance().modules.iter();
        let names = names.map(|it| &self.text[it.start + self.start..it.end + self.start]);
        (is_plain && !self.glance().has_inner_modules).then_some(names)
    }

    /// Whether the file cannot be parsed, as far as its brackets show.
    pub(crate) fn is_broken(&self) -> bool {
        self.glance().syntax != Syntax::Plausible
    }

    /// What the string literals say.
    pub(crate) fn strings(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let strings = self.glance().strings.iter();
        strings.filter_map(|it| said(&self.text[it.start + self.start..it.end + self.start]))
    }

    /// Whether the text has the word, in code or elsewhere.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        let is_part =
            |it: Option<&u8>| it.is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'_');
        let bytes = self.text.as_bytes();
        memmem::find_iter(bytes, word).any(|at| {
            let before = at.checked_sub(1).and_then(|it| bytes.get(it));
            !is_part(before) && !is_part(bytes.get(at + word.len()))
        })
    }

    /// Parses the file. The spans belong to this thread.
    pub(crate) fn parse(&self) -> Result<syn::File, Unreadable> {
        let text = &self.text[self.start..];
        if self.glance().syntax == Syntax::TooDeep {
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
        if self.glance().syntax == Syntax::TooDeep { None } else { text.parse().ok() }
    }

    /// All its comments, in order.
    pub(crate) fn comments(&self) -> &[Comment] {
        self.comments.get_or_init(|| comments(&self.text))
    }

    /// Whether the byte stands in a comment.
    pub(crate) fn is_comment(&self, offset: usize) -> bool {
        let comments = self.comments();
        let before = comments.partition_point(|it| it.range.start <= offset);
        before.checked_sub(1).is_some_and(|it| comments[it].range.contains(&offset))
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
            let newlines = memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1);
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

/// White space in a row as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a string literal says.
fn said(literal: &str) -> Option<Cow<'_, str>> {
    if literal.starts_with('"') && !literal.contains('\\') {
        return literal.get(1..literal.len() - 1).map(Cow::Borrowed);
    }
    match syn::Lit::new(literal.parse::<proc_macro2::Literal>().ok()?) {
        syn::Lit::Str(it) => Some(Cow::Owned(it.value())),
        _ => None,
    }
}

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// Keeps the spans of this thread until it is dropped.
pub(crate) struct Held(PhantomData<*const ()>);

impl Held {
    /// Keeps them.
    pub(crate) fn new() -> Self {
        HELD.set(HELD.get() + 1);
        Self(PhantomData)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        HELD.set(HELD.get().saturating_sub(1));
    }
}

/// Frees the spans of all files parsed on this thread, if nobody keeps them; none of them may be
/// used afterwards.
pub(crate) fn forget_spans() {
    if HELD.get() == 0 {
        proc_macro2::extra::invalidate_current_thread_spans();
    }
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
