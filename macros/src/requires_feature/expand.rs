//! A gated function.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Path};

use super::expectations::expect_only_if;
use crate::emit::{
    Body, Counted, Halves, Leave, Record, WayOut, boxed, detail, flag, in_place_of, one_line,
    static_name,
};
use crate::grammar::{Gate, as_last_statement};
use crate::item::{self, Attr, Enclosing, Function, Tokens, shown_at};
use crate::signature::{Forward, Returns};
use crate::testing;

pub(super) struct Expansion<'a> {
    pub(super) gate: &'a Gate,
    pub(super) function: &'a Function,
    pub(super) returns: Returns,
    pub(super) krate: Path,
    pub(super) way_out: WayOut<'a>,
    /// Only a fallback is handed the arguments.
    pub(super) forward: Option<Forward>,
    pub(super) halves: Halves,
}

impl Expansion<'_> {
    pub(super) fn tokens(&self, whole: &Group, body: &Body<'_>) -> TokenStream {
        let Function { vis, attrs, parameters, .. } = self.function;
        let halves = &self.halves;
        let attrs: Vec<Attr> =
            attrs.iter().flat_map(|attribute| expect_only_if(attribute, halves)).collect();
        let inherits = Enclosing::of(self.function.name.span()).implements.is_some();
        let attrs = item::document(&attrs, &self.sentence(), inherits);
        let available = self.available();
        let record = self.record();
        let parameters = self.forward.as_ref().map_or(parameters, |forward| &forward.parameters);
        let sig = self.function.signature(parameters);
        let on = halves.on(|| self.guard());
        // Conditions are about what the body sees, the way out is about what it is handed.
        let rebind = |if_asked: bool| {
            let lets = self.forward.iter().flat_map(|forward| &forward.rebind);
            let lets = lets.filter(move |_| self.has_conditions() == if_asked);
            if self.gate.options.instead.required_if.is_empty() {
                lets.filter_map(|it| halves.on(|| Some(it.clone()))).collect()
            } else {
                quote!(#(#lets)*)
            }
        };
        let (rebind_first, rebind_last) = (rebind(true), rebind(false));
        let inner_attrs =
            body.inner_attrs.iter().flat_map(|attribute| expect_only_if(attribute, halves));
        let off = halves.off(|| {
            // Another attribute's item is listed whether this one is built or not.
            let other = body.leading_record().map(|record| quote!(const _: () = { #record };));
            let off = self.off();
            Some(quote!({ #other #off }))
        });
        // The inner block keeps our names out of the user's body. Without the feature it is the last
        // expression.
        let prologue = quote!(#rebind_first { #record #on #off } #rebind_last);
        let block = match halves.built() {
            Some(true) => body.with_prologue(prologue),
            Some(false) => in_place_of(whole, prologue),
            None => {
                let body = halves.on(|| Some(TokenTree::Group(body.without_inner_attrs()).into()));
                in_place_of(whole, quote!(#prologue #body))
            }
        };
        // The `allow` comes first, so that an `expect` of the user's comes later and is fulfilled.
        let allow = halves.attributes_off(&[
            "allow(unused_variables, unused_mut)",
            "cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))",
        ]);
        quote! {
            #available
            #allow
            #(#attrs)*
            #(#inner_attrs)*
            #vis #sig #block
        }
    }

    /// What runs where the feature is off.
    fn off(&self) -> TokenStream {
        if self.function.constness.is_some() {
            let otherwise = &self.gate.options.instead.otherwise;
            return as_last_statement(quote!(#otherwise));
        }
        let required = self.required();
        let (restore, arguments) = self.handed(required.is_some());
        let leave = self.leave().through(&self.way_out, arguments, &quote!(0));
        let leave = boxed(&self.krate, &self.returns, leave);
        quote!(#required #restore #leave)
    }

    pub(super) fn leave(&self) -> Leave<'_> {
        Leave {
            krate: &self.krate,
            returns: &self.returns,
            error: self.gate.options.instead.error.as_ref(),
            is_unsafe: self.function.is_unsafe,
            refused: "refused",
        }
    }

    fn record(&self) -> TokenStream {
        let mut details = String::new();
        for condition in &self.gate.options.instead.when {
            detail(&mut details, "when", &one_line(&condition.reason));
        }
        for condition in &self.gate.options.instead.required_if {
            detail(&mut details, "required-if", &one_line(&condition.reason));
        }
        if self.gate.options.instead.benign.is_some() {
            flag(&mut details, "benign");
        }
        let is_const = self.function.constness.is_some();
        let counted = if is_const {
            Counted::Never
        } else if testing::is_on() || self.has_conditions() {
            Counted::Always
        } else {
            Counted::Unless(self.halves.cfg().clone())
        };
        Record {
            krate: &self.krate,
            kind: "gate",
            name: &self.name(),
            predicate: Some(&self.gate.predicate),
            instead: &self.way_out.text(),
            details,
            options: &self.gate.options,
            span: self.function.name.span(),
            counted,
        }
        .tokens()
    }

    pub(super) fn name(&self) -> String {
        match &self.gate.options.message.name {
            Some(name) => one_line(name),
            None => syn::ext::IdentExt::unraw(&self.function.name).to_string(),
        }
    }

    /// What stands before the body, one statement: the run-time conditions, or only a check of the
    /// way out.
    fn guard(&self) -> Option<TokenStream> {
        if self.function.constness.is_some() {
            return Some(self.const_guard());
        }
        if self.asks_at_run_time() {
            let when = self.when();
            return Some(quote!({ #when }));
        }
        let (restore, arguments) = self.handed(self.has_conditions());
        let required = self.required();
        let leave = if self.awaits() {
            self.checked_apart(arguments)
        } else if let Some(value) = self.leave().unreachable(&self.way_out, arguments) {
            self.leave_with(value)
        } else {
            return None;
        };
        let allow = self.allow_odd_value();
        let check = quote!(#allow if false { #required #restore #leave });
        if testing::is_on() {
            let record = static_name();
            return Some(quote!({ #record.cannot_be_forced(); #check }));
        }
        Some(check)
    }

    /// What a fallback is handed, once the parameters' patterns have been `taken_apart`; and what
    /// has to be put together again before.
    pub(super) fn handed(&self, taken_apart: bool) -> (Option<&TokenStream>, &[Tokens]) {
        match &self.forward {
            Some(forward) if taken_apart => (Some(&forward.restore), &forward.after),
            Some(forward) => (None, &forward.before),
            None => (None, &[]),
        }
    }

    /// Whether a call may go either way while the feature is on.
    fn asks_at_run_time(&self) -> bool {
        let returns_one_type = self.returns.is_opaque && !self.returns.is_never;
        self.function.constness.is_none()
            && (!self.gate.options.instead.when.is_empty()
                || (testing::is_on() && !returns_one_type))
    }

    /// Whether the way out awaits in the very future that the function returns.
    fn awaits(&self) -> bool {
        self.returns.is_async
            && !self.returns.is_boxed_future
            && match self.way_out {
                WayOut::Fallback(_) => true,
                WayOut::Otherwise(expr) => names(&quote!(#expr), "await"),
                WayOut::Panic | WayOut::Error => false,
            }
    }

    /// The way out in a future of its own, which nobody keeps: what is awaited in the function's own
    /// future is part of it, of its size and of its auto traits, be it reached or not. It is not even
    /// dropped: a panic in the drop would have to know which arguments it has taken.
    fn checked_apart(&self, arguments: &[Tokens]) -> TokenStream {
        let (krate, output) = (&self.krate, &self.returns.output);
        let Some(value) = self.leave().unreachable(&self.way_out, arguments) else {
            return TokenStream::new();
        };
        let check = match self.way_out {
            _ if self.returns.is_opaque => self.returns.checked(&value),
            WayOut::Fallback(_) => quote!(let _: #output = #value;),
            // The first `return` says what a `?` or a second one is about.
            _ => {
                let value = as_last_statement(value);
                quote!(if false { return #krate::__private::unreachable::<#output>(); } #value)
            }
        };
        let never_dropped = Ident::new("__checked", Span::mixed_site());
        quote! {
            #[allow(unused_braces)]
            let #never_dropped = async move { #check };
            loop {}
        }
    }

    /// The statement that ends the function with `value`, an expression.
    pub(super) fn leave_with(&self, value: TokenStream) -> TokenStream {
        let value = boxed(&self.krate, &self.returns, value);
        let panics = matches!(self.way_out, WayOut::Panic) && !self.returns.is_boxed_future;
        if self.returns.is_never || panics {
            value
        } else if self.returns.is_opaque {
            let checked = self.returns.checked(&value);
            quote!(#checked loop {})
        } else {
            quote!(return #value;)
        }
    }

    /// `otherwise` may diverge or be `()`, a panic does diverge.
    pub(super) fn allow_odd_value(&self) -> TokenStream {
        match self.way_out {
            WayOut::Otherwise(_) | WayOut::Panic => {
                quote!(#[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)])
            }
            _ => TokenStream::new(),
        }
    }

    /// A `const fn` counts nothing; its `otherwise` is checked in every build.
    fn const_guard(&self) -> TokenStream {
        let otherwise = &self.gate.options.instead.otherwise;
        let conditions = self.gate.options.instead.when.iter().map(|condition| {
            let holds = &condition.holds;
            quote_spanned!(shown_at(holds.span())=> || !{ let __holds: ::core::primitive::bool = #holds; __holds })
        });
        quote! {
            #[allow(unreachable_code, clippy::diverging_sub_expression, clippy::unused_unit)]
            if false #(#conditions)* { return #otherwise; }
        }
    }
}

/// Whether the word stands among the tokens.
fn names(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => names(&group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
