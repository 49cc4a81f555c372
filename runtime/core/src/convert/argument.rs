//! Optional arguments of quantization items, whose type only the compiler knows.

/// Implemented by `Option` alone.
///
/// Its methods are called by the trait's path: of a bound of a function rustc would show the function.
#[diagnostic::on_unimplemented(
    message = "`ignores(..)`, `refuses(..)` and `requires(..)` need an argument of type `Option<_>`, found `{Self}`",
    label = "this is no `Option<_>`: make it one, or leave it out"
)]
pub trait Optional<T> {
    /// As it is.
    fn into_option(self) -> Option<T>;

    /// Whether there is an argument.
    fn is_given(&self) -> bool;

    /// Whether there is an argument, and `None` of its type; the argument stays where it is.
    fn without(&self) -> (bool, Option<T>);
}

#[diagnostic::do_not_recommend]
impl<T> Optional<T> for Option<T> {
    #[inline]
    fn into_option(self) -> Option<T> {
        self
    }

    #[inline]
    fn is_given(&self) -> bool {
        self.is_some()
    }

    #[inline]
    fn without(&self) -> (bool, Option<T>) {
        (self.is_some(), None)
    }
}

/// `None` of the same type, in the place of an argument that is ignored.
#[inline]
#[must_use]
pub fn ignore<T>(_: Option<T>) -> Option<T> {
    None
}
