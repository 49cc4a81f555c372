//! The atomics, in one place so that a model checker can put its own there.

pub(crate) use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering};
