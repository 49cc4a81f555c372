//! A function that has a level.

use proc_macro2::{Group, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Path};

use super::arguments::Argument;
use crate::emit::{
    Body, Counted, Leave, Record, boxed, detail, in_place_of, one_line, runtime_at, static_name,
};
use crate::grammar::{Level, Policy, Support};
use crate::item::{self, Function, shown_at};
use crate::signature::{Parameters, Returns};

/// One level, on a function or on a block.
pub(super) struct Expansion<'a> {
    pub(super) support: &'a Support,
    pub(super) krate: Path,
    pub(super) method: String,
    pub(super) arguments: Vec<Argument>,
}

/// What happens to the arguments of a function before its body sees them.
#[derive(Default)]
struct Policies {
    /// `let` for what only the compiler knows to be an option.
    options: TokenStream,
    /// What is asked of them.
    checks: TokenStream,
    /// `let` for what is ignored.
    shadows: TokenStream,
}

impl Expansion<'_> {
    /// `operation` is `None` for a whole impl block.
    pub(super) fn record(&self, name: &str, operation: Option<&str>, span: Span) -> TokenStream {
        let options = &self.support.options;
        let mut details = String::new();
        detail(&mut details, "method", &self.method);
        detail(&mut details, "level", self.support.level.word());
        for alias in &options.quant.aliases {
            detail(&mut details, "alias", &one_line(alias));
        }
        if let Some(operation) = operation {
            detail(&mut details, "operation", operation);
        }
        for Argument { name, policy, .. } in &self.arguments {
            detail(&mut details, "argument", &format!("{} {}", policy.word(), name.unraw()));
        }
        if let Some(since) = &options.quant.since {
            detail(&mut details, "since", &one_line(since));
        }
        let krate = &self.krate;
        let record = Record {
            krate,
            kind: "quant",
            name,
            predicate: None,
            instead: "",
            details,
            options,
            span,
            counted: Counted::Always,
        }
        .tokens();
        // One counter for each argument, whichever function of a block is given it.
        let counters = self.arguments.iter().enumerate().filter_map(|(index, argument)| {
            let calls = calls_name(index);
            (argument.policy != Policy::Uses).then(|| {
                quote!(static #calls: #krate::__private::Calls = #krate::__private::Calls::NONE;)
            })
        });
        quote!(#record #(#counters)*)
    }

    /// The function; with a record of its own unless that stands around it.
    pub(super) fn function(
        &self,
        function: &Function,
        body: &Group,
        parameters: Parameters,
        record: &TokenStream,
        is_entry: bool,
    ) -> TokenStream {
        let krate = &self.krate;
        let returns = Returns::of(function);
        let leave = Leave {
            krate,
            returns: &returns,
            error: self.support.options.instead.error.as_ref(),
            is_unsafe: false,
            refused: "unsupported",
        };
        let own = static_name();
        let sentence = if record.is_empty() {
            TokenStream::new()
        } else {
            item::doc(&function.attrs, &self.sentence())
        };
        let Function { attrs, vis, .. } = function;
        if self.support.level == Level::Unimplemented {
            let sig = function.signature(&function.parameters);
            let refused = boxed(krate, &returns, leave.refused(&quote!(#own.refused(0))));
            // A gate's item is listed although its body is not built.
            let other = Body::of(body).leading_record().map(|it| quote!(const _: () = { #it };));
            let block = in_place_of(body, quote!(#record #other #refused));
            return quote! {
                #[allow(unused_variables, unused_mut)]
                #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
                #(#attrs)*
                #sentence
                #vis #sig #block
            };
        }
        let entered = is_entry.then(|| leave.unless_denied(&quote!(#own.entered()), true));
        let mut parameters = parameters;
        let Policies { options, checks, shadows } = self.policies(&leave, &mut parameters);
        let sig = function.signature(&parameters.to_group());
        let body = Body::of(body);
        let inner_attrs = &body.inner_attrs;
        // The body sees no name of ours; but what only the compiler knows to be an option must be
        // one for it too.
        let mut ours = quote!(#record #entered #checks);
        if !ours.is_empty() {
            ours = quote!({ #ours });
        }
        let body = body.with_prologue(quote!(#options #ours #shadows));
        quote! {
            #(#attrs)*
            #(#inner_attrs)*
            #sentence
            #vis #sig #body
        }
    }

    /// What happens to the arguments before the body sees them.
    fn policies(&self, leave: &Leave<'_>, parameters: &mut Parameters) -> Policies {
        let krate = &self.krate;
        let own = static_name();
        let Policies { mut options, mut checks, mut shadows } = Policies::default();
        for (index, Argument { name, policy, at, is_option }) in self.arguments.iter().enumerate() {
            if *policy == Policy::Uses || !parameters.named().any(|(known, _)| known == name) {
                continue;
            }
            let calls = calls_name(index);
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let bit = Literal::u32_unsuffixed(1u32.checked_shl(index).unwrap_or(0));
            let index = Literal::u32_unsuffixed(index);
            let option = quote!(::core::option::Option);
            if !is_option {
                let at = shown_at(*at);
                let runtime = runtime_at(krate, at);
                let mut located = name.clone();
                located.set_span(name.span().located_at(at));
                let mutability = match policy {
                    Policy::Ignores => None,
                    _ => parameters.take_mutability(name),
                };
                options.extend(quote_spanned! {at=>
                    let #mutability #name = #runtime::__private::Optional::into_option(#located);
                });
            }
            let site = |counts: TokenStream| quote!(#krate::__private::Site::new(&#own, #krate::__private::Counts::#counts, &#calls));
            let refuse = |test: TokenStream, reason: TokenStream| {
                let site = site(quote!(Refused(#krate::Reason::#reason)));
                let refused = leave.refused(&quote!(#site.refuse(#bit)));
                let refused = boxed(krate, leave.returns, refused);
                quote!(if #option::#test(&#name) { return { #refused }; })
            };
            checks.extend(match policy {
                Policy::Uses => continue,
                Policy::Ignores => {
                    let site = site(quote!(Ignored(#index)));
                    let denied = leave.unless_denied(&quote!(#site.hit(0)), true);
                    let mutability = parameters.take_mutability(name);
                    shadows.extend(quote! {
                        #[allow(unused_variables)]
                        let #mutability #name = #krate::__private::ignore(#name);
                    });
                    quote!(if #option::is_some(&#name) { #denied })
                }
                Policy::Refuses => refuse(quote!(is_some), quote!(ArgumentRefused)),
                Policy::Requires => refuse(quote!(is_none), quote!(ArgumentRequired)),
            });
        }
        Policies { options, checks, shadows }
    }

    /// The sentence that is added to the documentation.
    pub(super) fn sentence(&self) -> String {
        let level = self.support.level.word().to_lowercase();
        let mut sentence = format!("Support for `{}` quantization: {level}", self.method);
        if let Some(since) = &self.support.options.quant.since {
            sentence.push_str(" since ");
            sentence.push_str(&one_line(since));
        }
        for policy in [Policy::Ignores, Policy::Refuses, Policy::Requires] {
            let names: Vec<String> = self
                .arguments
                .iter()
                .filter(|argument| argument.policy == policy)
                .map(|argument| format!("`{}`", argument.name))
                .collect();
            if !names.is_empty() {
                sentence.push_str("; ");
                sentence.push_str(policy.word());
                sentence.push(' ');
                sentence.push_str(&names.join(", "));
            }
        }
        sentence.push('.');
        sentence
    }
}

/// The name of the counter of an argument.
fn calls_name(index: usize) -> Ident {
    format_ident!("__ARGUMENT{index}", span = Span::mixed_site())
}
