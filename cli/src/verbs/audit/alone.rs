//! A finding that needs more than its file to be seen.

use std::path::Path;

use super::allowed::Allowed;
use super::collector::Collector;
use super::finding::{Adopt, Finding};
use super::rules::Rule;
use crate::find::paths::shown;
use crate::understand::whole::Whole;

/// A finding that the audit of no single file makes; none where a comment silences the rule.
pub(super) fn alone(
    whole: &Whole<'_>,
    path: &Path,
    rule: &'static Rule,
    offset: usize,
    item: &str,
    message: String,
    adopt: Option<Adopt>,
) -> Option<Finding> {
    let source = &whole.index.files.get(path)?.source;
    let mut found = Collector { source, shown: &shown(path), findings: Vec::new() };
    found.add_with(rule, offset, item, message, adopt);
    Allowed::of(source).apply(&mut found);
    found.findings.pop()
}
