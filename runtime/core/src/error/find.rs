//! Gets an `Unavailable` back out of what it was converted into.

use std::error::Error;
use std::io;

use crate::error::candle;
use crate::error::unavailable::Unavailable;

impl Unavailable {
    /// Finds the `Unavailable` inside any error it was converted into.
    ///
    /// Looks at the error itself, along its [`source`](Error::source)s, into the payload of every
    /// [`io::Error`] and, with feature `candle`, into the variants of `candle_core::Error`. Behind a
    /// variant that is `#[error(transparent)]` there is no source to find it by: match on the variant.
    ///
    /// A variant that is `#[error(transparent)]` names the source of its field as its own, which
    /// hides the field: say in the variant what you were doing, above `#[from] Unavailable`.
    ///
    /// ```
    /// use featherfall::{requires_feature, Unavailable};
    ///
    /// #[requires_feature(not(debug_assertions), hint = "build with `--release`")]
    /// fn fast_path() -> std::io::Result<()> { Ok(()) }
    ///
    /// if let Err(error) = fast_path() {
    ///     assert_eq!(Unavailable::find_in(&error).unwrap().capability().name(), "fast_path");
    /// }
    /// ```
    #[must_use]
    pub fn find_in<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Unavailable> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref::<Unavailable>() {
                return Some(found);
            }
            // An `io::Error`'s source is the source of its payload, which skips the payload.
            if let Some(payload) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                return Self::find_in(payload);
            }
            if let Some(found) = candle::held(error).and_then(Self::find_in) {
                return Some(found);
            }
            next = error.source();
        }
        None
    }
}
