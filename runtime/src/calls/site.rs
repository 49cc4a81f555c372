//! Where calls are counted, and perhaps announced once.
//!
//! The quiet path is one atomic addition and one test. Everything else (the policy, the message,
//! the list of sites) happens while the site is not settled: at the first call, after the policy
//! changed, and after a subscriber was installed that has not heard of it yet.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::calls::announce::{self, Announcement};
use crate::calls::current_policy::{policy, warn_about_environment};
use crate::error::unavailable::{Reason, Unavailable};
use crate::model::capability::{Capability, Instead};
use crate::model::quant::Quant;
use crate::registry::record::Record;
use crate::registry::section::capability_of;
#[cfg(feature = "testing")]
use crate::testing;

/// Nothing is left to do but count.
const SETTLED: u64 = 1 << 63;
/// The message is out.
const ANNOUNCED: u64 = 1 << 62;
/// The low bits of the state.
const COUNT: u64 = ANNOUNCED - 1;

/// What a [`Site`] counts.
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

/// A counter.
#[derive(Debug)]
pub struct Calls {
    /// The count, and the two flags above it.
    state: AtomicU64,
    /// Milliseconds since the Unix epoch, 0 before the first call.
    first_seen: AtomicU64,
}

/// Tells a test that it asks too much.
#[cfg(feature = "testing")]
fn cannot_be_forced(record: &'static Record, why: &str) -> ! {
    panic!("`{}` cannot be forced to be unavailable: {why}", capability_of(record).name())
}

impl Calls {
    /// None so far.
    #[allow(clippy::declare_interior_mutable_const, reason = "only ever the value of a new static")]
    pub const NONE: Calls = Calls { state: AtomicU64::new(0), first_seen: AtomicU64::new(0) };
}

/// The policy forbids what the caller is about to do.
#[derive(Debug, Clone, Copy)]
pub enum Denied {
    /// A fallback, or to drop an argument; the bits say which conditions or arguments.
    Strict(u32),
    /// Quantization of this level.
    Support,
    /// Whatever a test forces it for.
    #[cfg(feature = "testing")]
    Forced(Reason),
}

impl Denied {
    /// The error that the policy asks for; counted.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn error(self, record: &'static Record) -> Unavailable {
        let unavailable = self.unavailable(record);
        let counts = Counts::Refused(unavailable.reason());
        let _ = rare(record, counts).hit(unavailable.which());
        unavailable
    }

    /// Nothing but a report at level `error`: the function cannot return one.
    #[cold]
    #[inline(never)]
    pub fn report(self, record: &'static Record) {
        let unavailable = self.unavailable(record);
        #[cfg(feature = "testing")]
        if matches!(self, Denied::Forced(reason) if !reason.is_of_the_policy()) {
            cannot_be_forced(record, "it has no way out");
        }
        let counts = Counts::Undeniable(unavailable.reason());
        let _ = rare(record, counts).hit(unavailable.which());
    }

    fn unavailable(self, record: &'static Record) -> Unavailable {
        match self {
            Denied::Strict(which) => Unavailable::new(record, Reason::Strict, which),
            Denied::Support => Unavailable::new(record, Reason::SupportRefused, 0),
            #[cfg(feature = "testing")]
            Denied::Forced(reason) => Unavailable::new(record, reason, testing::all_of(reason)),
        }
    }
}

impl Calls {
    /// Counts one; the whole of the quiet path. Whether nothing else is left to do.
    #[inline]
    fn count(&self) -> bool {
        let settled = self.state.fetch_add(1, Ordering::Relaxed) & SETTLED != 0;
        // Under `testing` it depends on the thread what is left to do.
        settled && cfg!(not(feature = "testing"))
    }
}

/// A counter, what it counts, and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    record: &'static Record,
    counts: Counts,
    calls: &'static Calls,
}

/// The sites that were ever hit.
static SITES: Mutex<Vec<Site>> = Mutex::new(Vec::new());

/// Changes whenever sites have to look at the policy and the subscriber again.
static EPOCH: AtomicU64 = AtomicU64::new(0);

