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

use crate::site::{self, Counts};
use crate::unavailable::Unavailable;

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

impl<T, E: From<Unavailable>> Returns<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn refused(&self, unavailable: Unavailable) -> Result<T, E> {
        Err(E::from(unavailable))
    }

    /// The error that the policy asks for.
    #[cold]
    pub fn denied(&self, unavailable: Unavailable) -> Option<Result<T, E>> {
        record(&unavailable);
        Some(self.refused(unavailable))
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

    /// The error that the policy asks for.
    #[cold]
    pub fn denied(&self, unavailable: Unavailable) -> Option<Result<T, E>> {
        record(&unavailable);
        Some(self.refused(unavailable))
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> Result<T, E> {
        unreachable()
    }
}

impl<R> NoWayOut<R> {
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

    /// `None`: the function goes on, and is reported at level `error`.
    #[cold]
    pub fn denied(&self, unavailable: Unavailable) -> Option<R> {
        undeniable(&unavailable);
        None
    }
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "add `fallback = path`, `otherwise = expr`, `error = f` or `panics` to the attribute",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait ReturnsUnavailable {}

/// Goes on, because the function cannot return an error; reported at level `error`.
#[cold]
pub fn undeniable(unavailable: &Unavailable) {
    let counts = Counts::Undeniable(unavailable.reason());
    let _ = site::rare(unavailable.descriptor(), counts).hit(unavailable.which());
}

/// Counts an error that the policy asks for.
#[cold]
pub fn record(unavailable: &Unavailable) {
    let counts = Counts::Refused(unavailable.reason());
    let _ = site::rare(unavailable.descriptor(), counts).hit(unavailable.which());
}

/// Calls `error = f`; a function of its own, so that `f` may be a closure or a path.
#[cold]
pub fn error<E>(f: impl FnOnce(Unavailable) -> E, unavailable: Unavailable) -> E {
    f(unavailable)
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
