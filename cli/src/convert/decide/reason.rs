//! Why something stays as it is.

use std::fmt;

/// A reason, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reason(String);

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<T: Into<String>> From<T> for Reason {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

/// It stays, for this reason.
pub(super) fn stays<T>(reason: impl Into<Reason>) -> Result<T, Reason> {
    Err(reason.into())
}
