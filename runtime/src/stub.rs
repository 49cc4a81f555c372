//! Types of which no value exists, in the place of those that were not compiled.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

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
