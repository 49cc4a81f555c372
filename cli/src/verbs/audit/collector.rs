//! Collects the findings of one file.

use super::finding::{Adopt, Finding};
use super::rules::Rule;
use crate::read::source::Source;

/// The findings of a file so far.
pub(super) struct Collector<'a> {
    /// The text.
    pub(super) source: &'a Source,
    /// What the file is called in findings.
    pub(super) shown: &'a str,
    /// The findings.
    pub(super) findings: Vec<Finding>,
}

impl Collector<'_> {
    /// Adds a finding about a byte of the file.
    pub(super) fn add(&mut self, rule: &'static Rule, offset: usize, item: &str, message: String) {
        self.add_with(rule, offset, item, message, None);
    }

    /// The same, with what `adopt` says about it.
    pub(super) fn add_with(
        &mut self,
        rule: &'static Rule,
        offset: usize,
        item: &str,
        message: String,
        adopt: Option<Adopt>,
    ) {
        let place = self.source.place(offset);
        self.findings.push(Finding {
            rule,
            severity: rule.severity,
            path: self.shown.to_owned(),
            line: place.line,
            column: place.column,
            item: item.to_owned(),
            message,
            adopt,
        });
    }
}