impl Record {
    /// Counts one call. Whether that is all there is to do.
    #[inline]
    #[must_use]
    pub fn count(&'static self) -> bool {
        self.calls.count()
    }

    /// What there is to do besides counting when something else answers a call. `Some` when the
    /// policy forbids that.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn settle_degraded(&'static self, which: u32) -> Option<Denied> {
        #[cfg(feature = "testing")]
        if let Some(reason) = testing::forced(self) {
            // It was counted for another reason.
            self.calls.state.fetch_sub(1, Ordering::Relaxed);
            return match reason {
                _ if reason.is_of_the_policy() => Some(Denied::Forced(reason)),
                _ => self.forced(Counts::Degraded(reason)).hit(testing::all_of(reason)),
            };
        }
        self.own(Counts::Degraded(self.reason())).settle(which)
    }

    /// Counts one call that ends in an error.
    #[cold]
    pub fn refused(&'static self, which: u32) -> Unavailable {
        #[cfg(feature = "testing")]
        if let Some(reason) = testing::forced(self) {
            return self.forced(Counts::Refused(reason)).refuse(testing::all_of(reason));
        }
        self.own(Counts::Refused(self.reason())).refuse(which)
    }

    /// Counts one call of a quantization entry point. `Some` when the policy forbids it.
    #[inline]
    pub fn entered(&'static self) -> Option<Denied> {
        #[cfg(feature = "testing")]
        if let Some(reason) = testing::forced(self) {
            return Some(Denied::Forced(reason));
        }
        self.own(Counts::Entered).hit(0)
    }

    /// Whether a test forces the capability to be unavailable on this thread.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn is_forced(&'static self) -> bool {
        testing::forced(self).is_some()
    }

    /// Tells a test that it asks too much: the function returns the body's `impl Trait`.
    ///
    /// # Panics
    ///
    /// If the capability is forced to be unavailable.
    #[cfg(feature = "testing")]
    pub fn cannot_be_forced(&'static self) {
        if self.is_forced() {
            cannot_be_forced(self, "it returns `impl Trait`, which is one type");
        }
    }

    /// The counter for a reason that a test made up, which may be the natural one.
    #[cfg(feature = "testing")]
    fn forced(&'static self, counts: Counts) -> Site {
        let natural = match counts {
            Counts::Degraded(reason) | Counts::Refused(reason) => reason == self.reason(),
            _ => false,
        };
        if natural && capability_of(self).quant().is_none() {
            self.own(counts)
        } else {
            rare(self, counts)
        }
    }

    /// The counter that is part of the record.
    #[inline]
    fn own(&'static self, counts: Counts) -> Site {
        Site { record: self, counts, calls: &self.calls }
    }

    /// Why a call that got as far as counting did not get further.
    #[cold]
    fn reason(&'static self) -> Reason {
        let capability = capability_of(self);
        if !capability.requires.holds() {
            Reason::NotCompiled
        } else if capability.quant().is_some() {
            Reason::NotImplemented
        } else {
            Reason::ConditionNotMet
        }
    }
}

impl Site {
    /// A counter of its own, beside the one in the record.
    #[must_use]
    #[inline]
    pub const fn new(record: &'static Record, counts: Counts, calls: &'static Calls) -> Self {
        Self { record, counts, calls }
    }

    /// Counts one call. `Some` when the policy forbids what the caller is about to do.
    #[inline]
    #[allow(clippy::must_use_candidate, reason = "counting a success asks nothing")]
    pub fn hit(self, which: u32) -> Option<Denied> {
        if self.calls.count() { None } else { self.settle(which) }
    }

    /// Counts one call that ends in an error.
    #[cold]
    #[must_use]
    pub fn refuse(self, which: u32) -> Unavailable {
        let _ = self.hit(which);
        let reason = match self.counts {
            Counts::Refused(reason) | Counts::Degraded(reason) | Counts::Undeniable(reason) => {
                reason
            }
            Counts::Ignored(_) => Reason::ArgumentRefused,
            Counts::Used | Counts::Entered => Reason::NotImplemented,
        };
        Unavailable::new(self.record, reason, which)
    }

