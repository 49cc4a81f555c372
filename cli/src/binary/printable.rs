//! Names out of foreign files.

/// Names from foreign files, without what would steer a terminal.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if it.is_control() {
            out.extend(it.escape_unicode());
        } else {
            out.push(it);
        }
    }
    out
}
