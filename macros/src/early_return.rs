//! Leaves a function from inside of its body, where the macro does not see its return type.
//!
//! `if false { return returns.value(); }` tells the compiler what `returns` is about before a method
//! is looked up that depends on it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Path};

/// Everything that an early return needs.
pub(crate) struct EarlyReturn<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) error: Option<&'a Expr>,
    /// Where to point when the enclosing function has no way out.
    pub(crate) span: Span,
}

impl EarlyReturn<'_> {
    /// Returns the error, with a semicolon.
    pub(crate) fn refuse(&self, unavailable: &TokenStream) -> TokenStream {
        let krate = self.krate;
        if let Some(error) = self.error {
            return quote_spanned! {error.span()=>
                return ::core::result::Result::Err(#krate::__private::error(#error, #unavailable));
            };
        }
        let returns = returns();
        let refused = quote_spanned!(self.span=> #returns.refused_here(#unavailable));
        quote! {
            let #returns = #krate::__private::returns();
            return if false { #returns.value() } else { #refused };
        }
    }

    /// Returns the error if `denied`, an `Option<Unavailable>`, says so and the type allows it.
    pub(crate) fn unless_denied(&self, denied: &TokenStream) -> TokenStream {
        let krate = self.krate;
        let unavailable = Ident::new("__unavailable", Span::mixed_site());
        let leave = if self.error.is_some() {
            let refuse = self.refuse(&quote!(#unavailable));
            quote!(#krate::__private::record(&#unavailable); #refuse)
        } else {
            let returns = returns();
            let result = Ident::new("__result", Span::mixed_site());
            let denied = quote_spanned!(self.span=> #returns.denied_here(#unavailable));
            quote! {
                let #returns = #krate::__private::returns();
                if false { return #returns.value(); }
                if let ::core::option::Option::Some(#result) = #denied { return #result; }
            }
        };
        quote!(if let ::core::option::Option::Some(#unavailable) = #denied { #leave })
    }
}

fn returns() -> Ident {
    Ident::new("__returns", Span::mixed_site())
}
