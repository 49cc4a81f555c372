//! A reader of records that shares nothing with the runtime's: written from
//! `runtime/core/src/registry/format.md` alone.

/// The lines of one record: key and value.
pub type Lines = Vec<(String, String)>;

/// Every record of a file, sorted, wherever it stands in it.
///
/// # Panics
///
/// If something that begins as a record is none.
#[must_use]
pub fn in_file(bytes: &[u8]) -> Vec<Lines> {
    const START: &[u8] = b"\x01featherfall 1 ";
    let starts = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(START));
    let mut records: Vec<Lines> = starts
        .map(|at| {
            let end = bytes[at..].iter().position(|&byte| byte == 0).expect("an end");
            let text = std::str::from_utf8(&bytes[at..at + end]).expect("UTF-8");
            text.lines().skip(1).map(line).collect()
        })
        .collect();
    records.sort();
    records
}

fn line(line: &str) -> (String, String) {
    let (key, value) = line.split_once(": ").unwrap_or((line, ""));
    assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{line}");
    (key.to_owned(), plain(value))
}

/// Without the escapes.
fn plain(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            assert!(!character.is_control(), "{value:?}");
            text.push(character);
            continue;
        }
        text.push(match characters.next() {
            Some('\\') => '\\',
            Some('n') => '\n',
            Some('u') => {
                let hex: String = characters.by_ref().skip(1).take_while(|&it| it != '}').collect();
                u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).expect("a character")
            }
            other => panic!("{other:?} escaped in {value}"),
        });
    }
    text
}

/// The value of a key that stands once.
#[must_use]
pub fn value<'a>(lines: &'a Lines, key: &str) -> Option<&'a str> {
    let mut values =
        lines.iter().filter(|(found, _)| found == key).map(|(_, value)| value.as_str());
    let value = values.next();
    assert!(values.next().is_none(), "{key} stands once: {lines:?}");
    value
}
