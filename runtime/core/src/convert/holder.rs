//! Return types with a `Result` inside: futures in boxes, and what polls one.

use std::pin::Pin;
use std::task::Poll;

use crate::convert::step::{Directly, FromUnavailable, Step};
use crate::error::unavailable::Unavailable;

/// Each is made of an error as `?` makes it, or where it is awaited.
macro_rules! holders {
    ($([$($bound:tt)*] $holder:ty: $error:ident => $value:expr;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<'a, T: 'a, E: 'a, By> FromUnavailable<By> for $holder
            where
                Result<T, E>: FromUnavailable<By>,
            {
                fn from_unavailable(unavailable: Unavailable) -> Self {
                    let $error = move || FromUnavailable::from_unavailable(unavailable);
                    $value
                }
            }

            impl<'a, T: 'a, E: $($bound)* 'a> Step<$holder, Directly> {
                /// What `error = f` makes.
                #[cold]
                pub fn error(
                    &self,
                    f: impl FnOnce(Unavailable) -> E,
                    unavailable: Unavailable,
                ) -> $holder {
                    let error = f(unavailable);
                    let $error = move || Err(error);
                    $value
                }
            }
        )*
    };
}

holders! {
    [] Poll<Result<T, E>>: error => Poll::Ready(error());
    [] Poll<Option<Result<T, E>>>: error => Poll::Ready(Some(error()));
    [] Pin<Box<dyn Future<Output = Result<T, E>> + 'a>>: error => Box::pin(async move { error() });
    [Send +] Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>: error => Box::pin(async move { error() });
    [Send + Sync +] Pin<Box<dyn Future<Output = Result<T, E>> + Send + Sync + 'a>>: error => Box::pin(async move { error() });
}
