//! The parameters of a gated function: how to hand them on, whatever pattern they are.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{FnArg, Ident, Pat, Signature, Type};

use crate::grammar::Errors;

/// A signature whose parameters can all be named.
pub(crate) struct Parameters {
    /// The signature, complex patterns replaced by names.
    pub(crate) sig: Signature,
    /// `let (a, b) = __argument1;` for each replaced pattern.
    pub(crate) rebind: TokenStream,
    /// The arguments in order, `self` first. Only valid before `rebind`.
    pub(crate) forward: Vec<TokenStream>,
    /// The arguments in order, once `rebind` has run.
    pub(crate) forward_rebound: Vec<TokenStream>,
}

/// Names every parameter.
pub(crate) fn name_all(sig: &Signature, errors: &mut Errors) -> Parameters {
    let mut sig = sig.clone();
    let mut rebind = TokenStream::new();
    let (mut forward, mut forward_rebound) = (Vec::new(), Vec::new());
    for (index, input) in sig.inputs.iter_mut().enumerate() {
        let typed = match input {
            FnArg::Receiver(receiver) => {
                let receiver = &receiver.self_token;
                forward.push(quote!(#receiver));
                forward_rebound.push(quote!(#receiver));
                continue;
            }
            FnArg::Typed(typed) => typed,
        };
        if let Some(cfg) = typed.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
            errors.at(cfg, "a parameter with `#[cfg]` cannot be forwarded to `fallback`; write `otherwise = ..`");
        }
        if let Some(name) = plain_name(&typed.pat) {
            forward.push(quote!(#name));
            forward_rebound.push(quote!(#name));
            continue;
        }
        let name = format_ident!("__argument{}", index, span = Span::mixed_site());
        let pattern = std::mem::replace(&mut *typed.pat, Pat::Verbatim(quote!(#name)));
        forward.push(quote!(#name));
        if matches!(pattern, Pat::Wild(_)) {
            forward_rebound.push(quote!(#name));
        } else {
            forward_rebound.push(rebuild(&pattern).unwrap_or_else(|| quote!(#name)));
            rebind.extend(quote!(let #pattern = #name;));
        }
    }
    if let Some(variadic) = &sig.variadic {
        errors.at(
            variadic,
            "C-variadic arguments cannot be forwarded to `fallback`; write `otherwise = ..`",
        );
    }
    Parameters { sig, rebind, forward, forward_rebound }
}

/// The name that a pattern binds, if it is `name` or `mut name`.
pub(crate) fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => Some(&ident.ident),
        _ => None,
    }
}

/// The expression that builds what a pattern of names and tuples took apart.
fn rebuild(pattern: &Pat) -> Option<TokenStream> {
    match pattern {
        Pat::Tuple(tuple) => {
            let elements: Vec<TokenStream> =
                tuple.elems.iter().map(rebuild).collect::<Option<_>>()?;
            Some(quote!((#(#elements,)*)))
        }
        Pat::TupleStruct(tuple) => {
            let path = &tuple.path;
            let elements: Vec<TokenStream> =
                tuple.elems.iter().map(rebuild).collect::<Option<_>>()?;
            Some(quote!(#path(#(#elements),*)))
        }
        pattern => plain_name(pattern).map(|name| quote!(#name)),
    }
}

/// Every parameter with a plain name, and its type.
pub(crate) fn named(sig: &Signature) -> impl Iterator<Item = (&Ident, &Type)> {
    sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => plain_name(&typed.pat).map(|name| (name, &*typed.ty)),
        FnArg::Receiver(_) => None,
    })
}

/// Removes the `mut` of the parameter `name`, for a `let` that takes its place.
pub(crate) fn take_mutability(sig: &mut Signature, name: &Ident) -> Option<syn::token::Mut> {
    sig.inputs.iter_mut().find_map(|input| match input {
        FnArg::Typed(typed) => match &mut *typed.pat {
            Pat::Ident(pattern) if pattern.ident == *name => pattern.mutability.take(),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    })
}
