//! One place in a gate where something is counted, and perhaps announced once.
//!
//! The quiet path is one atomic addition and one test. Everything else (the policy, the message,
//! the list of sites) happens while the site is not settled: at the first call, after the policy
//! changed, and after a subscriber was installed that has not heard of it yet.

use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::announce::{self, Announcement};
use crate::capability::{Capability, Instead};
use crate::policy::{policy, warn_about_environment};
use crate::quant::QuantSupport;
use crate::unavailable::{Reason, Unavailable};

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
    /// Calls that fell back although the policy denies it, because they cannot return an error.
    Undeniable(Reason),
}

/// A counter that belongs to one capability. The macros make one `static` for each place.
#[derive(Debug)]
pub struct Site {
    capability: &'static Capability,
    counts: Counts,
    state: AtomicU64,
    /// Milliseconds since the Unix epoch, 0 before the first call and where there is no clock.
    first_seen: AtomicU64,
    /// The next site of the list of all sites that were ever hit.
    next: AtomicPtr<Site>,
}

/// The sites that were ever hit, newest first.
static SITES: AtomicPtr<Site> = AtomicPtr::new(std::ptr::null_mut());

/// Changes whenever sites have to look at the policy and the subscriber again.
static EPOCH: AtomicU64 = AtomicU64::new(0);

impl Site {
    /// A site that nothing has hit yet.
    #[must_use]
    pub const fn new(capability: &'static Capability, counts: Counts) -> Self {
        Self {
            capability,
            counts,
            state: AtomicU64::new(0),
            first_seen: AtomicU64::new(0),
            next: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    /// Counts one call. `Some` when the policy forbids what the caller is about to do instead.
    #[inline]
    pub fn hit(&'static self, which: u32) -> Option<Unavailable> {
        if self.state.fetch_add(1, Ordering::Relaxed) & SETTLED == 0 {
            return self.settle(which);
        }
        None
    }

    /// Counts one call that ends in an error.
    #[inline]
    pub fn refuse(&'static self, which: u32) -> Unavailable {
        let _ = self.hit(which);
        let reason = match self.counts {
            Counts::Refused(reason) | Counts::Degraded(reason) | Counts::Undeniable(reason) => {
                reason
            }
            Counts::Ignored(_) => Reason::ArgumentRefused,
            Counts::Used | Counts::Entered => Reason::NotImplemented,
        };
        Unavailable::new(self.capability, reason, which)
    }

    #[cold]
    #[inline(never)]
    fn settle(&'static self, which: u32) -> Option<Unavailable> {
        self.enlist();
        announce::listen_for_subscribers();
        warn_about_environment();
        let epoch = EPOCH.load(Ordering::SeqCst);
        let policy = policy();
        let level = self.capability.quant.map(crate::quant::Quant::support);
        let forbidden = match self.counts {
            Counts::Degraded(_) | Counts::Ignored(_) if policy.denies_fallbacks() => {
                Some(Reason::Strict)
            }
            Counts::Entered if level.is_some_and(|level| policy.refuses(level)) => {
                Some(Reason::SupportRefused)
            }
            _ => None,
        };
        if let Some(reason) = forbidden {
            // What was asked for does not happen: this is another row of the ledger.
            self.state.fetch_sub(1, Ordering::Relaxed);
            let which = match self.counts {
                Counts::Ignored(index) => 1 << index,
                _ => which,
            };
            return Some(Unavailable::new(self.capability, reason, which));
        }
        if policy.is_quiet() || self.announce(which) {
            self.state.fetch_or(SETTLED, Ordering::SeqCst);
            // Whoever changed the epoch in between may have missed the bit.
            if EPOCH.load(Ordering::SeqCst) != epoch {
                self.state.fetch_and(!SETTLED, Ordering::SeqCst);
            }
        }
        None
    }

    /// Puts the site on the list, once.
    fn enlist(&'static self) {
        let now = unix_milliseconds().max(1);
        if self.first_seen.compare_exchange(0, now, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            return;
        }
        let this = std::ptr::from_ref(self).cast_mut();
        let mut head = SITES.load(Ordering::SeqCst);
        loop {
            self.next.store(head, Ordering::SeqCst);
            match SITES.compare_exchange_weak(head, this, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) => return,
                Err(newer) => head = newer,
            }
        }
    }

    /// Logs the site's message unless it is out. Returns whether there is nothing left to say as
    /// long as no subscriber changes.
    fn announce(&'static self, which: u32) -> bool {
        let Some(announcement) = self.announcement(which) else { return true };
        if self.state.load(Ordering::SeqCst) & ANNOUNCED != 0 {
            return true;
        }
        if !announcement.is_heard() {
            return announcement.has_no_listener();
        }
        if self.state.fetch_or(ANNOUNCED, Ordering::SeqCst) & ANNOUNCED == 0 {
            announcement.send();
        }
        true
    }

    fn announcement(&self, which: u32) -> Option<Announcement> {
        match self.counts {
            Counts::Used => None,
            Counts::Entered => match self.capability.quant.map(crate::quant::Quant::support) {
                None | Some(QuantSupport::Stable) => None,
                Some(level) => Announcement::of_support(self.capability, level),
            },
            Counts::Degraded(reason) => {
                Announcement::of_degradation(&Unavailable::new(self.capability, reason, which))
            }
            Counts::Ignored(index) => Announcement::of_ignored_argument(self.capability, index),
            Counts::Refused(reason) => {
                Announcement::of_refusal(&Unavailable::new(self.capability, reason, which))
            }
            Counts::Undeniable(reason) => Announcement::of_undeniable_fallback(&Unavailable::new(
                self.capability,
                reason,
                which,
            )),
        }
    }

    pub(crate) fn capability(&self) -> &'static Capability {
        self.capability
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn count(&self) -> u64 {
        self.state.load(Ordering::SeqCst) & COUNT
    }

    pub(crate) fn first_seen(&self) -> u64 {
        self.first_seen.load(Ordering::SeqCst)
    }

    /// What ran in the capability's place.
    pub(crate) fn used(&self) -> &'static str {
        match (self.counts, self.capability.instead) {
            (Counts::Used | Counts::Entered, _) => self.capability.name,
            (Counts::Refused(_), Instead::Panic) => "panic",
            (Counts::Refused(_), _) => "error",
            (_, Instead::Fallback(path) | Instead::Otherwise(path)) => path,
            (_, Instead::Error | Instead::Panic) => self.capability.name,
        }
    }
}

