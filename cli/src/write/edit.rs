//! Changes of text, made all at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};

use crate::read::source::Source;

/// Replaces a range of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// What is replaced; empty to insert.
    pub(crate) range: Range<usize>,
    /// What stands there afterwards.
    pub(crate) text: String,
}

impl Edit {
    /// Replaces the range.
    pub(crate) fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Removes an item with the comments that stand above and behind it, as `remove_lines`.
    pub(crate) fn remove_item(source: &Source, range: Range<usize>) -> Self {
        let comments = source.comments();
        let end_of_line = source.line_end(range.end);
        let (above, below) =
            comments.split_at(comments.partition_point(|it| it.range.end <= range.start));
        let behind = below.iter().take_while(|it| it.range.start < end_of_line).find(|it| {
            range.end <= it.range.start
                && source.slice(range.end..it.range.start).trim().is_empty()
                && source.slice(it.range.end..source.line_end(it.range.end)).trim().is_empty()
        });
        let end = behind.map_or(range.end, |it| it.range.end);
        let mut start = range.start;
        for above in above.iter().rev() {
            let gap = source.slice(above.range.end..start);
            let line = source.line_start(above.range.start);
            let is_alone = source.slice(line..above.range.start).trim().is_empty();
            if !gap.trim().is_empty() || gap.matches('\n').count() != 1 || !is_alone {
                break;
            }
            start = above.range.start;
        }
        Self::remove_lines(source, start..end)
    }

    /// Removes whole lines: everything in the range, what is left of its lines if that is blank,
    /// and one of two blank lines that would meet.
    pub(crate) fn remove_lines(source: &Source, range: Range<usize>) -> Self {
        let line = source.line_start(range.start);
        let is_first = source.slice(line..range.start).trim().is_empty();
        let end_of_line = source.line_end(range.end);
        let is_last = source.slice(range.end..end_of_line).trim().is_empty();
        if !is_first || !is_last {
            return Self::replace(range, "");
        }
        let mut start = line;
        let mut end = end_of_line;
        let is_blank_behind = source.slice(end..source.line_end(end)).trim().is_empty();
        if source.slice(0..start).trim_start_matches('\u{feff}').is_empty() && is_blank_behind {
            end = source.line_end(end);
        }
        let before = start.checked_sub(1).map(|at| source.line_start(at)..start);
        if let Some(before) = before {
            let closes = source.slice(end..source.line_end(end)).trim_start().starts_with('}');
            let is_blank_before = source.slice(before.clone()).trim().is_empty();
            let opens = source.slice(before.clone()).trim_end().ends_with('{');
            if is_blank_before && (is_blank_behind || closes) {
                start = before.start;
            } else if opens && is_blank_behind {
                end = source.line_end(end);
            }
        }
        Self::replace(start..end, "")
    }
}

/// Edits that do not overlap.
#[derive(Debug, Default)]
pub(crate) struct Together {
    edits: Vec<Edit>,
    /// The ends of what is replaced, by its start.
    taken: BTreeMap<usize, usize>,
    /// Where something is inserted.
    points: BTreeSet<usize>,
}

impl Together {
    /// Adds all of the edits, or none if one of them overlaps another one.
    pub(crate) fn add(&mut self, edits: Vec<Edit>) -> bool {
        for (index, edit) in edits.iter().enumerate() {
            if !self.is_free(&edit.range) {
                edits[..index].iter().for_each(|it| self.release(&it.range));
                return false;
            }
            if edit.range.is_empty() {
                self.points.insert(edit.range.start);
            } else {
                self.taken.insert(edit.range.start, edit.range.end);
            }
        }
        self.edits.extend(edits);
        true
    }

    /// The text with the edits made.
    pub(crate) fn apply(&self, text: &str) -> Option<String> {
        apply(text, &self.edits)
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        let end = if range.is_empty() { range.start } else { range.end };
        let before = self.taken.range(..end).next_back();
        before.is_none_or(|(_, end)| *end <= range.start)
            && (range.is_empty() || self.points.range(range.start + 1..range.end).next().is_none())
    }

