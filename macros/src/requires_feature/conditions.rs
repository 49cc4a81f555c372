//! What is asked at run time: whether a call may go to the function, and whether it must.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::expand::Expansion;
use crate::emit::{boxed, static_name};
use crate::grammar::{Condition, Instead};
use crate::item::shown_at;
use crate::testing;

impl Expansion<'_> {
    /// Whether it looks at what the parameters' patterns bind.
    pub(super) fn has_conditions(&self) -> bool {
        let Instead { when, required_if, .. } = &self.gate.options.instead;
        !when.is_empty() || !required_if.is_empty()
    }

    /// Returns the hinted error where the caller asked for this very capability.
    pub(super) fn required(&self) -> Option<TokenStream> {
        let conditions = &self.gate.options.instead.required_if;
        if conditions.is_empty() || self.function.constness.is_some() {
            return None;
        }
        let record = static_name();
        let required = Ident::new("__required", Span::mixed_site());
        let asked = bits(conditions, &required, true);
        let refused = self.leave().refused(&quote!(#record.required(#required)));
        let refused = boxed(&self.krate, &self.returns, refused);
        Some(quote! {
            let mut #required: ::core::primitive::u32 = 0;
            #asked
            if #required != 0 { return #refused; }
        })
    }

    /// Evaluates every condition, and leaves with all the reasons of those that do not hold; or
    /// because a test forces it to.
    pub(super) fn when(&self) -> TokenStream {
        let krate = &self.krate;
        let (restore, forward) = self.handed(self.has_conditions());
        let required = self.required();
        let record = static_name();
        let unmet = Ident::new("__unmet", Span::mixed_site());
        let holds = bits(&self.gate.options.instead.when, &unmet, false);
        let (declared, which, mut fails) = if self.gate.options.instead.when.is_empty() {
            (TokenStream::new(), quote!(0), TokenStream::new())
        } else {
            (
                quote!(let mut #unmet: ::core::primitive::u32 = 0;),
                quote!(#unmet),
                quote!(#unmet != 0),
            )
        };
        if testing::is_on() {
            let or = (!fails.is_empty()).then(|| quote!(||));
            fails.extend(quote!(#or #record.is_forced()));
        }
        let value = self.leave().through(&self.way_out, forward, &which);
        let leave = self.leave_with(quote!({ #value }));
        let allow = self.allow_odd_value();
        quote! {
            #declared
            #holds
            #allow if #fails { #required #restore #leave }
            static __USED: #krate::__private::Calls = #krate::__private::Calls::NONE;
            #krate::__private::Site::new(&#record, #krate::__private::Counts::Used, &__USED).hit(0);
        }
    }
}

/// Sets the bit in `bits` of each condition that is `wanted`.
fn bits(conditions: &[Condition], bits: &Ident, wanted: bool) -> TokenStream {
    let statements = conditions.iter().enumerate().map(|(index, Condition { holds, .. })| {
        let span = shown_at(holds.span());
        let value = Ident::new("__holds", Span::mixed_site().located_at(span));
        let bit = Literal::u32_unsuffixed(1 << index);
        let not = (!wanted).then(|| quote!(!));
        quote_spanned! {span=>
            let #value: ::core::primitive::bool = #holds;
            if #not #value { #bits |= #bit; }
        }
    });
    statements.collect()
}
