//! Comments of what goes move above what stays.

use std::ops::Range;

use crate::read::comments::comments;
use crate::read::source::{Source, one_line};
use crate::write::edit::Edit;

/// The edits, and above the sides every comment that they would drop.
pub(super) fn kept(source: &Source, sides: &[Range<usize>], mut edits: Vec<Edit>) -> Vec<Edit> {
    let written = edits.iter().map(|it| one_line(&it.text)).collect::<Vec<_>>().join("\n");
    let mut lost: Vec<String> = Vec::new();
    for edit in &edits {
        let comments = plain(source, edit.range.clone());
        lost.extend(comments.into_iter().filter(|it| !written.contains(&one_line(it))));
    }
    let Some((at, is_line_start)) = place(sides, &edits).filter(|_| !lost.is_empty()) else {
        return edits;
    };
    let start = sides.iter().map(|it| it.start).min().unwrap_or_default();
    let (indent, newline) = (source.indent(start), source.newline());
    let line = |comment: &String| {
        if is_line_start {
            format!("{indent}{comment}{newline}")
        } else {
            format!("{comment}{newline}{indent}")
        }
    };
    // In front of what is inserted at the same place.
    edits.insert(0, Edit::replace(at..at, lost.iter().map(line).collect::<String>()));
    edits
}

/// The comments of a piece of code that are no documentation.
pub(super) fn plain(source: &Source, code: Range<usize>) -> Vec<String> {
    let text = source.slice(code);
    let plain = comments(text).into_iter().filter(|it| !it.is_doc);
    plain.map(|it| text[it.range].to_owned()).collect()
}

/// Lines in front of something that stands at this indentation.
pub(super) fn lines<T: AsRef<str>>(
    source: &Source,
    lines: impl IntoIterator<Item = T>,
    indent: &str,
) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.as_ref());
        text.push_str(source.newline());
        text.push_str(indent);
    }
    text
}

/// The comments of a piece of code, as such lines.
pub(super) fn above(source: &Source, code: Range<usize>, indent: &str) -> String {
    let text = source.slice(code);
    lines(source, comments(text).into_iter().map(|it| &text[it.range]), indent)
}

/// Where a comment can stand above what stays, and whether that is the start of a line.
fn place(sides: &[Range<usize>], edits: &[Edit]) -> Option<(usize, bool)> {
    sides.iter().find_map(|side| {
        let start = side.start;
        let removed = edits
            .iter()
            .find(|it| it.text.is_empty() && it.range.start <= start && start < it.range.end);
        match removed {
            None => Some((start, false)),
            Some(removed) if removed.range.end < side.end => Some((removed.range.end, true)),
            Some(_) => None,
        }
    })
}
