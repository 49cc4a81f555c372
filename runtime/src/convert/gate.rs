//! What a gated function says that has no way out, and the ways out that convert nothing.

#![allow(clippy::unused_self, reason = "the receiver chooses the step")]

use crate::convert::step::{NoWayOut, unreachable};
use crate::error::unavailable::Unavailable;

impl<R> NoWayOut<R> {
    /// Never compiles: the bound is on the method, so that its message is what rustc prints.
    pub fn refused(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailable,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn unreachable(&self) -> R
    where
        R: ReturnsUnavailable,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn error<F>(&self, _: F, _: Unavailable) -> R
    where
        R: ReturnsError,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn unsupported(&self, _: Unavailable) -> R
    where
        R: ReturnsUnsupported,
    {
        unreachable()
    }
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "add `fallback = path`, `otherwise = expr` or `panics` to the attribute; for a `Result`, `error = f`",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait ReturnsUnavailable {}

/// The same for `error = f`.
#[diagnostic::on_unimplemented(
    message = "`error = f` needs a function that returns a `Result`, found `{Self}`",
    label = "remove this, or return a `Result`"
)]
pub trait ReturnsError {}

/// The same for `#[quant_support]`, which has other options.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say what it does not support",
    label = "return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`",
    note = "or return any other `Result` and add `error = f`"
)]
pub trait ReturnsUnsupported {}

/// Calls `error = f` where the return type cannot be written, because of `impl Trait`.
#[cold]
pub fn error<E>(f: impl FnOnce(Unavailable) -> E, unavailable: Unavailable) -> E {
    f(unavailable)
}

/// The hinted panic of `panics`.
///
/// # Panics
///
/// Always.
#[cold]
#[track_caller]
pub fn panic(unavailable: Unavailable) -> ! {
    panic!("{unavailable}")
}
