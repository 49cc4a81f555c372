//! Source text without what only looks like code.

/// The text with every comment and the inside of every literal blank, byte for byte.
pub(crate) fn without_comments_and_texts(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut clean = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
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
            for byte in &mut clean[at..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
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
