//! Whether expansions are made for tests, where a gate can be forced unavailable.

/// The feature `testing`, which the runtime turns on together with its own.
pub(crate) const fn is_on() -> bool {
    cfg!(feature = "testing")
}
