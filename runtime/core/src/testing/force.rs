//! `force_unavailable`

use std::marker::PhantomData;

use crate::model::capability::Capability;
use crate::model::kind::CapabilityKind;
use crate::model::reason::Reason;
use crate::overrides::{self, Named};
use crate::registry::index::capabilities;
use crate::registry::section::{COLLECTS, WHY_EMPTY};
use crate::text::nearest::nearest_first;

/// Makes a capability unavailable on this thread until the guard is dropped: its `fallback` or
/// `otherwise` runs, or it returns its error. [`on_all_threads`](ForcedUnavailable::on_all_threads) is
/// for servers and pools.
///
/// It is called by its [`id`](Capability::id), or by an end of the id that fits it alone, such as
/// `Flash::forward`. A name without path means every capability of that name, a pattern with `*` all
/// that it fits.
///
/// The reason is [`Reason::Forced`] unless [`because`](ForcedUnavailable::because) gives another.
/// A function that returns `impl Trait`, or quantizes and returns no `Result`, panics when it is called.
/// A `const fn` is not affected.
///
/// # Panics
///
/// If no such capability is linked into this binary, if a path without `*` fits several, or if it is
/// not a function: what a choice or a stub does is chosen when it is compiled.
#[track_caller]
pub fn force_unavailable(capability: &str) -> ForcedUnavailable {
    let plain = |text: &str| text.replace('-', "_");
    let whole = capabilities().iter().find(|known| plain(known.id()) == plain(capability));
    let meant = match whole {
        Some(known) => Named::Id(known.id()),
        None => Named::Fitting(capability.to_owned()),
    };
    if COLLECTS {
        let named: Vec<&Capability> =
            capabilities().iter().copied().filter(|known| meant.means(known)).collect();
        assert!(!named.is_empty(), "no capability `{capability}`; {}", known_names(capability));
        let is_fixed = |known: &&&Capability| {
            matches!(
                known.kind(),
                CapabilityKind::Choice | CapabilityKind::Stub | CapabilityKind::Limitation
            )
        };
        let functions: Vec<&str> =
            named.iter().filter(|known| !is_fixed(known)).map(|known| known.id()).collect();
        assert!(
            !functions.is_empty(),
            "`{capability}` cannot be forced to be unavailable: it is no function"
        );
        let means_all = capability.contains('*') || !capability.contains("::");
        assert!(
            functions.len() == 1 || means_all,
            "`{capability}` fits several capabilities: `{}`; name one of them, or use `*`",
            functions.join("`, `")
        );
    }
    ForcedUnavailable { guard: overrides::force(meant), on_this_thread: PhantomData }
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

    /// On all threads, for servers and pools whose threads a test does not start.
    ///
    /// Waits until no other thread has such a guard, so that tests which use it run one at a time. Other
    /// tests of the same process see what is forced: give such tests a file of their own below `tests/`.
    /// What a thread forces for itself stands before it.
    ///
    /// ```
    /// use featherfall::{requires_feature, testing};
    ///
    /// #[requires_feature("testing", otherwise = 0)] // a feature that is on
    /// fn lanes() -> u32 {
    ///     8
    /// }
    /// # fn main() {
    /// let guard = testing::force_unavailable("lanes").on_all_threads();
    /// assert_eq!(std::thread::spawn(lanes).join().unwrap(), 0);
    /// drop(guard);
    /// assert_eq!(std::thread::spawn(lanes).join().unwrap(), 8);
    /// # }
    /// ```
    pub fn on_all_threads(self) -> Self {
        overrides::force_on_all_threads(self.guard);
        self
    }
}

impl Drop for ForcedUnavailable {
    fn drop(&mut self) {
        overrides::unforce(self.guard);
    }
}
