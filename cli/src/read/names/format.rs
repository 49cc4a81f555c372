//! The names in format strings.

use std::ops::Range;

/// The variables that a string names if it is a format string, with the bytes of the literal, which
/// is given as written: `"{x:>w$}"` names `x` and `w`.
pub(super) fn captures(literal: &str) -> Vec<(Range<usize>, &str)> {
    let Some(open) = literal.find('"') else { return Vec::new() };
    let is_raw = literal[..open].contains('r');
    let bytes = literal.as_bytes();
    let mut found = Vec::new();
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if !is_raw => {
                // `\u{41}` has braces that mean something else.
                let is_code = literal[at..].starts_with("\\u{");
                at += if is_code { literal[at..].find('}').unwrap_or(2) } else { 2 };
            }
            b'{' if bytes.get(at + 1) == Some(&b'{') => at += 2,
            b'{' => {
                let end = literal[at..].find('}').map_or(literal.len(), |it| at + it);
                argument(literal, at + 1..end, &mut found);
                at = end + 1;
            }
            _ => at += 1,
        }
    }
    found
}

/// The names between two braces: the argument, the width and the precision.
fn argument<'t>(literal: &'t str, inside: Range<usize>, found: &mut Vec<(Range<usize>, &'t str)>) {
    let text = &literal[inside.clone()];
    let colon = text.find(':').unwrap_or(text.len());
    let mut add = |start: usize, name: &'t str| {
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_name {
            let start = inside.start + start;
            found.push((start..start + name.len(), name));
        }
    };
    let name = text[..colon].trim();
    add(text[..colon].len() - text[..colon].trim_start().len(), name);
    for (dollar, _) in text.match_indices('$').filter(|(at, _)| *at > colon) {
        let before = &text[..dollar];
        let word = before.rfind(|c: char| !c.is_alphanumeric() && c != '_');
        let start = word.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        // `0w$` is the flag `0` and the width `w`.
        let flags = before[start..].len()
            - before[start..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        add(start + flags, &before[start + flags..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_widths_and_precisions_are_named() {
        for (literal, names) in [
            (r#""{x}""#, &["x"][..]),
            (r#""{x:?} {y:#?}""#, &["x", "y"]),
            (r#""{:w$}""#, &["w"]),
            (r#""{:.p$}""#, &["p"]),
            (r#""{x:>w$.p$}""#, &["x", "w", "p"]),
            (r#""{0:1$} {:.*} {} {:2}""#, &[]),
            (r#""{:#0w$x}""#, &["w"]),
            (r#""{{x}} {{{x}}}""#, &["x"]),
            (r#""\u{41} \" {x}""#, &["x"]),
            ("r#\"\\u{x} \"{y}\"\"#", &["x", "y"]),
            ("b\"{x}\"", &["x"]),
            ("\"{\"", &[]),
            ("\"{x\"", &[]),
            ("\"\u{e4}{ x }\"", &["x"]),
            ("1", &[]),
        ] {
            let found = captures(literal);
            assert!(found.iter().all(|(range, name)| literal[range.clone()] == **name));
            assert_eq!(found.into_iter().map(|it| it.1).collect::<Vec<_>>(), names, "{literal}");
        }
    }
}
