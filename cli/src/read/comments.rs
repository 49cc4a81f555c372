//! Finds comments, which the parser throws away.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// A comment and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// The bytes, `//` or `/*` included, the line break not.
    pub(crate) range: Range<usize>,
    /// Whether it is documentation.
    pub(crate) is_doc: bool,
}

/// A piece of text that is read as one.
pub(super) enum Piece {
    /// A comment, with whether it is documentation.
    Comment(bool),
    /// A string or a character.
    Literal,
    /// A word or a number.
    Word,
    /// Any other sign but white space.
    Sign(u8),
}

/// All comments of a piece of Rust, in order.
pub(crate) fn comments(text: &str) -> Vec<Comment> {
    let mut found = Vec::new();
    pieces(text, |range, piece| {
        if let Piece::Comment(is_doc) = piece {
            found.push(Comment { range, is_doc });
        }
        true
    });
    found
}

/// Hands every piece on, until `take` has enough.
pub(super) fn pieces(text: &str, mut take: impl FnMut(Range<usize>, Piece) -> bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { return };
        let rest = &bytes[at..];
        let (len, piece) = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => {
                // No other byte is a part of a sign that may stand behind a word.
                let in_word = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_' || *it >= 0x80;
                let word = rest.iter().position(|it| !in_word(it)).unwrap_or(rest.len());
                let is_raw = matches!(&rest[..word], b"r" | b"br" | b"cr");
                let behind =
                    text.get(at + word..).filter(|it| is_raw && it.starts_with(['"', '#']));
                match behind {
                    Some(behind) => (word + raw_string(behind), Piece::Literal),
                    None => (word, Piece::Word),
                }
            }
            b'/' if rest.starts_with(b"//") => {
                let end = memchr(b'\n', rest).unwrap_or(rest.len());
                let end = if rest[..end].ends_with(b"\r") { end - 1 } else { end };
                let is_doc = rest.starts_with(b"//!")
                    || (rest.starts_with(b"///") && !rest.starts_with(b"////"));
                (end, Piece::Comment(is_doc))
            }
            b'/' if rest.starts_with(b"/*") => {
                let is_doc = rest.starts_with(b"/*!")
                    || (rest.starts_with(b"/**")
                        && !rest.starts_with(b"/***")
                        && !rest.starts_with(b"/**/"));
                (block_comment(rest), Piece::Comment(is_doc))
            }
            b'"' => (1 + string(&rest[1..]), Piece::Literal),
            b'\'' => match character(&text[at..]) {
                1 => (1, Piece::Sign(byte)),
                len => (len, Piece::Literal),
            },
            0..0x80 => (1, Piece::Sign(byte)),
            _ => (text[at..].chars().next().map_or(1, char::len_utf8), Piece::Sign(byte)),
        };
        if !take(at..at + len, piece) {
            return;
        }
        at += len;
    }
}

/// The length of a comment that may hold others.
fn block_comment(text: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of a string behind its opening quote, the closing one included.
fn string(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// The length of `'x'` or `'\n'`; a lifetime counts as its quote only.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            let _ = chars.next();
            text.char_indices().skip(3).find(|(_, it)| *it == '\'').map_or(1, |(at, _)| at + 1)
        }
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

/// The length of a raw string from its first `#` or quote.
fn raw_string(text: &str) -> usize {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if !text[hashes..].starts_with('"') {
        // `r#type`
        return hashes;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = hashes + 1;
    text[body..].find(&end).map_or(text.len(), |at| body + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        comments(text).into_iter().map(|it| &text[it.range]).collect()
    }

    #[test]
    fn comments_are_told_from_strings() {
        let text = "let a = \"// no\"; // yes\r\nlet b = r#\"/* no \"# ; /* y /* es */ */ let c = '\"'; // third\nlet d = 'a'; fn f<'a>() {} // \u{e4}";
        assert_eq!(texts(text), ["// yes", "/* y /* es */ */", "// third", "// \u{e4}"]);
        assert_eq!(
            texts("'\\'' // a\n'\\u{41}' // b\nr#type // c\nb\"//\" // d\nbr\"//\""),
            ["// a", "// b", "// c", "// d"]
        );
    }

    #[test]
    fn documentation_is_marked() {
        let text = "//! a\n/// b\n//// c\n/** d */ /*** e */ /*! f */ /**/";
        let docs: Vec<bool> = comments(text).into_iter().map(|it| it.is_doc).collect();
        assert_eq!(docs, [true, true, false, true, false, true, false]);
    }

    #[test]
    fn broken_text_ends() {
        for text in ["/*", "\"", "'", "r#\"", "'\\", "/* /* */"] {
            comments(text);
        }
    }
}
