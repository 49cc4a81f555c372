//! Types of which no value exists, in the place of those that were not compiled.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

/// The field of a stub. No value of it exists; that is known in this module only, or rustc would
/// call everything unreachable that stands behind a function that returns a stub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Never(Void);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Void {}

impl Never {
    /// Never called.
    pub const fn never(&self) -> ! {
        match self.0 {}
    }
}

/// A type that `#[feature_stub]` declared.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a stub: values of it exist, so its methods need bodies",
    label = "`{Self}` was not declared with `#[feature_stub(..)] struct {Self};`",
    note = "declare it so, or write the bodies"
)]
pub trait Stub {
    /// Never called, since there is no value to call it on.
    fn never(&self) -> !;
}

macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T: Stub + ?Sized> Stub for $pointer {
                fn never(&self) -> ! {
                    (**self).never()
                }
            }
        )*
    };
}

pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>, Pin<Box<T>>);
