//! What a level and a function cannot be together.

use proc_macro2::{Group, TokenTree};

use crate::emit::users_block;
use crate::grammar::{Errors, Level, Quant, Support};
use crate::item::Function;
use crate::signature::{Parameters, Returns};

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
    let refused =
        parameters.named().any(|(name, _)| refuses.contains(name) || requires.contains(name));
    let returns = Returns::of(function);
    if refused && returns.is_opaque && (error.is_none() || returns.is_never) {
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
