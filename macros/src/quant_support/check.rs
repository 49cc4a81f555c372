//! What a level and a function cannot be together.

use proc_macro2::{Group, TokenTree};
use quote::ToTokens;

use crate::emit::users_block;
use crate::grammar::{Errors, Level, Quant, Support, compact};
use crate::item::Function;
use crate::signature::{Parameters, Returns, no_conversion, no_result};

/// `Unimplemented` and a body do not go together.
pub(super) fn check_body(
    support: &Support,
    function: &Function,
    body: &Group,
    errors: &mut Errors,
) {
    if support.level != Level::Unimplemented {
        return;
    }
    if !is_placeholder(body) {
        errors.at(
            &function.name,
            "the body of an unimplemented item is never run: write `{}`, `todo!()` or `unimplemented!()`, or choose another level",
        );
    }
    if support.options.instead.error.is_none() {
        let returned = function
            .output
            .as_ref()
            .map_or_else(|| function.name.to_token_stream(), ToTokens::to_token_stream);
        if let Some((what, _)) = no_result(function) {
            errors.at(
                returned,
                format!("an unimplemented function returns an error, and this one returns {what}: return a `Result`"),
            );
        } else if let Some((error, first)) = no_conversion(function) {
            let shown = compact(error.clone());
            errors.at(
                error,
                format!("the error `{shown}` cannot hold `featherfall::Unavailable`: {first}"),
            );
        }
    }
    if Returns::of(function).is_opaque {
        errors.at(
            &function.output,
            "an unimplemented function returns an error: return a `Result`, without `impl Trait` in it",
        );
    }
}

/// What refuses an argument returns an error.
pub(super) fn check_refusals(
    support: &Support,
    function: &Function,
    parameters: &Parameters,
    errors: &mut Errors,
) {
    let Quant { refuses, requires, .. } = &support.options.quant;
    let error = &support.options.instead.error;
    let mut named = refuses.iter().chain(requires);
    let refused = named.find(|name| parameters.named().any(|(known, _)| known == *name));
    if let (Some(name), None) = (refused, error) {
        let policy = if refuses.contains(name) { "refuses" } else { "requires" };
        let or = if policy == "refuses" {
            format!(", or write `ignores({name})`")
        } else {
            String::new()
        };
        if let Some((what, _)) = no_result(function) {
            errors.at(
                name,
                format!("`{policy}({name})` returns an error, and this function returns {what}: return a `Result`{or}"),
            );
            return;
        }
        if let Some((error, first)) = no_conversion(function) {
            let shown = compact(error.clone());
            errors.at(
                error,
                format!("the error `{shown}` cannot hold `featherfall::Unavailable`, which `{policy}({name})` returns: {first}{or}"),
            );
            return;
        }
    }
    let returns = Returns::of(function);
    if refused.is_some() && returns.is_opaque && (error.is_none() || returns.is_never) {
        errors.at(
            &function.output,
            "`refuses(..)` and `requires(..)` return an error: return a `Result`, without `impl Trait` in it",
        );
    }
}

/// `{}`, `{ todo!(..) }` or `{ unimplemented!(..) }`.
pub(super) fn is_placeholder(body: &Group) -> bool {
    let mut tokens: Vec<TokenTree> = users_block(body).stream().into_iter().collect();
    while matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ';') {
        tokens.pop();
    }
    match tokens.as_slice() {
        [] => true,
        [path @ .., TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(_)] => {
            (*name == "todo" || *name == "unimplemented")
                && bang.as_char() == '!'
                && path.iter().all(|token| match token {
                    TokenTree::Ident(ident) => *ident == "std" || *ident == "core",
                    TokenTree::Punct(punct) => punct.as_char() == ':',
                    _ => false,
                })
        }
        _ => false,
    }
}
