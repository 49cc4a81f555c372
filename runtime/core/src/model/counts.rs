//! What a counter counts.

use crate::model::reason::Reason;

/// Which of an item's calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Calls that went to the capability itself.
    Used,
    /// Calls of a quantization entry point, announced when its level is not stable.
    Entered,
    /// Calls that something else answered.
    Degraded(Reason),
    /// Calls that dropped the argument with this index.
    Ignored(u32),
    /// Calls that returned an error or panicked.
    Refused(Reason),
    /// Calls that went on although the policy denies it, because they cannot return an error.
    Undeniable(Reason),
}
