//! What happens without the feature, as options of `#[requires_feature]`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

use super::message;
use super::reason::{Reason, stays};
use super::rename::{self, Names};
use super::sides::{Sides, available};
use super::typed;
use crate::read::source::one_line;
use crate::read::syntax::has_word;
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::place::Place;

/// Longer expressions read better as an arm of `feature_gated!`.
const MAX_OTHERWISE: usize = 70;

/// The options that say what happens without the feature; `None` if only the code can say it.
pub(super) fn way_out(place: &Place<'_>, sides: &Sides<'_>) -> Result<Option<Vec<String>>, Reason> {
    let found = fallback::of_block(sides.off.body, Some(sides.off));
    let mut options = Vec::new();
    let is_const = sides.is_const();
    let typed = typed::of(place, &found, sides.kept.output());
    match (&found, typed) {
        (Fallback::Bail(..), Some(reason)) => return stays(reason),
        (Fallback::ErrText(error, _), Some(_)) | (Fallback::ErrValue(error), _) => {
            if !keep(place, sides, error, &mut options)? {
                return Ok(None);
            }
            options.extend(message::hint(sides.predicate(), None));
            return Ok(Some(options));
        }
        _ => {}
    }
    match &found {
        Fallback::Panic(..)
        | Fallback::Bail(..)
        | Fallback::ErrText(..)
        | Fallback::ErrValue(_) => {
            if is_const {
                return stays("a `const fn` that fails needs an `otherwise`");
            }
            options.extend(failure(place, sides, &found)?);
            let is_kept = options.iter().any(|it| it.starts_with("error"));
            let (name, predicate) = (sides.kept.name(), sides.predicate());
            let own =
                if is_kept { None } else { message::replaced(place, &found, &name, predicate)? };
            options.extend(message::hint(predicate, found.text()).or(own));
            return Ok(Some(options));
        }
        Fallback::Nothing => options.push(String::from("otherwise = ()")),
        Fallback::Delegate(code) => {
            // The attribute awaits what it calls in an `async fn`, and nowhere else.
            let call = match code {
                Expr::Call(call) if !sides.is_async() => call,
                Expr::Await(wait) if sides.is_async() => match &*wait.base {
                    Expr::Call(call) => call,
                    _ => return otherwise(place, sides, None),
                },
                code => return otherwise(place, sides, Some(code)),
            };
            let varies = place.varies(sides.kept.signature);
            if varies || available(place, &call.func).is_err() || is_const {
                return otherwise(place, sides, None);
            }
            options.push(format!("fallback = {}", place.source.text_of(&*call.func)));
        }
        Fallback::Value(expression) | Fallback::Expression(expression) => {
            return otherwise(place, sides, Some(expression));
        }
        Fallback::Statements => return otherwise(place, sides, None),
    }
    options.extend(message::hint(sides.predicate(), None));
    Ok(Some(options))
}

/// `error = ..` for an error that stays as it is; `false` if only code can say it.
fn keep(
    place: &Place<'_>,
    sides: &Sides<'_>,
    error: &Expr,
    options: &mut Vec<String>,
) -> Result<bool, Reason> {
    if rename::uses_parameters(place.source, error, sides.off) || place.varies(error) {
        return Ok(false);
    }
    available(place, error)?;
    options.push(format!("error = |_| {}", one_line(place.source.text_of(error))));
    Ok(true)
}

/// `otherwise = ..` where the expression is short and can stand in every build.
fn otherwise(
    place: &Place<'_>,
    sides: &Sides<'_>,
    value: Option<&Expr>,
) -> Result<Option<Vec<String>>, Reason> {
    let is_const = sides.is_const();
    let Some(value) = value else {
        return if is_const {
            stays("a `const fn` with code on both sides stays as it is")
        } else {
            Ok(None)
        };
    };
    let names = Names::new(sides.kept, sides.off);
    let text = names.apply(place.source, value)?;
    let is_opaque = has_word(sides.kept.signature.output.to_token_stream(), "impl");
    if is_opaque && !is_const && !matches!(value, Expr::Lit(_)) {
        // Where the feature is on, nothing would tell its type.
        return Ok(None);
    }
    let is_short = text.chars().count() <= MAX_OTHERWISE && !text.contains('\n');
    // Where the feature is on, it would have to be of the types of that build.
    let may_vary =
        calls(value.to_token_stream()) && place.index.has_varying_alias() || place.varies(value);
    // A literal is of no type that the parameters have.
    let has_other_type = match value {
        Expr::Lit(_) => place.varies(&sides.kept.signature.output),
        _ => place.varies(sides.kept.signature),
    };
    let fits = available(place, value).is_ok() && !may_vary && !has_other_type;
    if is_const && !fits {
        return stays("what the fallback names is another thing in other builds");
    }
    if !(is_short && fits || is_const) {
        return Ok(None);
    }
    let mut options = vec![format!("otherwise = {text}")];
    options.extend(message::hint(sides.predicate(), None));
    Ok(Some(options))
}

/// Options for a side that fails.
fn failure(
    place: &Place<'_>,
    sides: &Sides<'_>,
    found: &Fallback<'_>,
) -> Result<Vec<String>, Reason> {
    let output = sides.kept.output();
    if matches!(output, Some(syn::Type::ImplTrait(_))) {
        return stays("`-> impl Trait` needs an `otherwise` or a `fallback`");
    }
    match error_type(place, output) {
        ErrorType::Converts => Ok(Vec::new()),
        ErrorType::None => match found {
            Fallback::Panic(..) => Ok(vec![String::from("panics")]),
            _ => stays("it fails, but does not return a `Result` that I know"),
        },
        ErrorType::Unknown(name) => match found {
            Fallback::ErrText(error, _)
                if !rename::uses_parameters(place.source, error, sides.off) =>
            {
                available(place, error)?;
                Ok(vec![format!("error = |_| {}", one_line(place.source.text_of(*error)))])
            }
            _ => {
                stays(format!("how to make the error `{name}` is not known: it needs `error = ..`"))
            }
        },
    }
}

/// Whether a function is called, or a value of a named type is made, in the tokens.
fn calls(tokens: TokenStream) -> bool {
    let mut is_after_name = false;
    tokens.into_iter().any(|token| {
        let found = matches!(&token, TokenTree::Group(it) if is_after_name || calls(it.stream()));
        is_after_name = matches!(token, TokenTree::Ident(_));
        found
    })
}
