//! Source text without what only looks like code.

/// Bytes that are looked for. Most of a text is none of them, and this runs without optimisation.
pub(super) struct Wanted([bool; 256]);

impl Wanted {
    pub(super) const fn new(wanted: &[u8]) -> Self {
        let mut is_wanted = [false; 256];
        let mut at = 0;
        while at < wanted.len() {
            is_wanted[wanted[at] as usize] = true;
            at += 1;
        }
        Self(is_wanted)
    }

    /// Where the next one stands.
    pub(super) fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while at < bytes.len() {
            if self.0[bytes[at] as usize] {
                return Some(at);
            }
            at += 1;
        }
        None
    }
}

/// With what a comment or a literal begins.
static BEGINS: Wanted = Wanted::new(b"/\"r'");

/// The text with every comment and the inside of every literal blank, byte for byte.
pub(crate) fn without_comments_and_texts(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut clean = bytes.to_vec();
    let mut at = 0;
    while let Some(next) = BEGINS.next(bytes, at) {
        at = next;
        let rest = &bytes[at..];
        let end = match rest {
            [b'/', b'/', ..] => {
                at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())
            }
            [b'/', b'*', ..] => at + block_comment(rest),
            [b'"', ..] => at + quoted(rest),
            [b'r', b'"' | b'#', ..] if !continues_name(bytes, at) => match raw_text(&rest[1..]) {
                Some(length) => at + 1 + length,
                None => at + 1,
            },
            [b'\'', ..] => match character(text, at) {
                Some(length) => at + length,
                None => at + 1,
            },
            _ => {
                at += 1;
                continue;
            }
        };
        if end > at + 1 {
            clean[at..end].fill(b' ');
        }
        at = end;
    }
    clean
}

/// Whether the byte before is part of the same word; `br"..."` and `cr"..."` begin texts too.
fn continues_name(bytes: &[u8], at: usize) -> bool {
    let is_name = |at: usize| bytes.get(at).is_some_and(|byte| is_of_a_name(*byte));
    match at.checked_sub(1) {
        Some(before) if matches!(bytes[before], b'b' | b'c') => {
            before.checked_sub(1).is_some_and(is_name)
        }
        Some(before) => is_name(before),
        None => false,
    }
}

pub(super) fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The length of a block comment, which may hold others.
fn block_comment(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => depth += 1,
            [b'*', b'/', ..] => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length of `".."`, quotes included.
fn quoted(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of `#".."#`, behind the `r`; `None` for a raw identifier.
fn raw_text(rest: &[u8]) -> Option<usize> {
    let hashes = rest.iter().take_while(|&&byte| byte == b'#').count();
    if rest.get(hashes) != Some(&b'"') {
        return None;
    }
    let mut at = hashes + 1;
    while at < rest.len() {
        if rest[at] == b'"'
            && rest[at + 1..].iter().take(hashes).filter(|&&b| b == b'#').count() == hashes
        {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(rest.len())
}

/// The length of a character literal; `None` for a lifetime.
fn character(text: &str, at: usize) -> Option<usize> {
    let mut characters = text[at + 1..].char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        // Behind the escaped character, which may be a quote.
        let (escaped, _) = characters.next()?;
        let from = at + 1 + escaped + 1;
        return text.get(from..)?.find('\'').map(|length| from + length + 1 - at);
    }
    match characters.next()? {
        (length, '\'') => Some(1 + length + 1),
        _ => None,
    }
}
