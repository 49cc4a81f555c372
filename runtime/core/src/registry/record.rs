#![doc = include_str!("format.md")]

use std::borrow::Cow;

/// Longer than any that is meant.
const LONGEST: usize = 1 << 20;

/// The records of a section, in link order.
#[derive(Debug, Default)]
pub(crate) struct Records<'a> {
    pub(crate) found: Vec<Record<'a>>,
    /// How many are of a format that is not known here.
    pub(crate) foreign: usize,
    /// How many are not as the format says.
    pub(crate) damaged: usize,
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// All of it, its first byte and its NUL included: its address is its identity.
    pub(crate) whole: &'a [u8],
    /// The version of featherfall that wrote it.
    pub(crate) by: &'a str,
    lines: &'a str,
}

impl<'a> Records<'a> {
    /// Reads a section. Linear in its length; whatever it holds, it is no panic.
    pub(crate) fn of(mut section: &'a [u8]) -> Self {
        let mut records = Self::default();
        while let Some(start) = section.iter().position(|&byte| byte == 1) {
            section = &section[start..];
            let length = 1 + section[1..]
                .iter()
                .position(|byte| matches!(byte, 0 | 1))
                .unwrap_or(section.len() - 1);
            let (text, rest) = section.split_at(length);
            let ends = rest.first() == Some(&0);
            let whole = if ends { &section[..=length] } else { text };
            section = rest;
            match Record::of(whole, ends) {
                Read::Known(record) => records.found.push(record),
                Read::Foreign => records.foreign += 1,
                Read::Damaged => records.damaged += 1,
            }
        }
        records
    }
}

enum Read<'a> {
    Known(Record<'a>),
    Foreign,
    Damaged,
}

impl<'a> Record<'a> {
    fn of(whole: &'a [u8], ends: bool) -> Read<'a> {
        let text = whole.strip_prefix(&[1]).unwrap_or(whole);
        let text = text.strip_suffix(&[0]).unwrap_or(text);
        if whole.len() > LONGEST {
            return Read::Damaged;
        }
        let Some((head, lines)) = std::str::from_utf8(text).ok().and_then(|it| it.split_once('\n'))
        else {
            return Read::Damaged;
        };
        let mut words = head.split(' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("featherfall"), Some("1"), Some(by), None) if is_well_formed(lines, ends) => {
                Read::Known(Self { whole, by, lines })
            }
            (Some("featherfall"), Some(format), ..)
                if ends && format != "1" && is_number(format) =>
            {
                Read::Foreign
            }
            _ => Read::Damaged,
        }
    }

    /// Which record it is.
    pub(crate) fn address(self) -> usize {
        self.whole.as_ptr().addr()
    }

    /// Whether its line `kind`, the first one, says so.
    pub(crate) fn is_of_kind(self, kind: &str) -> bool {
        self.values_of(|key| key == "kind").next().is_some_and(|(_, value)| value == kind)
    }

    /// Every line: a key, and a value that is empty for a flag.
    pub(crate) fn lines(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        self.values_of(|_| true)
    }

    /// The lines of these keys.
    pub(crate) fn values_of(
        self,
        is_wanted: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let wanted = lines_of(self.lines).map(parts).filter(move |(key, _)| is_wanted(key));
        wanted.map(|(key, value)| (key, value.map_or(Cow::Borrowed(""), unescaped)))
    }
}

/// Each line without its end. A binary has thousands of records of a few short lines, for which the
/// searches of `str` are slow.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (line, below) = split_at_byte(rest, b'\n').unwrap_or((rest, ""));
        (!std::mem::replace(&mut rest, below).is_empty()).then_some(line)
    })
}

