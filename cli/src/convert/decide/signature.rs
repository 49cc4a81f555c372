//! Compares the signatures of two sides.

use quote::ToTokens;
use syn::{FnArg, ReturnType, Type};

use super::reason::{Reason, stays};
use crate::read::source::one_line;
use crate::understand::function::Function;
use crate::understand::place::Place;

/// Why the signature that stays cannot stand for both sides, if so.
pub(super) fn check(place: &Place<'_>, on: Function<'_>, off: Function<'_>) -> Result<(), Reason> {
    let (kept, gone) = (on.signature, off.signature);
    let modifiers = |it: &syn::Signature| {
        let (constness, asyncness, abi) = (&it.constness, &it.asyncness, &it.abi);
        let safety = matches!(it.safety, syn::Safety::Unsafe(_));
        format!(
            "{} {} {} {safety}",
            constness.to_token_stream(),
            asyncness.to_token_stream(),
            abi.to_token_stream()
        )
    };
    if modifiers(kept) != modifiers(gone) {
        return stays("the sides differ in `const`, `async`, `unsafe` or `extern`");
    }
    if on.is_default != off.is_default {
        return stays("the sides differ in `default`");
    }
    let visibility = |it: Function<'_>| it.visibility.map(|it| it.to_token_stream().to_string());
    if visibility(on) != visibility(off) {
        return stays("the sides differ in visibility");
    }
    let generics = |it: &syn::Signature| {
        let generics = place.normal(&it.generics).replace(", >", ">");
        format!("{generics} {}", place.normal(&it.generics.where_clause))
    };
    if generics(kept) != generics(gone) {
        return stays("the generics differ");
    }
    if kept.inputs.len() != gone.inputs.len() {
        return stays("the sides differ in the number of parameters");
    }
    for (kept, gone) in kept.inputs.iter().zip(&gone.inputs) {
        match (kept, gone) {
            (FnArg::Receiver(kept), FnArg::Receiver(gone)) => {
                if place.normal(kept) != place.normal(gone) {
                    return stays("the receivers differ");
                }
            }
            (FnArg::Typed(kept), FnArg::Typed(gone)) => {
                if kept.attrs.iter().chain(&gone.attrs).next().is_some() {
                    return stays("a parameter carries an attribute");
                }
                check_types(place, &kept.ty, &gone.ty)?;
            }
            _ => return stays("only one side has a receiver"),
        }
    }
    match (&kept.output, &gone.output) {
        (ReturnType::Default, ReturnType::Default) => {}
        (ReturnType::Type(_, kept), ReturnType::Type(_, gone)) => {
            check_types(place, kept, gone)?;
        }
        (ReturnType::Type(_, only), ReturnType::Default)
        | (ReturnType::Default, ReturnType::Type(_, only)) => {
            if !matches!(&**only, Type::Tuple(it) if it.elems.is_empty()) {
                return stays("the return types differ");
            }
        }
    }
    if let Some(name) = place.missing(&kept.generics) {
        return stays(format!("`{name}` in the generics exists in some builds only"));
    }
    Ok(())
}

fn check_types(place: &Place<'_>, kept: &Type, gone: &Type) -> Result<(), Reason> {
    if place.normal(kept) != place.normal(gone) {
        let (kept, gone) = (place.source.text_of(kept), place.source.text_of(gone));
        return stays(format!("the types differ: `{}` and `{}`", one_line(kept), one_line(gone)));
    }
    match place.missing(&kept) {
        Some(name) if place.missing(&gone).is_none() => stays(format!(
            "`{name}` in the signature is imported in some builds only: import it in all of them"
        )),
        Some(name) => stays(format!("`{name}` in the signature exists in some builds only")),
        None => Ok(()),
    }
}
