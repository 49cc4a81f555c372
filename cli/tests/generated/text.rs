//! What can be seen in a text without building it.

/// What should have stayed and did not: line ends, the mark in front, comments.
pub(crate) fn unlike(before: &[u8], after: &[u8]) -> Vec<String> {
    let (Ok(before), Ok(after)) = (str::from_utf8(before), str::from_utf8(after)) else {
        return vec![String::from("it is no text")];
    };
    let mut found = Vec::new();
    let bare = |text: &str| text.replace("\r\n", "").contains('\n');
    if before.contains("\r\n") && !bare(before) && bare(after) {
        found.push(String::from("a line of a file with CRLF ends in LF"));
    }
    if before.starts_with('\u{feff}') != after.starts_with('\u{feff}') {
        found.push(String::from("the byte order mark is gone"));
    }
    // What documents the other side is no word about this one.
    let mut lines = after.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let is_docs = |it: &str| it.starts_with("///") || it.starts_with("#[featherfall");
        if line.contains("// Fallback of ") && lines.clone().next().is_some_and(is_docs) {
            found.push(format!("`{line}` stands above the other side"));
        }
    }
    for line in before.lines() {
        let at =
            line.find("// ").filter(|at| !line[..*at].contains('"') && !line[..*at].ends_with('/'));
        let Some(comment) = at.map(|at| line[at..].trim()) else { continue };
        if !after.contains(comment) {
            found.push(format!("the comment `{comment}` is lost"));
        }
    }
    found
}
