//! The ledger: what was asked for, what ran instead, how often.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::calls::site::Site;
use crate::calls::sites;
use crate::model::capability::Capability;
use crate::model::counts::Counts;
use crate::model::reason::Reason;
use crate::text::sort::sort_by;

/// How often a capability was asked for and something else happened, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Degradation {
    #[cfg_attr(feature = "serde", serde(serialize_with = "Capability::serialize_id"))]
    capability: &'static Capability,
    reason: Reason,
    used: String,
    count: u64,
    /// Since the Unix epoch.
    first_seen_ms: Option<u64>,
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
        self.first_seen_ms.map(|milliseconds| UNIX_EPOCH + Duration::from_millis(milliseconds))
    }
}

/// Everything that did not run as asked so far, sorted by capability and reason.
///
/// Walks the sites that were hit; nothing is reset.
#[must_use]
pub fn degradations() -> Vec<Degradation> {
    let mut rows: Vec<Degradation> = sites::all().into_iter().filter_map(Degradation::of).collect();
    sort_by(&mut rows, |one, other| {
        let key = |row: &Degradation| (row.capability, row.reason);
        key(one).cmp(&key(other)).then_with(|| one.used.cmp(&other.used))
    });
    rows
}

impl Degradation {
    fn of(site: Site) -> Option<Self> {
        let count = site.counter.calls();
        if count == 0 {
            return None;
        }
        let (reason, used) = site.degradation()?;
        Some(Self {
            capability: site.capability(),
            reason,
            used,
            count,
            first_seen_ms: Some(site.counter.first_seen()).filter(|milliseconds| *milliseconds > 1),
        })
    }
}

/// What became of each capability so far.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    used: HashMap<&'static Capability, u64>,
    degradations: HashMap<&'static Capability, Vec<Degradation>>,
}

impl Ledger {
    /// Walks the sites once.
    pub(crate) fn now() -> Self {
        let mut ledger = Self::default();
        let mut turned_away: HashMap<&Capability, u64> = HashMap::new();
        for site in sites::all() {
            let calls = site.counter.calls();
            match site.counts {
                Counts::Used | Counts::Entered => {
                    *ledger.used.entry(site.capability()).or_default() += calls;
                }
                // A quantization entry point counts the call before it looks at the arguments.
                Counts::Refused(
                    Reason::ArgumentRefused | Reason::ArgumentRequired | Reason::Strict,
                ) if site.capability().quant().is_some() => {
                    *turned_away.entry(site.capability()).or_default() += calls;
                }
                _ => {}
            }
        }
        for (capability, calls) in turned_away {
            if let Some(used) = ledger.used.get_mut(capability) {
                *used = used.saturating_sub(calls);
            }
        }
        for row in degradations() {
            ledger.degradations.entry(row.capability).or_default().push(row);
        }
        ledger
    }

    /// How often the capability itself ran, where that is counted.
    pub(crate) fn used(&self, capability: &Capability) -> u64 {
        self.used.get(capability).copied().unwrap_or_default()
    }

    /// What happened instead, by reason.
    pub(crate) fn degradations(&self, capability: &Capability) -> &[Degradation] {
        self.degradations.get(capability).map_or(&[], Vec::as_slice)
    }
}
