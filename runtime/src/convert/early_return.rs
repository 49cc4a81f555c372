//! As [`gate`](crate::convert::gate), for code in the middle of a function whose return type it does
//! not see.
//!
//! `if false { return returns.value(); }` in front of a call says what the type is, where that is
//! known. In a closure it may not be known yet: then the first of the three steps is taken, and its
//! bound waits until it is.

#![allow(
    clippy::unused_self,
    reason = "the methods of the three steps must look the same; the receiver chooses the step"
)]

use crate::calls::settle::Denied;
use crate::convert::gate::{ByIoError, NoWayOut, Returns, ReturnsUnsupported, unreachable};
use crate::error::unavailable::Unavailable;
use crate::registry::record::Record;

impl<R: FromUnavailable> Returns<R> {
    /// The error.
    #[cold]
    pub fn refused_here(&self, unavailable: Unavailable) -> R {
        R::from_unavailable(unavailable)
    }

    /// The error of `quant_refuses!`.
    #[cold]
    pub fn unsupported_here(&self, unavailable: Unavailable) -> R {
        R::from_unavailable(unavailable)
    }

    /// The error that the policy asks for.
    #[inline]
    pub fn denied_here(&self, record: &'static Record, denied: Option<Denied>) -> Option<R> {
        denied.map(|denied| R::from_unavailable(denied.error(record)))
    }
}

impl<T, E: From<std::io::Error>> ByIoError<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn refused_here(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }

    /// The error of `quant_refuses!`.
    #[cold]
    pub fn unsupported_here(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }

    /// The error that the policy asks for.
    #[inline]
    pub fn denied_here(
        &self,
        record: &'static Record,
        denied: Option<Denied>,
    ) -> Option<Result<T, E>> {
        self.denied(record, denied)
    }
}

impl<R> NoWayOut<R> {
    /// Never compiles: the bound is on the method, so that its message is what rustc prints.
    pub fn refused_here(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailableHere,
    {
        unreachable()
    }

    /// Never compiles, as `refused_here`.
    pub fn unsupported_here(&self, _: Unavailable) -> R
    where
        R: ReturnsUnsupported,
    {
        unreachable()
    }

    /// `None`: the function goes on, and is reported at level `error`.
    #[inline]
    pub fn denied_here(&self, record: &'static Record, denied: Option<Denied>) -> Option<R> {
        self.denied(record, denied)
    }

    /// Never called: `return returns.value()` is what says that `R` is the return type.
    ///
    /// # Panics
    ///
    /// Always.
    #[cold]
    pub fn value(&self) -> R {
        unreachable()
    }
}

/// A `Result` whose error has `From<Unavailable>`.
#[diagnostic::on_unimplemented(
    message = "this macro cannot return an error early: the type that is returned here is inferred, and turns out to be `{Self}`",
    label = "write the type in front of it, such as `|x| -> {Self} {{ .. }}`, or add the option `const` to `feature_gated!`"
)]
pub trait FromUnavailable: Sized {
    /// The error.
    fn from_unavailable(unavailable: Unavailable) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<Unavailable>> FromUnavailable for Result<T, E> {
    fn from_unavailable(unavailable: Unavailable) -> Self {
        Err(E::from(unavailable))
    }
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "this returns early without the feature: add an arm `_ => expr`, or the option `error = f` or `panics`",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait ReturnsUnavailableHere {}

/// `Err` of whatever type is wanted, for a `match` that does not look as if it always returned.
#[cold]
#[inline]
pub fn absent<T>(unavailable: Unavailable) -> Result<T, Unavailable> {
    Err(unavailable)
}
