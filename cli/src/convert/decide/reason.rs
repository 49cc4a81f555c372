//! Why something stays as it is.

use std::fmt;

/// A reason, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason {
    text: String,
    is_preference: bool,
}

impl Reason {
    /// Both halves of a choice work.
    pub(super) fn preference() -> Self {
        let text =
            String::from("both halves work, so nothing is lacking: only `--choices` looks at it");
        Self { text, is_preference: true }
    }

    /// Whether nothing is amiss with what stays.
    pub(crate) const fn is_preference(&self) -> bool {
        self.is_preference
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<T: Into<String>> From<T> for Reason {
    fn from(text: T) -> Self {
        Self { text: text.into(), is_preference: false }
    }
}

/// Why code that may lack the standard library stays.
pub(super) const NO_STD: &str =
    "the crate is `#![no_std]`, and the runtime needs the standard library";

/// It stays, for this reason.
pub(super) fn stays<T>(reason: impl Into<Reason>) -> Result<T, Reason> {
    Err(reason.into())
}
