//! A level on a function.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use super::arguments;
use super::check::{check_body, check_refusals, is_placeholder};
use super::expand::Expansion;
use crate::emit::{one_line, runtime_path};
use crate::grammar::{Errors, Level, Support};
use crate::item::Function;
use crate::signature::{Parameters, Returns, with_any_body};

/// The function with its level.
pub(super) fn on_function(
    support: &Support,
    function: &Function,
    errors: &mut Errors,
) -> TokenStream {
    let name = function.name.unraw().to_string();
    let Some(parameters) = errors.take(Parameters::of(function)) else {
        return survive(function);
    };
    arguments::check(&support.options, &[&parameters], errors);
    if let Some(constness) = &function.constness {
        errors.at(
            constness,
            "`quant_support` counts calls, which a `const fn` cannot: remove `const`",
        );
    }
    let Some(body) = &function.body else {
        let message = match support.level {
            Level::Unimplemented => {
                "`Unimplemented` needs an empty body: write `{}` in the place of `;`, or in a trait put this on the implementations"
            }
            _ => {
                "`quant_support` needs a function with a body; put it on the implementations of this method"
            }
        };
        errors.at(&function.name, message);
        return with_any_body(function);
    };
    check_body(support, function, body, errors);
    check_refusals(support, function, &parameters, errors);
    if !errors.is_empty() {
        return survive(function);
    }
    let expansion = Expansion {
        support,
        krate: runtime_path(&support.options),
        method: support.options.quant.method.as_ref().map_or_else(|| name.clone(), one_line),
        // What is not implemented does nothing with them.
        arguments: match support.level {
            Level::Unimplemented => Vec::new(),
            _ => arguments::of(&support.options, &parameters),
        },
    };
    let shown = support.options.message.name.as_ref().map_or_else(|| name.clone(), one_line);
    let record = expansion.record(&shown, Some(&name), function.name.span());
    expansion.function(function, body, parameters, &record, true)
}

/// The item without the attribute: a placeholder for a body causes no second error.
pub(super) fn survive(function: &Function) -> TokenStream {
    let Function { attrs, vis, body, parameters, .. } = function;
    let is_placeholder = body.as_ref().is_some_and(is_placeholder);
    if !is_placeholder || Returns::of(function).is_opaque {
        return function.to_token_stream();
    }
    let sig = function.signature(parameters);
    quote! {
        #[allow(unused_variables, unused_mut)]
        #(#attrs)* #vis #sig { loop {} }
    }
}
