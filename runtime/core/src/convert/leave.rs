//! How expansions leave a function by a way that converts nothing.

use crate::error::unavailable::Unavailable;

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
