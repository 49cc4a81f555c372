//! What expansions ask: whether a call may degrade, what error it ends in, whether it may enter.

use crate::calls::settle::{Denied, cannot_be_forced};
use crate::calls::site::Site;
use crate::error::unavailable::Unavailable;
use crate::model::counts::Counts;
use crate::model::reason::Reason;
use crate::overrides;
use crate::registry::annotation::Annotation;
use crate::report::output;

impl Site {
    /// Counts one call. `Some` when the policy forbids what the caller is about to do.
    #[inline]
    #[allow(clippy::must_use_candidate, reason = "counting a success asks nothing")]
    pub fn hit(self, which: u32) -> Option<Denied> {
        if self.counter.count_if_quiet() { None } else { self.is_not_quiet(which) }
    }

    #[cold]
    #[inline(never)]
    fn is_not_quiet(self, which: u32) -> Option<Denied> {
        let denied = self.settle(which);
        output::at_first_use();
        denied
    }

    /// Counts one call that ends in an error.
    #[cold]
    #[must_use]
    pub fn refuse(self, which: u32) -> Unavailable {
        let unavailable = self.unavailable(which);
        self.tell(unavailable);
        output::at_first_use();
        unavailable
    }

    /// The site whose counter is part of the record; what it counts depends on what is asked of it.
    #[inline]
    const fn of(record: &'static Annotation) -> Self {
        Self::new(record, Counts::Used, &record.calls)
    }

    const fn counting(self, counts: Counts) -> Self {
        Self { counts, ..self }
    }

    /// Counts a call that is not quiet and that something else answers. `Some` when the policy forbids
    /// that.
    fn settle_degraded(self, which: u32) -> Option<Denied> {
        let Some(reason) = self.forced() else {
            return self.counting(Counts::Degraded(self.natural_reason())).is_not_quiet(which);
        };
        if reason.is_of_the_policy() {
            return Some(Denied::Forced(reason));
        }
        self.made_up(reason, Counts::Degraded(reason)).hit(reason.of_everything())
    }

    /// Counts one call that ends in an error.
    fn refused(self, which: u32) -> Unavailable {
        let Some(reason) = self.forced() else {
            return self.counting(Counts::Refused(self.natural_reason())).refuse(which);
        };
        self.made_up(reason, Counts::Refused(reason)).refuse(reason.of_everything())
    }

    /// Counts one call of a quantization entry point. `Some` when the policy forbids it.
    #[inline]
    fn entered(self) -> Option<Denied> {
        match self.forced() {
            Some(reason) => Some(Denied::Forced(reason)),
            None => self.counting(Counts::Entered).hit(0),
        }
    }

    /// Why a test forces the capability to be unavailable on this thread.
    #[inline]
    fn forced(self) -> Option<Reason> {
        overrides::forced(|| self.capability())
    }

    /// The site for a reason that a test made up, which may be the natural one.
    fn made_up(self, reason: Reason, counts: Counts) -> Self {
        if reason == self.natural_reason() && self.described().quant().is_none() {
            self.counting(counts)
        } else {
            Site::rare(self.record, counts)
        }
    }

    /// Why a call that got as far as counting did not get further.
    fn natural_reason(self) -> Reason {
        let capability = self.described();
        if !capability.requires.holds() {
            Reason::NotCompiled
        } else if capability.quant().is_some() {
            Reason::NotImplemented
        } else {
            Reason::ConditionNotMet
        }
    }
}

/// Expansions name one static; each question is about the site that counts it.
impl Annotation {
    /// Counts one call, if that is all there is to do. Whether it is.
    #[inline]
    #[must_use]
    pub fn count(&'static self) -> bool {
        self.calls.count_if_quiet()
    }

    /// Counts one call that is denied and goes on, if that is all there is to do. Whether it is.
    ///
    /// Under strict this is every call of a function that cannot return an error.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn count_undeniable(&'static self) -> bool {
        self.calls.denial().is_some()
            && self.rows.iter().any(|row| {
                matches!(row.counts, Counts::Undeniable(Reason::Strict))
                    && row.counter.count_if_quiet()
            })
    }

    /// Counts a call that is not quiet and that something else answers. `Some` when the policy forbids
    /// that.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn settle_degraded(&'static self, which: u32) -> Option<Denied> {
        Site::of(self).settle_degraded(which)
    }

    /// Counts one call that ends in an error.
    #[cold]
    pub fn refused(&'static self, which: u32) -> Unavailable {
        Site::of(self).refused(which)
    }

    /// Counts one call that ends in an error because the caller asked for this very capability; the
    /// bits say which `required_if`s hold.
    #[cold]
    pub fn required(&'static self, which: u32) -> Unavailable {
        Site::rare(self, Counts::Refused(Reason::ExplicitlyRequired)).refuse(which)
    }

    /// Counts one call of a quantization entry point. `Some` when the policy forbids it.
    #[inline]
    pub fn entered(&'static self) -> Option<Denied> {
        Site::of(self).entered()
    }

    /// Whether a test forces the capability to be unavailable on this thread.
    #[must_use]
    pub fn is_forced(&'static self) -> bool {
        Site::of(self).forced().is_some()
    }

    /// Tells a test that it asks too much: the function returns the body's `impl Trait`.
    ///
    /// # Panics
    ///
    /// If the capability is forced to be unavailable.
    pub fn cannot_be_forced(&'static self) {
        if self.is_forced() {
            cannot_be_forced(self, "it returns `impl Trait`, which is one type");
        }
    }
}
