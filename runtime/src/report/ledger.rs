//! The ledger: what was asked for, what ran instead, how often.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::calls::sites;
use crate::model::capability::Capability;
use crate::model::counts::Counts;
use crate::model::reason::Reason;

/// How often a capability was asked for and something else happened, for one reason.
#[derive(Debug, Clone)]
pub struct Degradation {
    capability: &'static Capability,
    reason: Reason,
    used: String,
    count: u64,
    first_seen: Option<SystemTime>,
}

impl Degradation {
    /// What was asked for.
    #[must_use]
    pub fn capability(&self) -> &'static Capability {
        self.capability
    }

    /// The name of what was asked for.
    #[must_use]
    pub fn requested(&self) -> &'static str {
        self.capability.name()
    }

    /// What happened instead: the fallback's path, the tokens of `otherwise`, `error`, `panic`, or
    /// which argument was ignored.
    #[must_use]
    pub fn used(&self) -> &str {
        &self.used
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// How many calls; exact under threads.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// When it happened first, to the millisecond; `None` where there is no clock.
    #[must_use]
    pub fn first_seen(&self) -> Option<SystemTime> {
        self.first_seen
    }
}

/// Everything that did not run as asked so far, sorted by capability and reason.
///
/// Walks the sites that were hit; nothing is reset.
#[must_use]
pub fn degradations() -> Vec<Degradation> {
    let mut sites = sites::all();
    sites.sort_by_cached_key(|site| (site.capability().place(), site.degradation()));
    let rows = sites.into_iter().filter_map(|site| {
        let (reason, used) = site.degradation()?;
        let count = site.counter.calls();
        (count > 0).then(|| Degradation {
            capability: site.capability(),
            reason,
            used,
            count,
            first_seen: match site.counter.first_seen() {
                0 | 1 => None,
                milliseconds => Some(UNIX_EPOCH + Duration::from_millis(milliseconds)),
            },
        })
    });
    rows.collect()
}

/// How often the capability itself ran, where that is counted.
pub(crate) fn used(capability: &'static Capability) -> u64 {
    let sites = sites::all();
    let count = |is_counted: fn(Counts) -> bool| -> u64 {
        let of_it = sites.iter().filter(|site| site.capability() == capability);
        of_it.filter(|site| is_counted(site.counts)).map(|site| site.counter.calls()).sum()
    };
    // A quantization entry point counts the call before it looks at the arguments.
    let begun = count(|it| matches!(it, Counts::Used | Counts::Entered));
    begun.saturating_sub(count(|it| {
        matches!(it, Counts::Refused(Reason::ArgumentRefused | Reason::ArgumentRequired))
    }))
}
