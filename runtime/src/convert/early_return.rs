//! What code in the middle of a function says that has no way out; it does not see the return type.
//!
//! `if false { return returns.value(); }` in front of a call says what the type is, where that is
//! known. In a closure it may not be known yet: then the first step is taken.

#![allow(clippy::unused_self, reason = "the receiver chooses the step")]

use crate::convert::gate::ReturnsUnsupported;
use crate::convert::step::{NoWayOut, unreachable};
use crate::error::unavailable::Unavailable;

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
