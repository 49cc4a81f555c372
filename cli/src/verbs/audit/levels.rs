//! How much the findings of each rule matter here.

use std::collections::BTreeMap;

use clap::Args;

use super::finding::Finding;
use super::rules::{self, Rule, Severity};
use crate::error::Error;
use crate::find::config::{Level, RuleLevel};
use crate::grammar::expected;

/// What the command line says of rules.
#[derive(Debug, Default, Args)]
pub(crate) struct Asked {
    /// Findings of this rule are errors; may be given again.
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
    /// Findings of this rule are warnings, which fail; may be given again.
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Findings of this rule are not shown; may be given again.
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Find annotations, too, that this git revision has and that are gone.
    #[arg(long, value_name = "REVISION")]
    pub(super) since: Option<String>,
    /// Show only findings that matter so much.
    #[arg(long, value_name = "SEVERITY", value_enum)]
    min_severity: Option<Severity>,
}

/// The level of each rule that has another one than its own.
pub(super) struct Levels {
    by_rule: BTreeMap<&'static str, Level>,
    min: Option<Severity>,
}

impl Levels {
    /// What is written down for a package, and what the command line says instead.
    pub(super) fn new(written: &[RuleLevel], asked: &Asked) -> Result<Self, Error> {
        let mut by_rule = BTreeMap::new();
        for RuleLevel { rule, level, place } in written {
            let rule = known(rule).map_err(|it| Error::failed(format!("{place}: {it}")))?;
            by_rule.insert(rule.id, *level);
        }
        let words =
            [(&asked.warn, Level::Warn), (&asked.deny, Level::Deny), (&asked.allow, Level::Allow)];
        for (rules, level) in words {
            for rule in rules {
                by_rule.insert(known(rule).map_err(Error::failed)?.id, level);
            }
        }
        Ok(Self { by_rule, min: asked.min_severity })
    }

    /// The finding as it matters here; `None` if it does not.
    pub(super) fn judged(&self, mut finding: Finding) -> Option<Finding> {
        finding.severity = match self.by_rule.get(finding.rule.id) {
            None => finding.severity,
            Some(Level::Allow) => return None,
            Some(Level::Note) => Severity::Note,
            Some(Level::Warn) => Severity::Warning,
            Some(Level::Deny) => Severity::Error,
        };
        (self.min.is_none_or(|min| finding.severity >= min)).then_some(finding)
    }
}

/// The rule of this id, or what is wrong with the word.
pub(super) fn known(id: &str) -> Result<&'static Rule, String> {
    let found = rules::ALL.iter().copied().find(|it| it.id == id);
    let ids = rules::ALL.iter().map(|it| it.id);
    found.ok_or_else(|| format!("there is no rule `{id}`{}", expected(id, ids)))
}
