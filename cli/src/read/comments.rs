//! Finds comments, which the parser throws away.

use std::ops::Range;

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
    while let Some(&byte) = bytes.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let (len, piece) = match byte {
            b'/' if rest.starts_with("//") => {
                let end = rest.find('\n').unwrap_or(rest.len());
                let end = if rest[..end].ends_with('\r') { end - 1 } else { end };
                let is_doc = rest.starts_with("//!")
                    || (rest.starts_with("///") && !rest.starts_with("////"));
                (end, Piece::Comment(is_doc))
            }
            b'/' if rest.starts_with("/*") => {
                let is_doc = rest.starts_with("/*!")
                    || (rest.starts_with("/**")
                        && !rest.starts_with("/***")
                        && !rest.starts_with("/**/"));
                (block_comment(rest), Piece::Comment(is_doc))
            }
            b'"' => (1 + string(&rest[1..]), Piece::Literal),
            b'\'' => match character(rest) {
                1 => (1, Piece::Sign(byte)),
                len => (len, Piece::Literal),
            },
            _ if byte.is_ascii_alphanumeric() || byte == b'_' => {
                let word =
                    rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                let behind = &rest[word..];
                let is_raw = matches!(&rest[..word], "r" | "br" | "cr");
                if is_raw && behind.starts_with(['"', '#']) {
                    (word + raw_string(behind), Piece::Literal)
                } else {
                    (word, Piece::Word)
                }
            }
            _ if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => (rest.chars().next().map_or(1, char::len_utf8), Piece::Sign(byte)),
        };
        if !take(at..at + len, piece) {
            return;
        }
        at += len;
    }
}

/// The length of a comment that may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
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
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
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
