//! Text for a terminal.

/// The text in one line; nothing in it may move the cursor.
pub(crate) fn printable(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|it| !it.is_control()).collect()
}
