//! What an annotation says of work that is still to be done.

use std::fmt;

/// How urgent it is to pay back a piece of technical debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the four usual words")]
pub enum Priority {
    Low,
    Medium,
    High,
    Critical,
}

impl Priority {
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High, Self::Critical]
            .into_iter()
            .find(|priority| priority.to_string() == word)
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Priority::Low => "Low",
            Priority::Medium => "Medium",
            Priority::High => "High",
            Priority::Critical => "Critical",
        })
    }
}

/// The debt metadata of an annotation: `priority`, `tracking`, `note`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Debt {
    /// `priority = ..`
    pub priority: Option<Priority>,
    /// `tracking = ".."`: the URL of the issue where the work is planned.
    pub tracking: Option<&'static str>,
    /// `note = ".."`
    pub note: Option<&'static str>,
}
