//! One thing that `audit` has to say.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::rules::{Rule, Severity};
use crate::convert::decide::Reason;
use crate::find::paths::{normal, seen_from};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// How much it matters here.
    pub(crate) severity: Severity,
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
    /// What `adopt` says about it, if it is asked.
    pub(crate) adopt: Option<Adopt>,
}

/// Whether `adopt` converts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Adopt {
    converts: bool,
    /// Both halves work: nothing has to be done.
    #[serde(skip)]
    pub(super) is_preference: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Adopt {
    /// It does.
    pub(crate) const fn converts() -> Self {
        Self { converts: true, is_preference: false, reason: None }
    }

    /// It does not.
    pub(crate) fn leaves(reason: &Reason) -> Self {
        Self {
            converts: false,
            is_preference: reason.is_preference(),
            reason: Some(reason.to_string()),
        }
    }
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
    suggestion: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    adopt: Option<&'a Adopt>,
}

impl Finding {
    /// For serialization.
    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown {
            rule: self.rule.id,
            severity: self.severity,
            path: &self.path,
            line: self.line,
            column: self.column,
            item: &self.item,
            message: &self.message,
            suggestion: self.suggestion(),
            adopt: self.adopt.as_ref(),
        }
    }

    /// What to do about it.
    pub(crate) fn suggestion(&self) -> String {
        let by_hand = self.rule.suggestion;
        match &self.adopt {
            None => by_hand.to_owned(),
            Some(adopt) => format!("{by_hand}; {adopt}"),
        }
    }

    /// What stays the same when lines move, and wherever it is asked for: rule, file as seen from
    /// the workspace, and item.
    pub(crate) fn key(&self, workspace: &Path) -> String {
        format!("{} {} {}", self.rule.id, seen_from(workspace, &self.absolute()), self.item)
    }

    /// The file, if it lies in the folder, as seen from there.
    pub(crate) fn seen_from(&self, folder: &Path) -> Option<String> {
        let path = self.absolute();
        path.starts_with(folder).then(|| seen_from(folder, &path))
    }

    /// The whole path of the file.
    pub(crate) fn absolute(&self) -> PathBuf {
        normal(&std::path::absolute(&self.path).unwrap_or_default())
    }
}

impl fmt::Display for Adopt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            None => formatter.write_str("`cargo featherfall adopt` does it"),
            Some(reason) => write!(formatter, "`cargo featherfall adopt` leaves it: {reason}"),
        }
    }
}
