//! Turns an [`Unavailable`] into what a gated function returns.
//!
//! The three steps of the conversion are three types, each of which dereferences to the next: method
//! lookup takes the first whose bounds hold for the declared return type. Compared with traits on
//! references this needs no `use` in the expansion and compiles in a quarter of the time.

#![allow(
    clippy::unused_self,
    clippy::unnecessary_wraps,
    reason = "the methods of the three steps must look the same; the receiver chooses the step"
)]

use std::io;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::calls::settle::Denied;
use crate::error::unavailable::Unavailable;
use crate::registry::record::Record;

/// First step: the declared return type is a `Result` whose error has `From<Unavailable>`.
pub struct Returns<R>(ByIoError<R>);

/// Second step: the error has `From<std::io::Error>`.
pub struct ByIoError<R>(NoWayOut<R>);

/// Last step: nothing fits.
pub struct NoWayOut<R>(PhantomData<R>);

/// The conversions into the declared return type `R`.
#[must_use]
#[inline]
pub const fn returns<R>() -> Returns<R> {
    Returns(ByIoError(NoWayOut(PhantomData)))
}

impl<R> Deref for Returns<R> {
    type Target = ByIoError<R>;

    fn deref(&self) -> &ByIoError<R> {
        &self.0
    }
}

impl<R> Deref for ByIoError<R> {
    type Target = NoWayOut<R>;

    fn deref(&self) -> &NoWayOut<R> {
        &self.0
    }
}

impl<T, E> Returns<Result<T, E>> {
    /// What `error = f` makes.
    #[cold]
    pub fn error(
        &self,
        f: impl FnOnce(Unavailable) -> E,
        unavailable: Unavailable,
    ) -> Result<T, E> {
        Err(f(unavailable))
    }
}

impl<T, E: From<Unavailable>> Returns<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn refused(&self, unavailable: Unavailable) -> Result<T, E> {
        Err(E::from(unavailable))
    }

    /// The error of `#[quant_support]`.
    #[cold]
    pub fn unsupported(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }

    /// The error that the policy asks for.
    #[inline]
    pub fn denied(&self, record: &'static Record, denied: Option<Denied>) -> Option<Result<T, E>> {
        denied.map(|denied| self.refused(denied.error(record)))
    }

    /// What `fallback` returns, or the error that the policy asks for; counted.
    #[inline]
    pub fn fall_back(
        &self,
        record: &'static Record,
        which: u32,
        fallback: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        fall_back(record, which, fallback, |record, denied| returns().denied(record, denied))
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> Result<T, E> {
        unreachable()
    }
}

impl<T, E: From<io::Error>> ByIoError<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn refused(&self, unavailable: Unavailable) -> Result<T, E> {
        Err(E::from(io::Error::from(unavailable)))
    }

    /// The error of `#[quant_support]`.
    #[cold]
    pub fn unsupported(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }

    /// The error that the policy asks for.
    #[inline]
    pub fn denied(&self, record: &'static Record, denied: Option<Denied>) -> Option<Result<T, E>> {
        denied.map(|denied| self.refused(denied.error(record)))
    }

    /// What `fallback` returns, or the error that the policy asks for; counted.
    #[inline]
    pub fn fall_back(
        &self,
        record: &'static Record,
        which: u32,
        fallback: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        fall_back(record, which, fallback, |record, denied| {
            ByIoError(NoWayOut(PhantomData)).denied(record, denied)
        })
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> Result<T, E> {
        unreachable()
    }
}

impl<R> NoWayOut<R> {
    /// Never compiles, as `refused`.
    pub fn error<F>(&self, _: F, _: Unavailable) -> R
    where
        R: ReturnsError,
    {
        R::returns()
    }

    /// Never compiles, as `refused`.
    pub fn unsupported(&self, _: Unavailable) -> R
    where
        R: ReturnsUnsupported,
    {
        R::returns()
    }

    /// Never compiles: the bound is on the method, so that its message is what rustc prints.
    pub fn refused(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailable,
    {
        unreachable()
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> R
    where
        R: ReturnsUnavailable,
    {
        unreachable()
    }

    /// What `fallback` returns; a denial is only reported. Counted.
    #[inline]
    pub fn fall_back(
        &self,
        record: &'static Record,
        which: u32,
        fallback: impl FnOnce() -> R,
    ) -> R {
        fall_back(record, which, fallback, |record, denied| {
            NoWayOut(PhantomData).denied(record, denied)
        })
    }

    /// `None`: the function goes on, and is reported at level `error`.
    #[inline]
    pub fn denied(&self, record: &'static Record, denied: Option<Denied>) -> Option<R> {
        if let Some(denied) = denied {
            denied.report(record);
        }
        None
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
pub trait ReturnsError {
    /// Never called.
    fn returns() -> Self;
}

/// The same for `#[quant_support]`, which has other options.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say what it does not support",
    label = "return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`",
    note = "or return any other `Result` and add `error = f`"
)]
pub trait ReturnsUnsupported {
    /// Never called.
    fn returns() -> Self;
}

/// What `fallback` returns, or what `deny` makes of the policy's objection; counted.
///
/// `deny` captures nothing: every capture is a store on the quiet path.
#[inline]
fn fall_back<R>(
    record: &'static Record,
    which: u32,
    fallback: impl FnOnce() -> R,
    deny: impl FnOnce(&'static Record, Option<Denied>) -> Option<R>,
) -> R {
    if record.count() {
        return fallback();
    }
    cold(move || deny(record, record.settle_degraded(which)).unwrap_or_else(fallback))
}

/// Calls `f`, which is rarely done: the quiet path saves no registers for it.
#[cold]
#[inline(never)]
fn cold<R>(f: impl FnOnce() -> R) -> R {
    f()
}

/// Calls `error = f` where the return type cannot be written, because of `impl Trait`.
#[cold]
pub fn error<E>(f: impl FnOnce(Unavailable) -> E, unavailable: Unavailable) -> E {
    f(unavailable)
}

/// The argument, whose type only the compiler knows.
#[inline]
pub fn optional<T, A: Optional<T>>(argument: A) -> Option<T> {
    argument.into_option()
}

/// Implemented by `Option` alone.
#[diagnostic::on_unimplemented(
    message = "`ignores(..)`, `refuses(..)` and `requires(..)` need an argument of type `Option<_>`, found `{Self}`",
    label = "this is no `Option<_>`"
)]
pub trait Optional<T> {
    /// As it is.
    fn into_option(self) -> Option<T>;

    /// Whether it is `Some`.
    fn is_given(&self) -> bool;
}

impl<T> Optional<T> for Option<T> {
    #[inline]
    fn into_option(self) -> Option<T> {
        self
    }

    #[inline]
    fn is_given(&self) -> bool {
        self.is_some()
    }
}

/// Whether there is an argument.
#[inline]
pub fn is_given<T, A: Optional<T>>(argument: &A) -> bool {
    argument.is_given()
}

/// Whether there is an argument, and `None` of its type; the argument stays where it is.
#[inline]
pub fn without<T, A: Optional<T>>(argument: &A) -> (bool, Option<T>) {
    (argument.is_given(), None)
}

/// `None` of the same type, in the place of an argument that is ignored.
#[inline]
#[must_use]
pub fn ignore<T>(_: Option<T>) -> Option<T> {
    None
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

/// A value that dead code is checked with.
///
/// # Panics
///
/// Always.
#[cold]
#[must_use]
pub fn unreachable<T>() -> T {
    unreachable!("dead code that is only type-checked")
}
