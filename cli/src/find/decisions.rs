//! What the people of a package decided once about `adopt`.

/// The decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Decisions {
    /// Whether choices between halves that both work are converted too.
    pub(crate) choices: bool,
}
