//! What a call does besides counting: ask the policy, and say once what happened.
//!
//! The quiet path is one atomic addition and one test. Everything else (the policy, the message,
//! the list of sites) happens while the site is not settled: at the first call, after the policy
//! changed, and after a subscriber was installed that has not heard of it yet.

use crate::calls::announce::{self, Announcement};
use crate::calls::current_policy::{policy, warn_about_environment};
use crate::calls::site::{Counts, Site};
use crate::calls::sites::{enlist, epoch, rare};
use crate::error::unavailable::Unavailable;
use crate::model::quant::Quant;
use crate::model::reason::Reason;
use crate::overrides;
use crate::registry::annotation::Annotation;
use crate::registry::index::capability_of;

/// The policy forbids what the caller is about to do.
#[derive(Debug, Clone, Copy)]
pub enum Denied {
    /// A fallback, or to drop an argument; the bits say which conditions or arguments.
    Strict(u32),
    /// Quantization of this level.
    Support,
    /// Whatever a test forces it for.
    Forced(Reason),
}

impl Denied {
    /// The error that the policy asks for; counted.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn error(self, record: &'static Annotation) -> Unavailable {
        let unavailable = self.unavailable(record);
        let counts = Counts::Refused(unavailable.reason());
        let _ = rare(record, counts).hit(unavailable.which());
        unavailable
    }

    /// Nothing but a report at level `error`: the function cannot return one.
    #[cold]
    #[inline(never)]
    pub fn report(self, record: &'static Annotation) {
        let unavailable = self.unavailable(record);
        if matches!(self, Denied::Forced(reason) if !reason.is_of_the_policy()) {
            cannot_be_forced(record, "it has no way out");
        }
        let counts = Counts::Undeniable(unavailable.reason());
        let _ = rare(record, counts).hit(unavailable.which());
    }

    fn unavailable(self, record: &'static Annotation) -> Unavailable {
        match self {
            Denied::Strict(which) => Unavailable::new(record, Reason::Strict, which),
            Denied::Support => Unavailable::new(record, Reason::SupportRefused, 0),
            Denied::Forced(reason) => Unavailable::new(record, reason, reason.of_everything()),
        }
    }
}

/// Tells a test that it asks too much.
pub(crate) fn cannot_be_forced(record: &'static Annotation, why: &str) -> ! {
    panic!("`{}` cannot be forced to be unavailable: {why}", capability_of(record).name())
}

impl Site {
    /// Counts one call. `Some` when the policy forbids what the caller is about to do.
    #[inline]
    #[allow(clippy::must_use_candidate, reason = "counting a success asks nothing")]
    pub fn hit(self, which: u32) -> Option<Denied> {
        if self.counter.add() { None } else { self.settle(which) }
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

    /// What there is to do for a call that was counted.
    #[cold]
    #[inline(never)]
    pub(crate) fn settle(self, which: u32) -> Option<Denied> {
        enlist(self);
        announce::listen_for_subscribers();
        warn_about_environment();
        let before = epoch();
        let policy = policy();
        let level = self.capability().quant().map(Quant::support);
        let denied = match self.counts {
            Counts::Degraded(_)
                if policy.denies_fallbacks() && !self.capability().details.benign =>
            {
                Some(Denied::Strict(which))
            }
            Counts::Ignored(index) if policy.denies_fallbacks() => Some(Denied::Strict(1 << index)),
            Counts::Entered if level.is_some_and(|level| policy.refuses(level)) => {
                Some(Denied::Support)
            }
            _ => None,
        };
        if denied.is_some() {
            // What was asked for does not happen: this is another row of the ledger.
            self.counter.take_back();
            return denied;
        }
        overrides::note(|| {
            let (reason, used) = self.degradation()?;
            Some((self.capability(), reason, used))
        });
        if policy.quiet || self.announce(which) {
            self.counter.settle();
            // Whoever changed the epoch in between may have missed the bit.
            if epoch() != before {
                self.counter.unsettle();
            }
        }
        None
    }

    /// Logs the site's message unless it is out. Returns whether there is nothing left to say as
    /// long as no subscriber changes.
    fn announce(self, which: u32) -> bool {
        if self.counter.is_announced() {
            return true;
        }
        let Some(announcement) = Announcement::of(self) else { return true };
        if !announcement.is_heard() {
            return announcement.has_no_listener();
        }
        if self.counter.begin_announcement() {
            announcement.send(which);
        }
        true
    }
}
