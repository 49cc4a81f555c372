//! Compares the signatures of two sides.

use quote::ToTokens;
use syn::{FnArg, ReturnType, Type};

use crate::read::source::one_line;
use crate::understand::function::Function;
use crate::understand::place::Place;
use crate::write::edit::Edit;

/// What must change in the signature that stays, or why it cannot stand for both sides.
///
/// A type that is imported in some builds only is written as the other side writes it.
pub(crate) fn unify(
    place: &Place<'_>,
    on: Function<'_>,
    off: Function<'_>,
) -> Result<Vec<Edit>, String> {
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
        return Err(String::from("the sides differ in `const`, `async`, `unsafe` or `extern`"));
    }
    if on.is_default != off.is_default {
        return Err(String::from("the sides differ in `default`"));
    }
    let visibility = |it: Function<'_>| it.visibility.map(|it| it.to_token_stream().to_string());
    if visibility(on) != visibility(off) {
        return Err(String::from("the sides differ in visibility"));
    }
    let generics = |it: &syn::Signature| {
        let generics = place.normal(&it.generics).replace(", >", ">");
        format!("{generics} {}", place.normal(&it.generics.where_clause))
    };
    if generics(kept) != generics(gone) {
        return Err(String::from("the generics differ"));
    }
    if kept.inputs.len() != gone.inputs.len() {
        return Err(String::from("the sides differ in the number of parameters"));
    }
    let mut edits = Vec::new();
    for (kept, gone) in kept.inputs.iter().zip(&gone.inputs) {
        match (kept, gone) {
            (FnArg::Receiver(kept), FnArg::Receiver(gone)) => {
                if place.normal(kept) != place.normal(gone) {
                    return Err(String::from("the receivers differ"));
                }
            }
            (FnArg::Typed(kept), FnArg::Typed(gone)) => {
                if kept.attrs.iter().chain(&gone.attrs).next().is_some() {
                    return Err(String::from("a parameter carries an attribute"));
                }
                edits.extend(unify_types(place, &kept.ty, &gone.ty)?);
            }
            _ => return Err(String::from("only one side has a receiver")),
        }
    }
    match (&kept.output, &gone.output) {
        (ReturnType::Default, ReturnType::Default) => {}
        (ReturnType::Type(_, kept), ReturnType::Type(_, gone)) => {
            edits.extend(unify_types(place, kept, gone)?);
        }
        (ReturnType::Type(_, only), ReturnType::Default)
        | (ReturnType::Default, ReturnType::Type(_, only)) => {
            if !matches!(&**only, Type::Tuple(it) if it.elems.is_empty()) {
                return Err(String::from("the return types differ"));
            }
        }
    }
    if !edits.is_empty() {
        edits = wrapped(place, kept, edits);
    }
    if let Some(name) = place.missing(&kept.generics) {
        return Err(format!("`{name}` in the generics exists in some builds only"));
    }
    Ok(edits)
}

/// The edits; where they make the line too long, one parameter a line.
fn wrapped(place: &Place<'_>, kept: &syn::Signature, edits: Vec<Edit>) -> Vec<Edit> {
    let source = place.source;
    let whole = source.range_of(kept);
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let shrunk: usize = edits.iter().map(|edit| edit.range.len()).sum();
    let line = source.line_start(whole.start)..source.line_end(whole.end);
    let is_one_line = !source.slice(whole.clone()).contains('\n');
    if !is_one_line || line.len() + grown - shrunk.min(line.len()) <= super::attribute::WIDTH {
        return edits;
    }
    let parentheses = source.range(kept.paren_token.span.join());
    let (inside, mut outside): (Vec<Edit>, Vec<Edit>) = edits
        .into_iter()
        .partition(|it| parentheses.start <= it.range.start && it.range.end <= parentheses.end);
    let (indent, newline) = (source.indent(whole.start), source.newline());
    let mut text = String::from("(");
    for input in &kept.inputs {
        let range = source.range_of(input);
        let own: Vec<Edit> = inside
            .iter()
            .filter(|it| range.start <= it.range.start && it.range.end <= range.end)
            .map(|it| {
                Edit::replace(it.range.start - range.start..it.range.end - range.start, &*it.text)
            })
            .collect();
        let Some(input) = crate::write::edit::apply(source.slice(range), &own) else { continue };
        text.push_str(&format!("{newline}{indent}    {input},"));
    }
    text.push_str(&format!("{newline}{indent})"));
    outside.push(Edit::replace(parentheses, text));
    outside
}

fn unify_types(place: &Place<'_>, kept: &Type, gone: &Type) -> Result<Option<Edit>, String> {
    if place.normal(kept) != place.normal(gone) {
        let (kept, gone) = (place.source.text_of(kept), place.source.text_of(gone));
        return Err(format!("the types differ: `{}` and `{}`", one_line(kept), one_line(gone)));
    }
    let Some(name) = place.missing(&kept) else { return Ok(None) };
    if place.missing(&gone).is_some() {
        return Err(format!("`{name}` in the signature exists in some builds only"));
    }
    let range = place.source.range_of(kept);
    Ok(Some(Edit::replace(range, place.source.text_of(gone))))
}
