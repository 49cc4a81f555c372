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
}

/// As `refused` and `denied`, for a return type that is perhaps not known yet where they stand, as
/// in a closure: then the bound waits until it is.
impl<R: FromUnavailable> Returns<R> {
    /// The error.
    #[cold]
    pub fn refused_here(&self, unavailable: Unavailable) -> R {
        R::from_unavailable(unavailable)
    }

    /// The error that the policy asks for.
    #[cold]
    pub fn denied_here(&self, unavailable: Unavailable) -> Option<R> {
        record(&unavailable);
        Some(R::from_unavailable(unavailable))
    }
}

impl<T, E: From<io::Error>> ByIoError<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn refused_here(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }

    /// The error that the policy asks for.
    #[cold]
    pub fn denied_here(&self, unavailable: Unavailable) -> Option<Result<T, E>> {
        self.denied(unavailable)
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

/// As `refused`, for a function that `#[feature_stub]` fills in.
impl<T, E: From<Unavailable>> Returns<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn stub_refused(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }
}

impl<T, E: From<io::Error>> ByIoError<Result<T, E>> {
    /// The error.
    #[cold]
    pub fn stub_refused(&self, unavailable: Unavailable) -> Result<T, E> {
        self.refused(unavailable)
    }
}

impl<R> NoWayOut<R> {
    /// Never compiles, as `refused`.
    pub fn stub_refused(&self, _: Unavailable) -> R
    where
        R: StubReturnsUnavailable,
    {
        R::returns()
    }

    /// Never called: `return returns.value()` is what says that `R` is the return type.
    ///
    /// # Panics
    ///
    /// Always.
    #[cold]
    pub fn value(&self) -> R {
        unreachable!("only names the return type")
    }

    /// Never compiles, as `refused`.
    pub fn refused_here(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailableHere,
    {
        R::returns()
    }

    /// `None`: the function goes on, and is reported at level `error`.
    #[cold]
    pub fn denied_here(&self, unavailable: Unavailable) -> Option<R> {
        self.denied(unavailable)
    }

    /// Never compiles: the bound is on the method, so that its message is what rustc prints.
    pub fn refused(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailable,
    {
        R::returns()
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
pub trait ReturnsUnavailable {
    /// Never called.
    fn returns() -> Self;
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "this returns early without the feature: add an arm `_ => expr`, or the option `error = f` or `panics`",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait ReturnsUnavailableHere {
    /// Never called.
    fn returns() -> Self;
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "nothing of a stub type is passed in, so this can be called: write its body, or add `otherwise = expr` or `error = f` to `feature_stub`",
    note = "or return a `Result` whose error implements `From<featherfall::Unavailable>` or `From<std::io::Error>`"
)]
pub trait StubReturnsUnavailable {
    /// Never called.
    fn returns() -> Self;
}

/// `Err` of whatever type is wanted, for a `match` that does not look like it always returns.
#[cold]
#[inline]
pub fn absent<T>(unavailable: Unavailable) -> Result<T, Unavailable> {
    Err(unavailable)
}

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
pub fn unreachable() -> Unavailable {
    unreachable!("dead code that is only type-checked")
}
