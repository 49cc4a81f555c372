//! Text for a terminal.

use std::borrow::Cow;

/// The text in one line; nothing in it may move the cursor.
pub(crate) fn printable(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|it| !it.is_control()).collect()
}

/// The text line by line; what would move the cursor is shown as an escape.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    let moves = |it: char| it.is_control() && !matches!(it, '\n' | '\t');
    let without_line_breaks = text.replace("\r\n", "\n");
    if !without_line_breaks.contains(moves) {
        return Cow::Borrowed(text);
    }
    let escape = |it: char| if moves(it) { it.escape_default().to_string() } else { it.into() };
    Cow::Owned(without_line_breaks.chars().map(escape).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moves_the_cursor_is_escaped() {
        assert_eq!(escaped("ä\r\n\tb\n"), "ä\r\n\tb\n");
        assert_eq!(escaped("a\u{1b}[2J\rb\n"), "a\\u{1b}[2J\\rb\n");
    }
}
