//! Turns an [`Unavailable`] into what a function returns.
//!
//! The steps of the conversion are types, each of which dereferences to the next: method lookup takes
//! the first whose bounds hold for the return type. Compared with traits on references this needs no
//! `use` in the expansion and compiles in a quarter of the time.

#![allow(clippy::unused_self, reason = "the receiver chooses the step")]

use std::io;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::calls::settle::Denied;
use crate::error::unavailable::Unavailable;
use crate::registry::annotation::Annotation;

/// One step: into `R`, `By` some way. Its methods exist where that way does.
pub struct Step<R, By>(PhantomData<(R, By)>);

/// The first way: the error has `From<Unavailable>`.
pub struct Directly;

/// The second way: the error has `From<std::io::Error>`.
pub struct ThroughIo;

/// The last step: nothing fits. What its methods demand is a message.
pub struct NoWayOut<R>(PhantomData<R>);

/// The conversions into the return type `R`.
#[must_use]
#[inline]
pub const fn returns<R>() -> Step<R, Directly> {
    Step(PhantomData)
}

impl<R> Deref for Step<R, Directly> {
    type Target = Step<R, ThroughIo>;

    fn deref(&self) -> &Step<R, ThroughIo> {
        &Step(PhantomData)
    }
}

impl<R> Deref for Step<R, ThroughIo> {
    type Target = NoWayOut<R>;

    fn deref(&self) -> &NoWayOut<R> {
        &NoWayOut(PhantomData)
    }
}

/// A `Result` whose error can be made `By` some way.
///
/// Where the type is not known yet, in a closure, the first step is taken, and this bound waits until
/// it is.
#[diagnostic::on_unimplemented(
    message = "this macro cannot return an error early: the type that is returned here is inferred, and turns out to be `{Self}`",
    label = "write the type in front of it, such as `|x| -> {Self} {{ .. }}`, or add the option `const` to `feature_gated!`"
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

    /// What `fallback` returns, or the error that the policy asks for; counted.
    #[inline]
    pub fn fall_back(
        &self,
        record: &'static Annotation,
        which: u32,
        fallback: impl FnOnce() -> R,
    ) -> R {
        fall_back(record, which, fallback, |record, denied| {
            Self(PhantomData).denied(record, denied)
        })
    }

    /// The same type, for code that is only type-checked.
    #[cold]
    pub fn unreachable(&self) -> R {
        unreachable()
    }
}

impl<T, E> Step<Result<T, E>, Directly> {
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

    /// What `fallback` returns; a denial is only reported. Counted.
    #[inline]
    pub fn fall_back(
        &self,
        record: &'static Annotation,
        which: u32,
        fallback: impl FnOnce() -> R,
    ) -> R {
        fall_back(record, which, fallback, |record, denied| {
            NoWayOut(PhantomData).denied(record, denied)
        })
    }
}

/// What `fallback` returns, or what `deny` makes of the policy's objection; counted.
///
/// `deny` captures nothing: every capture is a store on the quiet path.
#[inline]
fn fall_back<R>(
    record: &'static Annotation,
    which: u32,
    fallback: impl FnOnce() -> R,
    deny: impl FnOnce(&'static Annotation, Option<Denied>) -> Option<R>,
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
