//! What is known around a file, and what is written in several ways out.

use std::collections::BTreeSet;

use super::item::Attribute;
use super::returned::Returned;
use crate::read::source::{Source, one_line};
use crate::understand::annotations::{Imports, Kind, Named, Names};
use crate::understand::index::Index;

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
