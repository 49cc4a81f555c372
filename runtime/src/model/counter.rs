//! The memory of one counter. What a call makes of it is said in `calls`.

use std::sync::atomic::AtomicU64;

/// A counter.
#[derive(Debug)]
pub struct Counter {
    /// The count, and flags above it.
    pub(crate) state: AtomicU64,
    /// Milliseconds since the Unix epoch, 0 before the first call.
    pub(crate) first_seen: AtomicU64,
}

impl Counter {
    /// Nothing was counted so far.
    #[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
    pub const NONE: Counter = Counter { state: AtomicU64::new(0), first_seen: AtomicU64::new(0) };
}
