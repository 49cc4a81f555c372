//! What is known around a file, and what is written in several ways out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::item::Attribute;
use super::returned::Returned;
use crate::read::source::{Source, one_line};
use crate::understand::annotations::{Imports, Kind, Named, Names};
use crate::understand::index::Index;
use crate::write::edit::Edit;

/// Code that a macro checked in every build, and that some builds do not look at any more.
pub(super) struct Off {
    /// The builds that do not, as a predicate.
    pub(super) without: String,
    /// The code.
    pub(super) code: String,
}

/// What is known around a file.
pub(super) struct Around<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// The package's name.
    pub(super) package: &'a str,
    /// What the macros are called.
    pub(super) names: &'a Names,
    /// What the file imports.
    pub(super) imports: &'a Imports,
    /// The types that are stubs, of the whole package.
    pub(super) stubs: &'a BTreeSet<String>,
    /// What the whole package defines.
    pub(super) index: &'a Index<'a>,
    /// What is returned where macros stand.
    pub(super) returned: &'a Returned,
}

impl Around<'_> {
    /// The featherfall macro that the path names.
    pub(super) fn macro_of(&self, path: &[String]) -> Option<&'static str> {
        match self.names.named(path, self.imports) {
            Named::Macro(name) => Some(name),
            _ => None,
        }
    }

    /// The kind of annotation that the attribute is.
    pub(super) fn kind(&self, attribute: &Attribute) -> Option<Kind> {
        self.macro_of(&attribute.path).and_then(Kind::from_name)
    }

    /// The edits of an annotation, with the comments that stand in it and in none of them above.
    pub(super) fn with_comments(&self, range: &Range<usize>, mut edits: Vec<Edit>) -> Vec<Edit> {
        let is_kept = |comment: &str| {
            edits.iter().any(|it| {
                let mut at = it.text.match_indices(comment).map(|(at, _)| at + comment.len());
                at.any(|at| comment.ends_with("*/") || it.text[at..].starts_with(['\r', '\n']))
            })
        };
        let inside = self.source.comments().iter().map(|it| it.range.clone());
        let inside = inside.filter(|it| range.start <= it.start && it.end <= range.end);
        let lost = inside.map(|it| self.source.slice(it)).filter(|it| !is_kept(it));
        let lost: Vec<String> = lost.map(str::to_owned).collect();
        let at = edits.iter_mut().find(|it| it.range.contains(&range.start));
        let (Some(edit), false) = (at, lost.is_empty()) else { return edits };
        let comments = self.lines(range.start, lost);
        if edit.text.is_empty() {
            let rest = self.source.slice(range.end..self.source.line_end(range.end));
            let is_alone = rest.trim().is_empty();
            let comments = if is_alone { comments.trim_end() } else { &comments };
            *edit = Edit::replace(range.clone(), comments);
        } else {
            edit.text.insert_str(0, &comments);
        }
        edits
    }

    /// Lines in front of something, each at its depth.
    pub(super) fn lines(&self, at: usize, lines: impl IntoIterator<Item = String>) -> String {
        let mut text = String::new();
        for line in lines {
            text.push_str(&line);
            text.push_str(self.source.newline());
            text.push_str(self.source.indent(at));
        }
        text
    }
}

/// The text as a comment of one line.
pub(super) fn comment(text: &str) -> String {
    format!("// {}", one_line(text))
}
