//! What a gated function does where it cannot do what it is for.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprPath, Ident, Path};

use crate::descriptor::{compact, static_name};
use crate::grammar::Options;
use crate::returns::Returns;

/// The kinds of way out.
pub(crate) enum WayOut<'a> {
    Fallback(&'a ExprPath),
    Otherwise(&'a Expr),
    Panic,
    Error,
}

impl<'a> WayOut<'a> {
    pub(crate) fn of(options: &'a Options) -> Self {
        match options {
            Options { fallback: Some(path), .. } => WayOut::Fallback(path),
            Options { otherwise: Some(expr), .. } => WayOut::Otherwise(expr),
            Options { panics: Some(_), .. } => WayOut::Panic,
            _ => WayOut::Error,
        }
    }

    /// The `instead` of the descriptor.
    pub(crate) fn text(&self) -> String {
        match self {
            WayOut::Fallback(path) => format!("fallback {}", compact(quote!(#path))),
            WayOut::Otherwise(expr) => format!("otherwise {}", otherwise_text(quote!(#expr))),
            WayOut::Panic => String::from("panic"),
            WayOut::Error => String::new(),
        }
    }

    /// What the documentation says happens without the feature.
    pub(crate) fn prose(&self) -> String {
        match self {
            WayOut::Fallback(path) => format!("`{}` runs instead", compact(quote!(#path))),
            WayOut::Otherwise(expr) => match otherwise_text(quote!(#expr)).as_str() {
                "otherwise" => String::from("another expression is evaluated instead"),
                text => format!("it is `{text}`"),
            },
            WayOut::Panic => String::from("it panics with a hint"),
            WayOut::Error => String::from("it returns an error that says what to do"),
        }
    }

    /// Whether something else runs, as opposed to an error or a panic.
    pub(crate) fn degrades(&self) -> bool {
        matches!(self, WayOut::Fallback(_) | WayOut::Otherwise(_))
    }
}

/// The expression if it is short enough for a table.
pub(crate) fn otherwise_text(expr: TokenStream) -> String {
    let text = compact(expr);
    if text.chars().count() <= 40 { text } else { String::from("otherwise") }
}

/// Everything that the way out of one function needs.
pub(crate) struct Leave<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) returns: &'a Returns,
    pub(crate) error: Option<&'a Expr>,
    pub(crate) is_unsafe: bool,
}

impl Leave<'_> {
    /// The statements and the value with which the function ends; the call is counted, `which`
    /// being the failed conditions.
    pub(crate) fn through(
        &self,
        way_out: &WayOut<'_>,
        arguments: &[TokenStream],
        which: &TokenStream,
    ) -> TokenStream {
        let krate = self.krate;
        let descriptor = static_name();
        match way_out {
            WayOut::Fallback(path) => {
                let deny = self.unless_denied(&quote!(#descriptor.degraded(#which)), false);
                let call = self.call(path, arguments);
                quote!(#deny #call)
            }
            WayOut::Otherwise(expr) => {
                let deny = self.unless_denied(&quote!(#descriptor.degraded(#which)), false);
                quote!(#deny #expr)
            }
            WayOut::Panic => quote!(#krate::__private::panic(#descriptor.refused(#which))),
            WayOut::Error => self.refused(&quote!(#descriptor.refused(#which))),
        }
    }

    /// The same value where it is only type-checked; nothing where there is nothing to check.
    pub(crate) fn unreachable(
        &self,
        way_out: &WayOut<'_>,
        arguments: &[TokenStream],
    ) -> Option<TokenStream> {
        let krate = self.krate;
        Some(match way_out {
            WayOut::Fallback(path) => self.call(path, arguments),
            WayOut::Otherwise(expr) => quote!(#expr),
            WayOut::Panic => return None,
            WayOut::Error => self.refused(&quote!(#krate::__private::unreachable())),
        })
    }

    fn call(&self, path: &ExprPath, arguments: &[TokenStream]) -> TokenStream {
        let call = quote_spanned!(path.span()=> #path(#(#arguments),*));
        let call = if self.is_unsafe {
            // The fallback of an unsafe function may be unsafe or not.
            quote!(#[allow(unused_unsafe)] unsafe { #call })
        } else {
            call
        };
        if self.returns.is_async { quote!(#call.await) } else { call }
    }

    /// Leaves with an error if `denied`, an `Option<Unavailable>`, says so and the type allows it.
    ///
    /// `boxed` where it stands outside of the future that the function returns.
    pub(crate) fn unless_denied(&self, denied: &TokenStream, boxed: bool) -> TokenStream {
        let krate = self.krate;
        let unavailable = Ident::new("__unavailable", Span::mixed_site());
        let leave_with = |value: TokenStream| {
            if boxed {
                quote!(return #krate::__private::Box::pin(async move { #value });)
            } else {
                quote!(return #value;)
            }
        };
        let leave = if self.returns.is_opaque {
            quote!(#krate::__private::undeniable(&#unavailable);)
        } else if let Some(error) = self.error {
            let leave = leave_with(quote! {
                ::core::result::Result::Err(#krate::__private::error(#error, #unavailable))
            });
            quote!(#krate::__private::record(&#unavailable); #leave)
        } else {
            let returns = self.returns_type();
            let result = Ident::new("__result", Span::mixed_site());
            let leave = leave_with(quote!(#result));
            quote! {
                if let ::core::option::Option::Some(#result) = #returns.denied(#unavailable) {
                    #leave
                }
            }
        };
        quote!(if let ::core::option::Option::Some(#unavailable) = #denied { #leave })
    }

    /// The function's value made from an `Unavailable`.
    pub(crate) fn refused(&self, unavailable: &TokenStream) -> TokenStream {
        let krate = self.krate;
        if let Some(error) = self.error {
            return quote_spanned! {error.span()=>
                ::core::result::Result::Err(#krate::__private::error(#error, #unavailable))
            };
        }
        let returns = self.returns_type();
        quote_spanned!(self.returns.span=> #returns.refused(#unavailable))
    }

    fn returns_type(&self) -> TokenStream {
        let Self { krate, returns, .. } = self;
        let output = &returns.output;
        quote!(#krate::__private::returns::<#output>())
    }
}
