//! Turns an [`Unavailable`] into what a gated function returns.
//!
//! The three steps of the conversion are three traits on three depths of reference; method lookup
//! takes the first whose bounds hold for the declared return type.

use std::io;
use std::marker::PhantomData;

use crate::site::{self, Counts};
use crate::unavailable::Unavailable;

/// The declared return type of a gated function.
pub struct Returns<R>(PhantomData<R>);

impl<R> Clone for Returns<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Returns<R> {}

impl<R> Returns<R> {
    /// Written as `(&&&Returns::<R>::new())` so that lookup starts at the deepest reference.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only expansions make one")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// First step: the error type has `From<Unavailable>`.
pub trait FromUnavailable: Sized {
    /// The declared return type.
    type Output;
    /// The error.
    fn refused(self, unavailable: Unavailable) -> Self::Output;
    /// The error, where the policy forbids to go on.
    fn denied(self, unavailable: Unavailable) -> Option<Self::Output> {
        record(&unavailable);
        Some(self.refused(unavailable))
    }
}

impl<T, E: From<Unavailable>> FromUnavailable for &&Returns<Result<T, E>> {
    type Output = Result<T, E>;

    #[cold]
    fn refused(self, unavailable: Unavailable) -> Self::Output {
        Err(E::from(unavailable))
    }
}

/// Second step: the error type has `From<std::io::Error>`.
pub trait FromIoError: Sized {
    /// The declared return type.
    type Output;
    /// The error.
    fn refused(self, unavailable: Unavailable) -> Self::Output;
    /// The error, where the policy forbids to go on.
    fn denied(self, unavailable: Unavailable) -> Option<Self::Output> {
        record(&unavailable);
        Some(self.refused(unavailable))
    }
}

impl<T, E: From<io::Error>> FromIoError for &Returns<Result<T, E>> {
    type Output = Result<T, E>;

    #[cold]
    fn refused(self, unavailable: Unavailable) -> Self::Output {
        Err(E::from(io::Error::from(unavailable)))
    }
}

/// Last step: nothing fits. The bound is on the method, so that its message is what rustc prints.
pub trait NoWayOut: Sized {
    /// The declared return type.
    type Output;
    /// Never compiles.
    fn refused(self, unavailable: Unavailable) -> Self::Output
    where
        Self::Output: ReturnsUnavailable;
    /// `None`: the function goes on, and is reported at level `error`.
    fn denied(self, unavailable: Unavailable) -> Option<Self::Output> {
        undeniable(&unavailable);
        None
    }
}

impl<R> NoWayOut for Returns<R> {
    type Output = R;

    fn refused(self, _: Unavailable) -> R
    where
        R: ReturnsUnavailable,
    {
        R::returns()
    }
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "add `fallback = path`, `otherwise = expr`, `error = f` or `panics` to the attribute",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait ReturnsUnavailable {
    /// Never called.
    fn returns() -> Self;
}

/// Goes on, because the function cannot return an error; reported at level `error`.
#[cold]
pub fn undeniable(unavailable: &Unavailable) {
    let counts = Counts::Undeniable(unavailable.reason());
    let _ = site::rare(unavailable.capability(), counts).hit(unavailable.which());
}

/// Counts an error that the policy asked for.
#[cold]
pub fn record(unavailable: &Unavailable) {
    let counts = Counts::Refused(unavailable.reason());
    let _ = site::rare(unavailable.capability(), counts).hit(unavailable.which());
}

/// Calls `error = f`; a function of its own, so that `f` may be a closure or a path.
#[cold]
pub fn error<E>(f: impl FnOnce(Unavailable) -> E, unavailable: Unavailable) -> E {
    f(unavailable)
}

/// `None` of the same type, in the place of an argument that is ignored.
#[inline]
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

/// A function that returns `impl Trait` has one type, so a test cannot force another one on it.
///
/// # Panics
///
/// Always.
#[cold]
#[track_caller]
pub fn opaque() -> ! {
    panic!("a function that returns `impl Trait` cannot be forced to its fallback")
}
