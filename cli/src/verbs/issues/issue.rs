//! An issue that exists.

use serde::Deserialize;

/// An issue as `gh` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Issue {
    /// Its number.
    pub(crate) number: u64,
    /// Its title.
    pub(crate) title: String,
    /// Its body.
    #[serde(default)]
    pub(crate) body: String,
    /// `OPEN` or `CLOSED`.
    pub(crate) state: String,
}

impl Issue {
    /// Whether it is open.
    pub(crate) fn is_open(&self) -> bool {
        self.state.eq_ignore_ascii_case("open")
    }
}
