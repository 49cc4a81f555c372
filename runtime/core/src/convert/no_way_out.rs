//! The last steps of the conversion: nothing fits. What their methods demand is a message.

#![allow(clippy::unused_self, reason = "the receiver chooses the step")]

use std::marker::PhantomData;
use std::ops::Deref;

use crate::calls::settle::Denied;
use crate::convert::leave::unreachable;
use crate::error::unavailable::Unavailable;
use crate::registry::annotation::Annotation;

/// The step behind those whose bounds do not hold for `R`: a `Result` has an error to speak of.
pub struct NoConversion<R>(pub(crate) PhantomData<R>);

impl<R> Deref for NoConversion<R> {
    type Target = NoWayOut<R>;

    fn deref(&self) -> &NoWayOut<R> {
        &NoWayOut(PhantomData)
    }
}

impl<T, E> NoConversion<Result<T, E>> {
    /// Never compiles: the bound is on the method, so that its message is what rustc prints.
    pub fn refused(&self, _: Unavailable) -> Result<T, E>
    where
        Result<T, E>: HoldsUnavailable<E>,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn unreachable(&self) -> Result<T, E>
    where
        Result<T, E>: HoldsUnavailable<E>,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn unsupported(&self, _: Unavailable) -> Result<T, E>
    where
        Result<T, E>: HoldsUnsupported<E>,
    {
        unreachable()
    }

    /// Never compiles, as `refused`; in the middle of a function.
    pub fn refused_here(&self, _: Unavailable) -> Result<T, E>
    where
        Result<T, E>: HoldsUnavailableHere<E>,
    {
        unreachable()
    }

    /// Never compiles, as `refused`; in the middle of a function.
    pub fn unsupported_here(&self, _: Unavailable) -> Result<T, E>
    where
        Result<T, E>: HoldsUnsupported<E>,
    {
        unreachable()
    }

    /// Never compiles, as `refused`.
    pub fn absent(&self, _: Unavailable) -> Result<T, E>
    where
        Result<T, E>: StubHoldsUnavailable<E>,
    {
        unreachable()
    }
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "the error `{E}` cannot hold `featherfall::Unavailable`",
    label = "write `impl From<featherfall::Unavailable> for {E}`, or add `error = f`, `fallback = path`, `otherwise = expr` or `panics` to the attribute",
    note = "`impl From<std::io::Error> for {E}` serves too; a type parameter is bound, `{E}: From<featherfall::Unavailable>`"
)]
pub trait HoldsUnavailable<E> {}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "the error `{E}` cannot hold `featherfall::Unavailable`",
    label = "this returns early without the feature: write `impl From<featherfall::Unavailable> for {E}`, or add an arm `_ => expr`, or the option `error = f` or `panics`",
    note = "`impl From<std::io::Error> for {E}` serves too; a type parameter is bound, `{E}: From<featherfall::Unavailable>`"
)]
pub trait HoldsUnavailableHere<E> {}

/// The same for `#[quant_support]`, which has other options.
#[diagnostic::on_unimplemented(
    message = "the error `{E}` cannot hold `featherfall::Unavailable`",
    label = "write `impl From<featherfall::Unavailable> for {E}`, or add `error = f`",
    note = "`impl From<std::io::Error> for {E}` serves too; a type parameter is bound, `{E}: From<featherfall::Unavailable>`"
)]
pub trait HoldsUnsupported<E> {}

/// The same for `#[feature_stub]`.
#[diagnostic::on_unimplemented(
    message = "the error `{E}` cannot hold `featherfall::Unavailable`",
    label = "no parameter is a stub, so this can be called: write `impl From<featherfall::Unavailable> for {E}`, or add `error = f` or `otherwise = expr` to `feature_stub`, or write the body of the method",
    note = "`impl From<std::io::Error> for {E}` serves too; a type parameter is bound, `{E}: From<featherfall::Unavailable>`"
)]
pub trait StubHoldsUnavailable<E> {}

/// The step behind all others.
pub struct NoWayOut<R>(pub(crate) PhantomData<R>);

impl<R> NoWayOut<R> {
    /// `None`: the function goes on, and is reported at level `error`.
    #[inline]
    pub fn denied(&self, record: &'static Annotation, denied: Option<Denied>) -> Option<R> {
        if let Some(denied) = denied {
            denied.report(record);
        }
        None
    }

    /// The same in the middle of a function.
    #[inline]
    pub fn denied_here(&self, record: &'static Annotation, denied: Option<Denied>) -> Option<R> {
        self.denied(record, denied)
    }

    /// `None`: a denial is only reported. Counted.
    #[inline]
    pub fn degraded(&self, record: &'static Annotation, which: u32) -> Option<R> {
        if record.count() || record.count_undeniable() {
            None
        } else {
            self.denied(record, record.settle_degraded(which))
        }
    }

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

    /// Never compiles, as `refused`; in the middle of a function.
    pub fn refused_here(&self, _: Unavailable) -> R
    where
        R: ReturnsUnavailableHere,
    {
        unreachable()
    }

    /// Never compiles, as `refused`; in the middle of a function.
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

    /// Never compiles, as `refused`.
    pub fn absent(&self, _: Unavailable) -> R
    where
        R: StubReturnsUnavailable,
    {
        unreachable()
    }
}

/// Implemented by `Result` alone: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "add `fallback = path`, `otherwise = expr` or `panics` to the attribute, or return a `Result`"
)]
pub trait ReturnsUnavailable {
    /// The conversions.
    type Returns;

    /// Of what is not written as a `Result`: by this path, rustc shows no function of ours.
    fn returns() -> Self::Returns;
}

/// The same for `error = f`.
#[diagnostic::on_unimplemented(
    message = "`error = f` needs a function that returns a `Result`, found `{Self}`",
    label = "remove this, or return a `Result`"
)]
pub trait ReturnsError {}

/// The same for `#[quant_support]`, which has other options.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say what it does not support",
    label = "return a `Result` whose error implements `From<featherfall::Unavailable>`, or another one and add `error = f`"
)]
pub trait ReturnsUnsupported {
    /// The conversions.
    type Returns;

    /// Of what is not written as a `Result`: by this path, rustc shows no function of ours.
    fn returns() -> Self::Returns;
}

/// Implemented by nothing: its message tells what to write.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "this returns early without the feature: add an arm `_ => expr` or the option `panics`, or return a `Result`"
)]
pub trait ReturnsUnavailableHere {}

/// The same for `#[feature_stub]`.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{Self}` cannot say that it is unavailable",
    label = "no parameter is a stub, so this can be called: add `otherwise = expr` to `feature_stub`, return a `Result`, or write the body of the method"
)]
pub trait StubReturnsUnavailable {
    /// The conversions.
    type Returns;

    /// Of what is not written as a `Result`: by this path, rustc shows no function of ours.
    fn returns() -> Self::Returns;
}
