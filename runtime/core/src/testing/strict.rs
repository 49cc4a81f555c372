//! `strict`

use std::marker::PhantomData;

use crate::overrides;

/// Denies fallbacks on this thread until the guard is dropped, as the policy
/// [`with_strict`](crate::Policy::with_strict) does for the process.
pub fn strict() -> Strict {
    overrides::begin_strict();
    Strict { on_this_thread: PhantomData }
}

/// The guard of [`strict`].
#[derive(Debug)]
#[must_use = "fallbacks are allowed again as soon as this is dropped"]
pub struct Strict {
    on_this_thread: PhantomData<*const ()>,
}

impl Drop for Strict {
    fn drop(&mut self) {
        overrides::end_strict();
    }
}
