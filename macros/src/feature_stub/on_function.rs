//! A stub in the place of a function, alone or in an impl block.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;

use super::held::{is_pointer, is_stub};
use super::stub::Stub;
use crate::emit::{Leave, WayOut, boxed, declared_cfg, runtime_at};
use crate::grammar::{Errors, as_last_statement};
use crate::item::{self, Function, Tokens};
use crate::signature::{Parameters, Returns, with_any_body};

/// The function, filled in.
pub(super) fn on_function(stub: &Stub, function: &Function, errors: &mut Errors) -> TokenStream {
    if let Some(body) = &function.body {
        errors.push(syn::Error::new(
            body.span(),
            "a stub function has no body: end it with `;`, or write `#[cfg(not(..))]`",
        ));
    }
    let name = syn::ext::IdentExt::unraw(&function.name).to_string();
    let record = stub.record(&name, &name, function.name.span());
    let cfgs = function.cfgs();
    let built = declared_cfg(&stub.gate.predicate);
    let filled = fill(stub, function, "", Span::call_site(), &record, errors);
    // In every build there is one row.
    quote! {
        #(#cfgs)*
        #[cfg(#built)]
        const _: () = { #record };

        #[cfg(not(#built))]
        #filled
    }
}

/// The function with a body; with a record of its own unless that stands around it. `place` is where it
/// is said that the type is no stub.
pub(super) fn fill(
    stub: &Stub,
    function: &Function,
    type_name: &str,
    place: Span,
    record: &TokenStream,
    errors: &mut Errors,
) -> TokenStream {
    let Some(parameters) = errors.take(Parameters::of(function)) else {
        return with_any_body(function);
    };
    let held = parameters.iter().position(|parameter| is_stub(parameter, type_name));
    let returns = Returns::of(function);
    let known = errors.count();
    let (group, body) = match held {
        Some(index) => {
            let is_value = !parameters.iter().nth(index).is_some_and(is_pointer);
            let forward = parameters.forward(false, &mut Errors::default());
            let argument = &forward.before[index];
            let body = never(&stub.krate, function, &returns, argument, is_value, place, errors);
            (forward.parameters, body)
        }
        None => (function.parameters.clone(), refuse(stub, function, &returns, errors)),
    };
    if errors.count() > known {
        return with_any_body(function);
    }
    let sentence =
        (!record.is_empty()).then(|| item::doc(&function.attrs, &format!("{}.", stub.sentence())));
    let Function { attrs, vis, .. } = function;
    let sig = function.signature(&group);
    quote! {
        #[allow(unused)]
        #[cfg_attr(clippy, allow(clippy::all, clippy::pedantic, clippy::nursery))]
        #(#attrs)*
        #sentence
        #vis #sig { #record #body }
    }
}

/// Nobody has the argument, so this is never reached.
fn never(
    krate: &Path,
    function: &Function,
    returns: &Returns,
    argument: &Tokens,
    is_value: bool,
    span: Span,
    errors: &mut Errors,
) -> TokenStream {
    if returns.is_opaque && !returns.is_never {
        errors.at(
            &function.output,
            "a function that returns `impl Trait` needs a body, which says what type that is",
        );
    }
    if function.constness.is_some() {
        return quote!(#argument.__never());
    }
    let argument = argument.located_at(span);
    let place = if is_value { quote!(#argument) } else { quote_spanned!(span=> *#argument) };
    let krate_there = runtime_at(krate, span);
    let never = quote_spanned!(span=> #krate_there::__private::Stub::never(&#place));
    boxed(krate, returns, never)
}

/// The way out of a function that can be called.
fn refuse(stub: &Stub, function: &Function, returns: &Returns, errors: &mut Errors) -> TokenStream {
    let options = &stub.gate.options;
    let way_out = WayOut::of(&options.instead);
    if !way_out.degrades() {
        if let Some(constness) = &function.constness {
            errors.at(
                constness,
                "a `const fn` needs a body or `otherwise = expr`: it cannot build an error",
            );
        } else if returns.is_opaque {
            errors.at(
                &function.output,
                "a function that returns this needs a body or `otherwise = expr`",
            );
        }
    }
    if function.constness.is_some() {
        let otherwise = &options.instead.otherwise;
        return as_last_statement(quote!(#otherwise));
    }
    let leave = Leave {
        krate: &stub.krate,
        returns,
        error: options.instead.error.as_ref(),
        is_unsafe: false,
        refused: "absent",
    };
    let value = leave.through(&way_out, &[], &quote!(0));
    boxed(&stub.krate, returns, value)
}