    fn release(&mut self, range: &Range<usize>) {
        if !range.is_empty() {
            self.taken.remove(&range.start);
        } else if !self.edits.iter().any(|it| it.range == *range) {
            self.points.remove(&range.start);
        }
    }
}

/// The text with all edits made. `None` if two of them overlap.
pub(crate) fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        if edit.range.start < at {
            return None;
        }
        result.push_str(text.get(at..edit.range.start)?);
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

/// The text of the range with the edits in it made. `None` if two of them overlap.
pub(crate) fn applied(source: &Source, range: Range<usize>, edits: &[Edit]) -> Option<String> {
    let inside = |it: &&Edit| range.start <= it.range.start && it.range.end <= range.end;
    let shift = |it: &Edit| {
        Edit::replace(it.range.start - range.start..it.range.end - range.start, it.text.as_str())
    };
    let own: Vec<Edit> = edits.iter().filter(inside).map(shift).collect();
    apply(source.slice(range.clone()), &own)
}

/// The text of the range moved to another depth: its first line stands where it is put, the
/// others keep their distance to `from`. Lines inside of strings stay as they are.
pub(crate) fn moved(source: &Source, range: Range<usize>, from: &str, to: &str) -> String {
    let text = source.slice(range.clone());
    let strings = multi_line_literals(text);
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_string = strings.iter().any(|it| it.start < at && at < it.end);
        if at == 0 || is_string || line.trim().is_empty() {
            result.push_str(line);
        } else if let Some(rest) = line.strip_prefix(from) {
            result.push_str(to);
            result.push_str(rest);
        } else {
            result.push_str(line);
        }
        at += line.len();
    }
    result
}

/// The literals of the text that hold a line break. Text that is no Rust has none.
fn multi_line_literals(text: &str) -> Vec<Range<usize>> {
    fn collect(tokens: TokenStream, text: &str, found: &mut Vec<Range<usize>>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => collect(group.stream(), text, found),
                TokenTree::Literal(literal) => {
                    let range = literal.span().byte_range();
                    if text.get(range.clone()).is_some_and(|it| it.contains('\n')) {
                        found.push(range);
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        collect(tokens, text, &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn edits_must_not_overlap() {
        let edits = [Edit::replace(0..2, "x"), Edit::replace(1..3, "y")];
        assert_eq!(apply("abc", &edits), None);
        let edits = [Edit::replace(2..3, "y"), Edit::replace(0..1, "x"), Edit::replace(1..1, "-")];
        assert_eq!(apply("abc", &edits).as_deref(), Some("x-by"));
    }

    #[test]
    fn edits_come_together_where_they_do_not_overlap() {
        let mut together = Together::default();
        assert!(together.add(vec![Edit::replace(2..4, "x"), Edit::replace(6..6, "+")]));
        for range in [1..3, 3..3, 2..4, 3..5, 5..7] {
            assert!(!together.add(vec![Edit::replace(0..1, "y"), Edit::replace(range, "y")]));
        }
        for range in [4..6, 2..2, 6..7, 6..6, 0..1] {
            assert!(together.add(vec![Edit::replace(range, "z")]));
        }
        assert_eq!(together.apply("0123456789").as_deref(), Some("z1zxz+zz789"));
    }

    #[test]
    fn one_of_two_blank_lines_goes_with_the_item() {
        let source = Source::new(PathBuf::new(), String::from("a\n\n  b\n\nc\n"));
        let at = source.text.find('b').unwrap();
        let edit = Edit::remove_lines(&source, at..at + 1);
        assert_eq!(apply(&source.text, &[edit]).as_deref(), Some("a\n\nc\n"));
    }

    #[test]
    fn strings_keep_their_lines() {
        let text = "{\n    f(\"a\n    b\");\n    g();\n}";
        let source = Source::new(PathBuf::new(), text.to_owned());
        let moved = moved(&source, 0..text.len(), "", "  ");
        assert_eq!(moved, "{\n      f(\"a\n    b\");\n      g();\n  }");
    }
}
