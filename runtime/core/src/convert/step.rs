//! Turns an [`Unavailable`] into what a function returns.
//!
//! The steps of the conversion are types, each of which dereferences to the next: method lookup takes
//! the first whose bounds hold for the return type. Compared with traits on references this needs no
//! `use` in the expansion and compiles in a quarter of the time.
//!
//! In the middle of a function, whose return type an expansion does not see, `if false { return
//! returns.value(); }` in front of a call says what the type is, where that is known. In a closure it
//! may not be known yet: then the first step is taken.

#![allow(clippy::unused_self, reason = "the receiver chooses the step")]

use std::io;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::calls::settle::Denied;
use crate::convert::leave::unreachable;
use crate::convert::no_way_out::{
    NoConversion, ReturnsUnavailable, ReturnsUnsupported, StubReturnsUnavailable,
};
use crate::error::unavailable::Unavailable;
use crate::registry::annotation::Annotation;

/// One step: into `R`, `By` some way. Its methods exist where that way does.
pub struct Step<R, By>(PhantomData<(R, By)>);

/// The first way: the error has `From<Unavailable>`.
pub struct Directly;

/// The second way: the error has `From<std::io::Error>`.
pub struct ThroughIo;

/// The conversions into the return type `R`.
#[must_use]
#[inline]
pub const fn returns<R>() -> Step<R, Directly> {
    Step(PhantomData)
}

macro_rules! of_results {
    ($($name:ident)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T, E> $name for Result<T, E> {
                type Returns = Step<Self, Directly>;

                #[inline]
                fn returns() -> Step<Self, Directly> {
                    Step(PhantomData)
                }
            }
        )*
    };
}

of_results!(ReturnsUnavailable ReturnsUnsupported StubReturnsUnavailable);

impl<R> Deref for Step<R, Directly> {
    type Target = Step<R, ThroughIo>;

    fn deref(&self) -> &Step<R, ThroughIo> {
        &Step(PhantomData)
    }
}

impl<R> Deref for Step<R, ThroughIo> {
    type Target = NoConversion<R>;

    fn deref(&self) -> &NoConversion<R> {
        &NoConversion(PhantomData)
    }
}

/// A `Result` whose error can be made `By` some way.
///
/// Where the type is not known yet, in a closure, the first step is taken, and this bound waits until
/// it is.
#[diagnostic::on_unimplemented(
    message = "this macro cannot return an error early: the type that is returned here is inferred, and turns out to be `{Self}`",
    label = "add an arm `_ => expr`; in front of one that is there the option `const`, or write the type that is returned: `|x| -> {Self} {{ .. }}`; what `quant_refuses!` returns is a `Result`"
)]
pub trait FromUnavailable<By>: Sized {
    /// The error.
    fn from_unavailable(unavailable: Unavailable) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<Unavailable>> FromUnavailable<Directly> for Result<T, E> {
    fn from_unavailable(unavailable: Unavailable) -> Self {
        Err(E::from(unavailable))
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: From<io::Error>> FromUnavailable<ThroughIo> for Result<T, E> {
    fn from_unavailable(unavailable: Unavailable) -> Self {
        Err(E::from(io::Error::from(unavailable)))
    }
}

/// Methods that do the same here; where nothing fits, each has a message of its own.
macro_rules! refusals {
    ($($name:ident)*) => {
        $(
            /// The error.
            #[cold]
            pub fn $name(&self, unavailable: Unavailable) -> R {
                R::from_unavailable(unavailable)
            }
        )*
    };
}

impl<R: FromUnavailable<By>, By> Step<R, By> {
    refusals!(refused unsupported absent refused_here unsupported_here);

    /// The error that the policy asks for.
    #[inline]
    pub fn denied(&self, record: &'static Annotation, denied: Option<Denied>) -> Option<R> {
        denied.map(|denied| R::from_unavailable(denied.error(record)))
    }

    /// The same in the middle of a function.
    #[inline]
    pub fn denied_here(&self, record: &'static Annotation, denied: Option<Denied>) -> Option<R> {
        self.denied(record, denied)
    }

    /// Counts a call that something else answers; the error that the policy asks for instead.
    #[inline]
    pub fn degraded(&self, record: &'static Annotation, which: u32) -> Option<R> {
        if record.count() { None } else { self.denied(record, record.settle_degraded(which)) }
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> R {
        unreachable()
    }
}

/// What `error = f` names. A trait of its own for its message, which says what to write.
#[diagnostic::on_unimplemented(
    message = "`error` takes a function of `featherfall::Unavailable` that returns `{E}`, found `{Self}`",
    label = "if this is the error itself, write `|_|` before it"
)]
pub trait MakesError<E>: FnOnce(Unavailable) -> E {}

#[diagnostic::do_not_recommend]
impl<E, F: FnOnce(Unavailable) -> E> MakesError<E> for F {}

impl<T, E> Step<Result<T, E>, Directly> {
    /// What `error = f` makes.
    #[cold]
    pub fn error(&self, f: impl MakesError<E>, unavailable: Unavailable) -> Result<T, E> {
        Err(f(unavailable))
    }
}
