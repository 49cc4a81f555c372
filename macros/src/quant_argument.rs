//! `quant_ignores!(variable, method = "..", option, ..)` and `quant_refuses!(..)`

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use crate::emit::{
    Counted, EarlyReturn, Record, detail, one_line, runtime_at, runtime_path, static_name,
};
use crate::grammar::{Errors, Policy, QuantArgument};
use crate::item::{Spot, shown_at, spot_of_call};

/// Expands the macro to statements.
pub(crate) fn expand(tokens: TokenStream, policy: Policy) -> TokenStream {
    let mut errors = Errors::default();
    let name = format!("quant_{}", policy.word());
    let argument = QuantArgument::parse(tokens, &name, &mut errors);
    if let Some(argument) = &argument
        && policy != Policy::Ignores
        && let Some(mutability) = &argument.variable.mutability
    {
        errors.at(mutability, "the variable stays what it is: remove `mut`");
    }
    if policy == Policy::Ignores && spot_of_call() == Some(Spot::Arm) {
        let message = format!(
            "`{name}!` is a statement for the code behind it: write a block, `{{ {name}!(..); .. }}`"
        );
        errors.push(syn::Error::new(Span::call_site(), message));
    }
    match argument {
        Some(argument) if errors.is_empty() => Expansion::of(&argument, policy).tokens(),
        _ => errors.into_tokens(),
    }
}

struct Expansion<'a> {
    argument: &'a QuantArgument,
    policy: Policy,
    krate: syn::Path,
}

impl<'a> Expansion<'a> {
    fn of(argument: &'a QuantArgument, policy: Policy) -> Self {
        Self { argument, policy, krate: runtime_path(&argument.options) }
    }

    fn tokens(&self) -> TokenStream {
        let krate = &self.krate;
        let name = &self.argument.variable.name;
        let record = self.record();
        let own = static_name();
        let site = |counts: TokenStream| {
            quote! {
                #krate::__private::Site::new(&#own, #krate::__private::Counts::#counts, &__CALLS)
            }
        };
        let leave = EarlyReturn {
            krate,
            error: self.argument.options.instead.error.as_ref(),
            span: name.span(),
            refused: "unsupported_here",
        };
        let leave = if self.policy == Policy::Ignores {
            let site = site(quote!(Ignored(0)));
            leave.unless_allowed(&quote!(#site.hit(0)))
        } else {
            let site = site(quote!(Refused(#krate::Reason::ArgumentRefused)));
            leave.refuse(&quote!(#site.refuse(1)))
        };
        let span = shown_at(name.span());
        let runtime = runtime_at(krate, span);
        if self.policy == Policy::Ignores {
            let mutability = &self.argument.variable.mutability;
            let without = quote_spanned!(span=> #runtime::__private::Optional::without(&#name));
            return quote! {
                #[allow(unused_variables, unused_mut)]
                let #mutability #name = {
                    #record
                    static __CALLS: #krate::__private::Calls = #krate::__private::Calls::NONE;
                    let (__is_given, __none) = #without;
                    if __is_given { #leave }
                    __none
                };
            };
        }
        let is_given = quote_spanned!(span=> #runtime::__private::Optional::is_given(&#name));
        quote! {
            {
                #record
                static __CALLS: #krate::__private::Calls = #krate::__private::Calls::NONE;
                if #is_given { #leave }
            }
        }
    }

    fn record(&self) -> TokenStream {
        let QuantArgument { variable, options } = self.argument;
        let method = options.quant.method.as_ref().map(one_line).unwrap_or_default();
        let mut details = String::new();
        detail(&mut details, "method", &method);
        let policy = format!("{} {}", self.policy.word(), variable.name.unraw());
        detail(&mut details, "argument", &policy);
        let name = options.message.name.as_ref().map_or(method, one_line);
        Record {
            krate: &self.krate,
            kind: "quant",
            name: &name,
            predicate: None,
            instead: "",
            details,
            options,
            span: variable.name.span(),
            counted: Counted::Always,
        }
        .tokens()
    }
}
