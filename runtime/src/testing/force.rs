//! `force_unavailable`

use std::marker::PhantomData;

use crate::model::kind::Kind;
use crate::model::reason::Reason;
use crate::overrides;
use crate::registry::index::capabilities;
use crate::registry::section::{COLLECTS, WHY_EMPTY};
use crate::text::nearest::nearest_first;

/// Makes every capability of this name, or with this [`id`](crate::Capability::id), unavailable on this
/// thread until the guard is dropped: its `fallback` or `otherwise` runs, or it returns its error.
///
/// The reason is [`Reason::Forced`] unless [`because`](ForcedUnavailable::because) gives another.
/// A function that returns `impl Trait`, or quantizes and returns no `Result`, panics when it is called.
/// A `const fn` is not affected.
///
/// # Panics
///
/// If no such capability is linked into this binary, or if it is not a function: what a choice
/// or a stub does is chosen when it is compiled.
#[track_caller]
pub fn force_unavailable(capability: &str) -> ForcedUnavailable {
    if COLLECTS {
        let named = capabilities().iter().filter(|known| overrides::is_named(known, capability));
        let kinds: Vec<Kind> = named.map(|known| known.kind()).collect();
        assert!(!kinds.is_empty(), "no capability `{capability}`; {}", known_names(capability));
        let is_fixed = |kind: &Kind| matches!(kind, Kind::Choice | Kind::Stub | Kind::Limitation);
        assert!(
            !kinds.iter().all(is_fixed),
            "`{capability}` cannot be forced to be unavailable: it is no function"
        );
    }
    ForcedUnavailable { guard: overrides::force(capability), on_this_thread: PhantomData }
}

fn known_names(name: &str) -> String {
    let known = nearest_first(name, capabilities().iter().map(|capability| capability.name()));
    if known.is_empty() {
        return format!("none is linked into this binary, {WHY_EMPTY}");
    }
    format!("known, nearest first: `{}`", known.join("`, `"))
}

/// The guard of [`force_unavailable`].
#[derive(Debug)]
#[must_use = "the capability is available again as soon as this is dropped"]
pub struct ForcedUnavailable {
    guard: u64,
    on_this_thread: PhantomData<*const ()>,
}

impl ForcedUnavailable {
    /// Simulates this reason, in message, ledger and error.
    ///
    /// [`Reason::Strict`] and [`Reason::SupportRefused`] make a function that has a fallback return
    /// its error.
    pub fn because(self, reason: Reason) -> Self {
        overrides::force_because(self.guard, reason);
        self
    }
}

impl Drop for ForcedUnavailable {
    fn drop(&mut self) {
        overrides::unforce(self.guard);
    }
}
