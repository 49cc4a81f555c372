//! What threads race for, without a lock: a subscriber may call a gate at any time, and a process may
//! fork at any time.
//!
//! `tests/tests/model.rs` compiles these files with the atomics of a model checker in the place of
//! `atomic`, so they name nothing but each other.

pub(crate) mod atomic;
pub(crate) mod counted;
pub(crate) mod counter;
pub(crate) mod lazy;
pub(crate) mod list;
pub(crate) mod slot;

use atomic::{AtomicI64, AtomicPtr};
use counted::Counted;
use counter::{Counter, Generations};
use list::List;
use slot::Slot;

// The model checker's atomics are not made in constants.
#[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
impl Counter {
    /// Nothing was counted so far.
    pub const NONE: Self = Self {
        count: AtomicI64::new(0),
        state: AtomicI64::new(0),
        first_seen: AtomicI64::new(0),
        flags: AtomicI64::new(0),
    };
}

#[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
impl<T: Sync> Slot<T> {
    pub(crate) const EMPTY: Self = Self { pointer: AtomicPtr::new(std::ptr::null_mut()) };
}

#[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
impl<T: Sync> List<T> {
    pub(crate) const EMPTY: Self = Self { newest: Slot::EMPTY };
}

#[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
impl<T: Sync> Counted<T> {
    pub(crate) const NONE: Self =
        Self { listed: List::EMPTY, generations: Generations { latest: AtomicI64::new(0) } };
}
