//! What a call does besides counting: ask the policy, and say once what happened.
//!
//! A quiet call compares two numbers and counts. Everything else (the policy, the message, the list of
//! sites) happens while the site is not settled: at the first call, after the policy changed, and
//! after a subscriber was installed that has not heard of it yet. There are no locks.

use crate::calls::announce::{Announcement, Speaker};
use crate::calls::clock::unix_milliseconds;
use crate::calls::current_policy::{decide, warn_about_environment};
use crate::calls::site::Site;
use crate::error::unavailable::Unavailable;
use crate::model::counts::Counts;
use crate::model::reason::Reason;
use crate::overrides;
use crate::registry::annotation::Annotation;
use crate::registry::index::described;

/// The policy forbids what the caller is about to do.
#[derive(Debug, Clone, Copy)]
pub enum Denied {
    /// A fallback, or to drop an argument.
    Strict {
        /// Which conditions or arguments.
        which: u32,
        /// By which word.
        word: u16,
    },
    /// Quantization of this level.
    Support {
        /// By which word.
        word: u16,
    },
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
        Site::rare(record, Counts::Refused(unavailable.reason())).tell(unavailable);
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
        Site::rare(record, Counts::Undeniable(unavailable.reason())).tell(unavailable);
    }

    fn unavailable(self, record: &'static Annotation) -> Unavailable {
        match self {
            Denied::Strict { which, word } => {
                Unavailable::new(record, Reason::Strict, which).denied_by(word)
            }
            Denied::Support { word } => {
                Unavailable::new(record, Reason::SupportRefused, 0).denied_by(word)
            }
            Denied::Forced(reason) => Unavailable::new(record, reason, reason.of_everything()),
        }
    }
}

/// Tells a test that it asks too much.
pub(crate) fn cannot_be_forced(record: &'static Annotation, why: &str) -> ! {
    panic!("`{}` cannot be forced to be unavailable: {why}", described(record).name())
}

impl Site {
    /// Counts one call that the policy does not forbid.
    pub(crate) fn tell(self, unavailable: Unavailable) {
        if !self.counter.count_if_quiet() {
            let _ = self.decide(unavailable);
        }
    }

    /// What there is to do for a call that is not quiet: count it, unless the policy forbids it.
    #[cold]
    #[inline(never)]
    pub(crate) fn settle(self, which: u32) -> Option<Denied> {
        self.decide(self.unavailable(which))
    }

    fn decide(self, unavailable: Unavailable) -> Option<Denied> {
        if let Some(word) = self.counter.denial() {
            return Some(self.denied(unavailable, word));
        }
        let turn = self.take_turn();
        let decision = decide(self.record, self.counts);
        if let Some(word) = decision.denied_by {
            // What was asked for does not happen: this is another row of the ledger.
            if !overrides::POSSIBLE {
                self.counter.deny(turn, word);
            }
            return Some(self.denied(unavailable, word));
        }
        // Before anything is said: who listens may panic.
        self.counter.count(unix_milliseconds);
        overrides::note(|| {
            let (reason, used) = self.degradation()?;
            Some((self.capability(), reason, used))
        });
        // Whoever listens may call gates itself. Nothing is said of those, so nothing is settled.
        if let Some(speaker) = Speaker::of_this_thread() {
            speaker.listen();
            warn_about_environment(&speaker);
            let quiet = decision.is_quiet || self.announce(&speaker, unavailable);
            if !overrides::POSSIBLE {
                self.counter.settle(turn, quiet);
            }
        }
        None
    }

    fn denied(self, unavailable: Unavailable, word: u16) -> Denied {
        match self.counts {
            Counts::Entered => Denied::Support { word },
            _ => Denied::Strict { which: unavailable.which(), word },
        }
    }

    pub(crate) fn unavailable(self, which: u32) -> Unavailable {
        let (reason, which) = match self.counts {
            Counts::Refused(reason) | Counts::Degraded(reason) | Counts::Undeniable(reason) => {
                (reason, which)
            }
            Counts::Ignored(index) => (Reason::ArgumentRefused, 1 << index),
            Counts::Used => (Reason::NotImplemented, which),
            Counts::Entered => (Reason::SupportRefused, which),
        };
        Unavailable::new(self.record, reason, which)
    }

    /// Logs the site's message unless it is out. Whether there is nothing left to say.
    fn announce(self, speaker: &Speaker, unavailable: Unavailable) -> bool {
        if self.counter.is_announced() {
            return true;
        }
        let Some(announcement) = Announcement::of(self, unavailable) else { return true };
        announcement.send(speaker)
    }
}
