//! Leaves a function from inside of its body, where the macro does not see its return type.
//!
//! `if false { return returns.value(); }` tells the compiler what `returns` is about before a method
//! is looked up that depends on it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Path};

use super::located::spanned;
use super::record::static_name;
use crate::item::shown_at;

/// Everything that an early return needs.
pub(crate) struct EarlyReturn<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) error: Option<&'a Expr>,
    /// Where to point when the enclosing function has no way out.
    pub(crate) span: Span,
    /// The method that makes the value: `refused_here` for a gate, `unsupported_here` for
    /// quantization.
    pub(crate) refused: &'static str,
}

impl EarlyReturn<'_> {
    /// Returns the error, with a semicolon.
    pub(crate) fn refuse(&self, unavailable: &TokenStream) -> TokenStream {
        let krate = self.krate;
        let returns = returns();
        let value = if let Some(error) = self.error {
            let span = shown_at(error.span());
            let unavailable = spanned(unavailable.clone(), span);
            quote_spanned!(span=> #returns.error(#error, #unavailable))
        } else {
            let span = shown_at(self.span);
            let refused = Ident::new(self.refused, span);
            quote_spanned!(span=> #returns.#refused(#unavailable))
        };
        quote! {
            let #returns = #krate::__private::returns();
            return if false { #returns.value() } else { #value };
        }
    }

    /// Returns the error if the policy denies what stands in the place of the capability, and the
    /// type allows it. `denied` is an `Option<Denied>`.
    pub(crate) fn unless_allowed(&self, denied: &TokenStream) -> TokenStream {
        let krate = self.krate;
        let own = static_name();
        if self.error.is_some() {
            let bound = Ident::new("__denied", Span::mixed_site());
            let refuse = self.refuse(&quote!(#bound.error(&#own)));
            return quote! {
                if let ::core::option::Option::Some(#bound) = #denied { #refuse }
            };
        }
        let returns = returns();
        let result = Ident::new("__result", Span::mixed_site());
        let denied = quote_spanned!(shown_at(self.span)=> #returns.denied_here(&#own, #denied));
        quote! {
            let #returns = #krate::__private::returns();
            if false { return #returns.value(); }
            if let ::core::option::Option::Some(#result) = #denied { return #result; }
        }
    }
}

fn returns() -> Ident {
    Ident::new("__returns", Span::mixed_site())
}
