//! Candle's own error: a place for an `Unavailable`, and what it holds.

use std::error::Error;

/// Through `candle_core::Error::Io`: `Wrapped` holds a `dyn Display` that cannot be downcast, and
/// `Error::wrap` captures a backtrace.
#[cfg(feature = "candle")]
impl From<crate::error::unavailable::Unavailable> for candle_core::Error {
    fn from(unavailable: crate::error::unavailable::Unavailable) -> Self {
        candle_core::Error::Io(unavailable.into())
    }
}

/// What a variant of candle's error holds; its `source` skips that.
#[cfg(feature = "candle")]
pub(crate) fn held<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    use candle_core::Error as E;
    match error.downcast_ref::<E>()? {
        E::Io(inner) => Some(inner),
        E::WithPath { inner, .. } | E::WithBacktrace { inner, .. } | E::Context { inner, .. } => {
            Some(&**inner)
        }
        _ => None,
    }
}

/// Nothing is candle's.
// featherfall: allow(silent-fallback, "without candle no error is candle's")
#[cfg(not(feature = "candle"))]
pub(crate) fn held<'a>(_: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    None
}