/// What stands before and behind the first such character of ASCII.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|it| it == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The key, and the value unless it is a flag. No key holds a colon.
fn parts(line: &str) -> (&str, Option<&str>) {
    let parts =
        split_at_byte(line, b':').and_then(|(key, rest)| Some((key, rest.strip_prefix(' ')?)));
    parts.map_or((line, None), |(key, value)| (key, Some(value)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is whole lines that each begin with a key; the last may be the cut path of a module.
fn is_well_formed(lines: &str, ends: bool) -> bool {
    let is_key = |key: &str| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let is_whole = if ends {
        lines.is_empty() || lines.ends_with('\n')
    } else {
        lines.lines().last().is_some_and(|last| last.starts_with("module: "))
    };
    is_whole && lines_of(lines).all(|line| is_key(parts(line).0))
}

fn unescaped(value: &str) -> Cow<'_, str> {
    let Some(first) = value.bytes().position(|byte| byte == b'\\') else {
        return Cow::Borrowed(value);
    };
    let mut text = value[..first].to_owned();
    let mut rest = &value[first..];
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = rest.strip_prefix("u{").and_then(closed);
        let code = hex.and_then(|(hex, _)| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        if let Some(escaped) = rest.strip_prefix('\\') {
            text.push('\\');
            rest = escaped;
        } else if let Some(escaped) = rest.strip_prefix('n') {
            text.push('\n');
            rest = escaped;
        } else if let (Some((_, behind)), Some(code)) = (hex, code) {
            text.push(code);
            rest = behind;
        } else {
            text.push('\\');
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What stands before and behind the brace. Nobody writes more than six digits, and a search for a brace
/// that is nowhere would be made again for each escape.
fn closed(hex: &str) -> Option<(&str, &str)> {
    let at = hex.bytes().take(7).position(|byte| byte == b'}')?;
    Some((hex.get(..at)?, hex.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(section: &[u8]) -> (Vec<Vec<(String, String)>>, usize, usize) {
        let records = Records::of(section);
        let lines = |record: &Record<'_>| {
            record.lines().map(|(key, value)| (key.to_owned(), value.into_owned())).collect()
        };
        (records.found.iter().map(lines).collect(), records.foreign, records.damaged)
    }

    fn pairs(lines: &[(&str, &str)]) -> Vec<(String, String)> {
        lines.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn records_are_found_between_padding() {
        let section = b"\0\0\x01featherfall 1 0.1.0\nkind: gate\nbenign\n\0\0\0\x01featherfall 1 0.1.0\nkind: stub\n\0";
        let (found, foreign, damaged) = read(section);
        let gate = pairs(&[("kind", "gate"), ("benign", "")]);
        assert_eq!(found, [gate, pairs(&[("kind", "stub")])]);
        assert_eq!((foreign, damaged), (0, 0));
        assert_eq!(Records::of(section).found[0].by, "0.1.0");
        assert_eq!(Records::of(section).found[0].whole.last(), Some(&0));
    }

    #[test]
    fn a_long_module_path_is_cut() {
        let section = b"\x01featherfall 1 0.1.0\nkind: gate\nmodule: a::b\x01featherfall 1 0.1.0\nkind: stub\n\0";
        let (found, foreign, damaged) = read(section);
        let gate = pairs(&[("kind", "gate"), ("module", "a::b")]);
        assert_eq!(found, [gate, pairs(&[("kind", "stub")])]);
        assert_eq!((foreign, damaged), (0, 0));
    }

    #[test]
    fn other_formats_are_counted_and_skipped() {
        let section =
            b"\x01featherfall 2 0.9.0 something\nelse\0\x01featherfall 1 0.1.0\nkind: gate\n\0";
        let (found, foreign, damaged) = read(section);
        assert_eq!((found.len(), foreign, damaged), (1, 1, 0));
    }

    #[test]
    fn what_is_damaged_is_counted_and_does_not_hide_the_next() {
        let good = b"\x01featherfall 1 0.1.0\nkind: gate\n\0";
        for bad in [
            &b"\x01"[..],
            b"\x01\0",
            b"\x01featherfall 1 0.1.0\nkind: gate\n",
            b"\x01featherfall 1 0.1.0\nkind: gate\0",
            b"\x01featherfall 1 0.1.0\n: value\n\0",
            b"\x01featherfall 1 0.1.0\nKind: gate\n\0",
            b"\x01featherfall 1\nkind: gate\n\0",
            b"\x01featherfall x 0.1.0\nkind: gate\n\0",
            b"\x01other 1 0.1.0\nkind: gate\n\0",
            b"\x01featherfall 1 0.1.0\nkind: \xff\n\0",
        ] {
            let section = [bad, good].concat();
            let (found, foreign, damaged) = read(&section);
            assert_eq!((found.len(), foreign, damaged), (1, 0, 1), "{}", bad.escape_ascii());
        }
    }

    #[cfg_attr(miri, ignore = "a megabyte takes miri too long")]
    #[test]
    fn what_is_too_long_is_damaged() {
        let mut long = b"\x01featherfall 1 0.1.0\nkind: ".to_vec();
        long.resize(LONGEST, b'x');
        long.extend(b"\n\0");
        assert_eq!(read(&long).2, 1);
    }

    #[cfg_attr(miri, ignore = "a megabyte takes miri too long")]
    #[test]
    fn escapes_without_their_end_take_no_longer() {
        let mut long = b"\x01featherfall 1 0.1.0\nhint: ".to_vec();
        long.extend(br"\u{".repeat(LONGEST / 3 - 20));
        long.extend(b"\n\0");
        let start = std::time::Instant::now();
        assert_eq!(read(&long).0.len(), 1);
        assert!(start.elapsed() < std::time::Duration::from_secs(2), "{:?}", start.elapsed());
    }

    #[test]
    fn values_are_what_was_written() {
        let section = br#"#featherfall 1 0.1.0
instead: otherwise "a\\b\nhint: run me\u{7}\q\u{x}"
@"#
        .map(|byte| match byte {
            b'#' => 1,
            b'@' => 0,
            other => other,
        });
        let (found, ..) = read(&section);
        let value = "otherwise \"a\\b\nhint: run me\u{7}\\q\\u{x}\"";
        assert_eq!(found, [pairs(&[("instead", value)])]);
    }
}