/// Every site that was ever hit.
pub(crate) fn all() -> impl Iterator<Item = &'static Site> {
    let mut next = SITES.load(Ordering::SeqCst);
    std::iter::from_fn(move || {
        // SAFETY: the list holds only pointers made from `&'static Site` in `enlist`, and null.
        #[allow(
            unsafe_code,
            reason = "an intrusive list of statics needs no allocation and no lock"
        )]
        let site: &'static Site = unsafe { next.as_ref() }?;
        next = site.next.load(Ordering::SeqCst);
        Some(site)
    })
}

/// Makes every site look at the policy and the subscriber again.
pub(crate) fn unsettle_all() {
    EPOCH.fetch_add(1, Ordering::SeqCst);
    for site in all() {
        site.state.fetch_and(!SETTLED, Ordering::SeqCst);
    }
}

/// The site for something that has no static of its own; one is made at its first use and kept.
///
/// There are at most as many as capabilities times kinds of count.
pub(crate) fn rare(capability: &'static Capability, counts: Counts) -> &'static Site {
    static RARE: Mutex<Vec<&'static Site>> = Mutex::new(Vec::new());
    let mut sites = RARE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = sites
        .iter()
        .find(|site| std::ptr::eq(site.capability, capability) && site.counts == counts);
    if let Some(site) = known {
        return site;
    }
    let site: &'static Site = Box::leak(Box::new(Site::new(capability, counts)));
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