    #[cold]
    #[inline(never)]
    fn settle(self, which: u32) -> Option<Denied> {
        self.enlist();
        announce::listen_for_subscribers();
        warn_about_environment();
        let epoch = EPOCH.load(Ordering::SeqCst);
        let policy = policy();
        let level = self.capability().quant().map(Quant::support);
        let denied = match self.counts {
            Counts::Degraded(_) if policy.denies_fallbacks() => Some(Denied::Strict(which)),
            Counts::Ignored(index) if policy.denies_fallbacks() => Some(Denied::Strict(1 << index)),
            Counts::Entered if level.is_some_and(|level| policy.refuses(level)) => {
                Some(Denied::Support)
            }
            _ => None,
        };
        if denied.is_some() {
            // What was asked for does not happen: this is another row of the ledger.
            self.calls.state.fetch_sub(1, Ordering::Relaxed);
            return denied;
        }
        #[cfg(feature = "testing")]
        testing::record(self);
        if policy.is_quiet() || self.announce(which) {
            self.calls.state.fetch_or(SETTLED, Ordering::SeqCst);
            // Whoever changed the epoch in between may have missed the bit.
            if EPOCH.load(Ordering::SeqCst) != epoch {
                self.calls.state.fetch_and(!SETTLED, Ordering::SeqCst);
            }
        }
        None
    }

    /// Puts the site on the list, once.
    fn enlist(self) {
        let now = unix_milliseconds().max(1);
        let first = &self.calls.first_seen;
        if first.compare_exchange(0, now, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            SITES.lock().unwrap_or_else(PoisonError::into_inner).push(self);
        }
    }

    /// Logs the site's message unless it is out. Returns whether there is nothing left to say as
    /// long as no subscriber changes.
    fn announce(self, which: u32) -> bool {
        if self.calls.state.load(Ordering::SeqCst) & ANNOUNCED != 0 {
            return true;
        }
        let Some(announcement) = Announcement::of(self.capability(), self.counts) else {
            return true;
        };
        if !announcement.is_heard() {
            return announcement.has_no_listener();
        }
        if self.calls.state.fetch_or(ANNOUNCED, Ordering::SeqCst) & ANNOUNCED == 0 {
            announcement.send(which);
        }
        true
    }

    pub(crate) fn capability(&self) -> &'static Capability {
        capability_of(self.record)
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn count(&self) -> u64 {
        self.calls.state.load(Ordering::SeqCst) & COUNT
    }

    pub(crate) fn first_seen(&self) -> u64 {
        self.calls.first_seen.load(Ordering::SeqCst)
    }

    /// What ran in the capability's place.
    pub(crate) fn used(&self) -> &'static str {
        match (self.counts, self.capability().instead) {
            (Counts::Used | Counts::Entered, _) => self.capability().name,
            (Counts::Refused(_), Instead::Panic) => "panic",
            (Counts::Refused(_), _) => "error",
            (_, Instead::Fallback(path) | Instead::Otherwise(path)) => path,
            (_, Instead::Error | Instead::Panic) => self.capability().name,
        }
    }
}

/// Every site that was ever hit.
pub(crate) fn all() -> Vec<Site> {
    SITES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Makes every site look at the policy and the subscriber again.
pub(crate) fn unsettle_all() {
    EPOCH.fetch_add(1, Ordering::SeqCst);
    for site in all() {
        site.calls.state.fetch_and(!SETTLED, Ordering::SeqCst);
    }
}

/// The site for something that has no counter of its own; one is made at its first use and kept.
///
/// There are at most as many as capabilities times kinds of count.
pub(crate) fn rare(record: &'static Record, counts: Counts) -> Site {
    static RARE: Mutex<Vec<Site>> = Mutex::new(Vec::new());
    let mut sites = RARE.lock().unwrap_or_else(PoisonError::into_inner);
    let known =
        sites.iter().find(|site| std::ptr::eq(site.record, record) && site.counts == counts);
    if let Some(&site) = known {
        return site;
    }
    let site = Site::new(record, counts, Box::leak(Box::new(Calls::NONE)));
    sites.push(site);
    site
}

fn unix_milliseconds() -> u64 {
    // `SystemTime::now` panics where there is no clock.
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return 0;
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
