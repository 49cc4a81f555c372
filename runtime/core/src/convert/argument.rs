//! Optional arguments of quantization items, whose type only the compiler knows.

/// The argument, whose type only the compiler knows.
#[inline]
pub fn optional<T, A: Optional<T>>(argument: A) -> Option<T> {
    argument.into_option()
}

/// Implemented by `Option` alone.
#[diagnostic::on_unimplemented(
    message = "`ignores(..)`, `refuses(..)` and `requires(..)` need an argument of type `Option<_>`, found `{Self}`",
    label = "this is no `Option<_>`"
)]
pub trait Optional<T> {
    /// As it is.
    fn into_option(self) -> Option<T>;

    /// Whether it is `Some`.
    fn is_given(&self) -> bool;
}

impl<T> Optional<T> for Option<T> {
    #[inline]
    fn into_option(self) -> Option<T> {
        self
    }

    #[inline]
    fn is_given(&self) -> bool {
        self.is_some()
    }
}

/// Whether there is an argument.
#[inline]
pub fn is_given<T, A: Optional<T>>(argument: &A) -> bool {
    argument.is_given()
}

/// Whether there is an argument, and `None` of its type; the argument stays where it is.
#[inline]
pub fn without<T, A: Optional<T>>(argument: &A) -> (bool, Option<T>) {
    (argument.is_given(), None)
}

/// `None` of the same type, in the place of an argument that is ignored.
#[inline]
#[must_use]
pub fn ignore<T>(_: Option<T>) -> Option<T> {
    None
}
