//! One thing that `audit` has to say.

use serde::Serialize;

use super::rules::{Rule, Severity};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// The file, relative to the audited folder, with `/`.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column in characters, from 1.
    pub(crate) column: usize,
    /// The item around it.
    pub(crate) item: String,
    /// One sentence.
    pub(crate) message: String,
}

/// The finding as the JSON formats write it.
#[derive(Debug, Serialize)]
pub(crate) struct Shown<'a> {
    rule: &'a str,
    severity: Severity,
    path: &'a str,
    line: usize,
    column: usize,
    item: &'a str,
    message: &'a str,
    suggestion: &'a str,
}

impl Finding {
    /// For serialization.
    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown {
            rule: self.rule.id,
            severity: self.rule.severity,
            path: &self.path,
            line: self.line,
            column: self.column,
            item: &self.item,
            message: &self.message,
            suggestion: self.rule.suggestion,
        }
    }

    /// What stays the same when lines move: rule, file and item.
    pub(crate) fn key(&self) -> String {
        format!("{} {} {}", self.rule.id, self.path, self.item)
    }
}
