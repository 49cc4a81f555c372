//! What a gated function tells its readers: a sentence, and a constant.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::expand::Expansion;
use crate::emit::{one_line, prose};
use crate::item::shown_at;

impl Expansion<'_> {
    pub(super) fn available(&self) -> TokenStream {
        let Some(name) = &self.gate.options.available else { return TokenStream::new() };
        let cfg = self.halves.cfg();
        let (vis, cfgs) = (&self.function.vis, self.function.cfgs());
        let doc = format!(" Whether `{}` was built.", self.name());
        let span = shown_at(name.span());
        let vis = vis.located_at(span);
        let constant = quote_spanned! {span=>
            #vis const #name: ::core::primitive::bool = ::core::cfg!(#cfg);
        };
        quote! {
            #(#cfgs)*
            #[doc = #doc]
            #constant
        }
    }

    /// The sentence that is added to the documentation.
    pub(super) fn sentence(&self) -> String {
        let mut sentence = format!(
            "Requires {}; without it, {}.",
            prose(&self.gate.predicate),
            self.way_out.prose()
        );
        let conditions: Vec<String> = self
            .gate
            .options
            .instead
            .when
            .iter()
            .map(|condition| one_line(&condition.reason))
            .collect();
        if !conditions.is_empty() {
            sentence.push_str(" The same happens unless: ");
            sentence.push_str(&conditions.join("; "));
            sentence.push('.');
        }
        sentence
    }
}
