//! A counter, what it counts, and whose it is.

use crate::error::message;
use crate::model::capability::{Capability, Instead};
use crate::model::counts::Counts;
use crate::model::reason::Reason;
use crate::registry::annotation::Annotation;
use crate::registry::index::{capability_of, described};
use crate::sync::counter::Counter;

/// One row of what is counted.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    pub(crate) record: &'static Annotation,
    pub(crate) counts: Counts,
    pub(crate) counter: &'static Counter,
}

impl Site {
    /// A counter of its own, beside the one in the record.
    #[must_use]
    #[inline]
    pub const fn new(
        record: &'static Annotation,
        counts: Counts,
        counter: &'static Counter,
    ) -> Self {
        Self { record, counts, counter }
    }

    /// The site for something that is rarely counted.
    pub(crate) fn rare(record: &'static Annotation, counts: Counts) -> Self {
        Self::new(record, counts, &record.row(counts).counter)
    }

    pub(crate) fn capability(self) -> &'static Capability {
        capability_of(self.record)
    }

    /// The same without reading the records of others.
    pub(crate) fn described(self) -> &'static Capability {
        described(self.record)
    }

    /// What ran in the capability's place.
    fn used(self) -> &'static str {
        let capability = self.described();
        match (self.counts, capability.instead) {
            (Counts::Used | Counts::Entered, _) => capability.name,
            (Counts::Refused(_), Instead::Panic) => "panic",
            (Counts::Refused(_), _) => "error",
            (_, Instead::Fallback(path) | Instead::Otherwise(path)) => path,
            (_, Instead::Error | Instead::Panic) => capability.name,
        }
    }

    /// Why it is hit and what happens instead; `None` where the capability itself runs.
    pub(crate) fn degradation(self) -> Option<(Reason, String)> {
        match self.counts {
            Counts::Used | Counts::Entered => None,
            Counts::Degraded(reason) | Counts::Refused(reason) | Counts::Undeniable(reason) => {
                Some((reason, self.used().to_owned()))
            }
            Counts::Ignored(index) => {
                let ignored = message::ignored_argument(self.described(), index);
                Some((Reason::ArgumentRefused, ignored))
            }
        }
    }
}
