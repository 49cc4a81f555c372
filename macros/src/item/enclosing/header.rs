//! What the text before an opening brace says: `impl<T> Trait for Type<T> where ..`.

use super::text::is_of_a_name;

/// A block that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Header {
    Module(String),
    Function { name: String, is_const: bool },
    Trait(String),
    Impl { of: String, implements: Option<String> },
}

/// What the text before an opening brace says.
pub(super) fn read_header(text: &[u8]) -> Option<Header> {
    let text = std::str::from_utf8(text).ok()?;
    let mut rest = text.trim_start();
    let mut is_const = false;
    loop {
        if let Some(attribute) = rest.strip_prefix('#') {
            let attribute = attribute.trim_start();
            let attribute = attribute.strip_prefix('!').unwrap_or(attribute).trim_start();
            rest = attribute.get(balanced(attribute, b'[', b']')?..)?.trim_start();
            continue;
        }
        let word = word(rest);
        let behind = rest[word.len()..].trim_start();
        is_const |= word == "const";
        rest = match word {
            "pub" if behind.starts_with('(') => {
                behind.get(balanced(behind, b'(', b')')?..)?.trim_start()
            }
            "pub" | "default" | "const" | "async" | "gen" | "unsafe" | "safe" | "extern"
            | "auto" => behind,
            "mod" => return Some(Header::Module(name(behind)?)),
            "fn" => return Some(Header::Function { name: name(behind)?, is_const }),
            "trait" => return Some(Header::Trait(name(behind)?)),
            "impl" => return read_impl(behind),
            _ => return None,
        };
    }
}

fn word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !is_of_a_name(byte)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn name(text: &str) -> Option<String> {
    let text = text.strip_prefix("r#").unwrap_or(text);
    // `$name` in a macro.
    let text = text.strip_prefix('$').unwrap_or(text);
    Some(word(text)).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// `<T> Trait for Type where ..`, behind `impl`.
fn read_impl(text: &str) -> Option<Header> {
    let text = if text.starts_with('<') { text.get(balanced(text, b'<', b'>')?..)? } else { text };
    let mut depth = 0_usize;
    let mut type_from = 0;
    let mut end = text.len();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'<' | b'(' | b'[' | b'{' => depth += 1,
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' | b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            byte if is_of_a_name(byte) => {
                let word = word(&text[at..]);
                let behind = text[at + word.len()..].trim_start();
                match word {
                    // `for<'a> Fn(&'a u8)` is part of a type.
                    "for" if depth == 0 && type_from == 0 && !behind.starts_with('<') => {
                        type_from = at + word.len();
                    }
                    "where" if depth == 0 => {
                        end = at;
                        break;
                    }
                    _ => {}
                }
                at += word.len();
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let of = tidy(text.get(type_from..end)?);
    let implements = (type_from > 0).then(|| tidy(text[..type_from].trim_end_matches("for")));
    (!of.is_empty()).then_some(Header::Impl { of, implements })
}

/// The length of what the first bracket opens, brackets included.
fn balanced(text: &str, opens: u8, closes: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == opens {
            depth += 1;
        } else if byte == closes && !(closes == b'>' && before == b'-') {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + 1);
            }
        } else if depth == 0 {
            return None;
        }
        before = byte;
    }
    None
}

/// One space where there are several.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
