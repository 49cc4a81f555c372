//! Records, version 1, as the description of the format has them:
//!
//! ```text
//! record = U+0001 "featherfall " VERSION "\n" line* NUL
//! line   = key ": " value "\n"      (or  key "\n"  for a flag)
//! ```
//!
//! This reader shares no code with what writes them: it is a second opinion on that text.

use memchr::memmem;

/// What a record begins with. The first byte stands nowhere inside one.
const MARK: &[u8] = b"\x01featherfall ";

/// The version that is read.
const VERSION: &[u8] = b"1";

/// The longest that a record may be, from its mark to its NUL.
const LONGEST: usize = 64 << 10;

/// What stands in a section of records.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Records {
    /// The records, in the order of the section.
    pub(crate) found: Vec<RecordText>,
    /// Runs of bytes that are neither a record nor padding.
    pub(crate) damaged: usize,
    /// Records of another version.
    pub(crate) newer: usize,
}

/// One record: what it says, before anybody asks what that means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordText {
    /// Its lines, at least one; the first has the key `kind`.
    pub(crate) lines: Vec<Line>,
}

/// One line of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is about.
    pub(crate) key: String,
    /// What it says, as it was before it was written. A flag has none.
    pub(crate) value: Option<String>,
}

/// Reads a section. Whatever the bytes are, it says how much of them it could not read.
pub(crate) fn read(section: &[u8]) -> Records {
    let mut records = Records::default();
    let mut rest = section;
    loop {
        let padding = rest.iter().position(|it| *it != 0).unwrap_or(rest.len());
        rest = &rest[padding..];
        if rest.is_empty() {
            return records;
        }
        let (what, after) = next(rest);
        match what {
            What::Record(record) => records.found.push(record),
            What::Newer => records.newer += 1,
            What::Damage => records.damaged += 1,
        }
        rest = after;
    }
}

/// What stands at one place of a section.
enum What {
    Record(RecordText),
    Newer,
    Damage,
}

/// What stands at the start of these bytes, and what follows it.
fn next(bytes: &[u8]) -> (What, &[u8]) {
    let Some(body) = bytes.strip_prefix(MARK) else {
        return (What::Damage, from_mark(bytes));
    };
    // A record without its NUL runs into the next one, whose first byte stands in none.
    let Some(end) = memchr::memchr2(0, MARK[0], body).filter(|end| body[*end] == 0) else {
        return (What::Damage, from_mark(body));
    };
    let after = &body[end + 1..];
    let is_short = bytes.len() - after.len() <= LONGEST;
    let what = match version(&body[..end]) {
        Some((VERSION, lines)) if is_short => lines_of(lines).map_or(What::Damage, What::Record),
        Some((version, _)) if version != VERSION => What::Newer,
        _ => What::Damage,
    };
    (what, after)
}

/// From the next mark on.
fn from_mark(bytes: &[u8]) -> &[u8] {
    memmem::find(bytes, MARK).map_or(&[], |start| &bytes[start..])
}

/// The version of a record, and what follows its line.
fn version(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', body)?;
    let (version, lines) = (&body[..end], &body[end + 1..]);
    let is_number = version.iter().all(u8::is_ascii_digit) && version.first()? != &b'0';
    is_number.then_some((version, lines))
}

fn lines_of(bytes: &[u8]) -> Option<RecordText> {
    let text = str::from_utf8(bytes).ok()?;
    let lines = text.strip_suffix('\n')?.split('\n').map(line).collect::<Option<Vec<_>>>()?;
    let first = lines.first()?;
    (first.key == "kind" && first.value.is_some()).then_some(RecordText { lines })
}

fn line(text: &str) -> Option<Line> {
    let (key, value) = match text.split_once(": ") {
        Some((key, value)) => (key, Some(unescaped(value)?)),
        None => (text, None),
    };
    let is_key = !key.is_empty() && !key.contains(char::is_control);
    is_key.then(|| Line { key: key.to_owned(), value })
}

/// A value as it was before it was written. `None` if it was not written like this.
fn unescaped(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(|it: char| it == '\\' || it.is_control()) {
        out.push_str(&rest[..at]);
        let escape = rest[at..].strip_prefix('\\')?;
        let mut chars = escape.chars();
        match chars.next()? {
            '\\' => out.push('\\'),
            'n' => out.push('\n'),
            'u' => {
                let (hex, after) = chars.as_str().strip_prefix('{')?.split_once('}')?;
                let is_hex = hex.bytes().all(|it| it.is_ascii_hexdigit());
                let code = is_hex.then(|| u32::from_str_radix(hex, 16).ok())??;
                out.push(char::from_u32(code)?);
                rest = after;
                continue;
            }
            _ => return None,
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Some(out)
}
