//! What was known before: with a baseline only new findings fail.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use crate::error::{About as _, Error};
use crate::find::paths;
use crate::write::file;

const SCHEMA: &str = "featherfall/audit-baseline/1";

/// How many findings are known, by rule, and by rule, file and item.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Baseline {
    schema: String,
    /// For the eye and for curves over time.
    counts: BTreeMap<String, usize>,
    known: BTreeMap<String, usize>,
}

impl Baseline {
    /// The baseline that knows exactly these findings.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let mut baseline = Self { schema: SCHEMA.to_owned(), ..Self::default() };
        let workspace = paths::workspace();
        for finding in findings {
            *baseline.counts.entry(finding.rule.id.to_owned()).or_default() += 1;
            *baseline.known.entry(finding.key(&workspace)).or_default() += 1;
        }
        baseline
    }

    /// Reads a baseline.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let named = || format!("baseline `{}`", path.display());
        let text = std::fs::read_to_string(path).about(named)?;
        let baseline: Self = serde_json::from_str(&text).about(named)?;
        if baseline.schema != SCHEMA {
            let found = &baseline.schema;
            let error = format!("{}: has schema `{found}`, expected `{SCHEMA}`", named());
            return Err(Error::failed(error));
        }
        Ok(baseline)
    }

    /// Writes the baseline.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let named = || format!("baseline `{}`", path.display());
        let text = serde_json::to_string_pretty(self).about(named)?;
        file::new_file(
            path,
            &format!(
                "{text}
"
            ),
        )
        .about(named)
    }

    /// The findings that it does not know. Where a place has more of them than before, the last
    /// ones count as new.
    pub(crate) fn new_ones(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let workspace = paths::workspace();
        let mut left = self.known.clone();
        findings
            .into_iter()
            .filter(|finding| match left.get_mut(&finding.key(&workspace)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules;
    use super::*;

    fn finding(item: &str, line: usize) -> Finding {
        Finding {
            rule: &rules::UNTRACKED_TODO,
            severity: rules::UNTRACKED_TODO.severity,
            path: String::from("src/a.rs"),
            line,
            column: 1,
            item: item.to_owned(),
            message: String::new(),
            adopt: None,
        }
    }

    #[test]
    fn only_more_than_before_is_new() {
        let baseline = Baseline::of(&[finding("f", 1), finding("f", 2)]);
        // Lines move freely.
        assert_eq!(baseline.new_ones(vec![finding("f", 70), finding("f", 80)]), []);
        let new = baseline.new_ones(vec![
            finding("f", 1),
            finding("f", 2),
            finding("f", 3),
            finding("g", 4),
        ]);
        assert_eq!(new, [finding("f", 3), finding("g", 4)]);
    }
}
