//! How expansions leave a function by a way that converts nothing.

use crate::calls::settle::Denied;
use crate::error::unavailable::Unavailable;
use crate::registry::annotation::Annotation;

/// What `fallback` returns, or what `deny` makes of the policy's objection; counted.
///
/// `deny` captures nothing: every capture is a store on the quiet path.
#[inline]
pub(crate) fn fall_back<R>(
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

/// Calls `error = f` where the return type cannot be written, because of `impl Trait`.
#[cold]
pub fn error<E>(f: impl FnOnce(Unavailable) -> E, unavailable: Unavailable) -> E {
    f(unavailable)
}

/// `Err` of whatever type is wanted, for a `match` that does not look as if it always returned.
#[cold]
#[inline]
pub fn absent<T>(unavailable: Unavailable) -> Result<T, Unavailable> {
    Err(unavailable)
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
