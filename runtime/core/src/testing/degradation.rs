//! `assert_no_degradation`

use std::fmt::Write as _;

use crate::overrides;

/// Runs `f` and returns what it returns.
///
/// What other threads do is not looked at.
///
/// # Panics
///
/// If on this thread something else ran in the place of a capability, an argument was ignored, or a
/// capability returned its error; the message has one line for each.
#[track_caller]
pub fn assert_no_degradation<R>(f: impl FnOnce() -> R) -> R {
    let (value, degraded) = overrides::recording(f);
    let mut text = String::new();
    for row in degraded {
        let (name, used, reason, count) = (row.capability.name(), row.used, row.reason, row.count);
        let _ = write!(text, "\n  `{name}` → {used}: {reason}, {count} ×");
    }
    assert!(text.is_empty(), "not everything ran as asked:{text}");
    value
}
