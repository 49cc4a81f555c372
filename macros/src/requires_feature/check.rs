//! What a gate cannot be, and the compiler cannot find out by itself.

use quote::ToTokens;

use crate::emit::WayOut;
use crate::grammar::{Errors, Gate, Instead, Predicate, compact};
use crate::item::{self, Enclosing, Function};
use crate::signature::{Parameters, Returns, no_conversion, no_result};

/// A function that has no way out, or one that it cannot take.
pub(super) fn check_way_out(
    gate: &Gate,
    function: &Function,
    returns: &Returns,
    errors: &mut Errors,
) {
    let options = &gate.options;
    let degrades = WayOut::of(&options.instead).degrades();
    if let Some(constness) = &function.constness {
        let others = [
            options.instead.fallback.as_ref().map(ToTokens::to_token_stream),
            options.instead.error.as_ref().map(ToTokens::to_token_stream),
            options.instead.panics.as_ref().map(ToTokens::to_token_stream),
        ];
        let message =
            "a `const fn` needs `otherwise = expr`: it cannot count, log or build an error";
        match others.into_iter().flatten().next() {
            Some(other) => errors.at(other, message),
            None if options.instead.otherwise.is_none() => errors.at(constness, message),
            None => {}
        }
    } else if is_test(function)
        && matches!(WayOut::of(&options.instead), WayOut::Error)
        && no_result(function).is_some()
    {
        let feature = match &gate.predicate {
            Predicate::Feature(name) => name.value(),
            _ => String::from(".."),
        };
        errors.at(
            &function.name,
            format!("a test would fail without the feature: to skip it, write `featherfall::skip_unless!(\"{feature}\");` into its body, in the place of this attribute"),
        );
    } else if !degrades && let Some((what, value)) = no_result(function) {
        let place = function
            .output
            .as_ref()
            .map_or_else(|| function.name.to_token_stream(), ToTokens::to_token_stream);
        if let Some(error) = &options.instead.error {
            errors.at(
                error,
                format!("`error` makes the `Err` of a `Result`, but this function returns {what}: write `otherwise = {value}` or `fallback = path` in its place, or return a `Result`"),
            );
        } else if options.instead.panics.is_none() {
            // Whose signature is a trait's, returns what the trait says.
            let is_free = Enclosing::of(function.name.span()).implements.is_none();
            let or = if is_free { ", or return a `Result`" } else { "" };
            errors.at(
                place,
                format!("a function that returns {what} cannot return the error: add `otherwise = {value}`, `fallback = path` or `panics`{or}"),
            );
        }
    } else if returns.is_never && !degrades && options.instead.panics.is_none() {
        errors.at(
            &function.output,
            "a function that returns `!` needs `panics`, `fallback = path` or `otherwise = expr`",
        );
    } else if returns.is_opaque && !returns.is_never {
        if !degrades {
            errors.at(
                &function.output,
                "a function that returns `impl Trait` needs `fallback = path` or `otherwise = expr`",
            );
        }
        if let Some(condition) = options.instead.when.first() {
            errors.at(
                &condition.reason,
                "a function that returns `impl Trait` returns one type, so `when` cannot choose another at run time: put the condition into its body",
            );
        }
    }
    if let Instead { fallback: None, otherwise: None, panics: None, error: None, .. } =
        &options.instead
        && let Some((error, first)) = no_conversion(function)
    {
        let name = compact(error.clone());
        errors.at(
            error,
            format!("the error `{name}` cannot hold `featherfall::Unavailable`: {first}, or add `fallback = path`, `otherwise = expr` or `panics`"),
        );
    }
    check_conditions(gate, function, returns, errors);
}

/// Conditions, and what is said of them, that the function cannot have.
fn check_conditions(gate: &Gate, function: &Function, returns: &Returns, errors: &mut Errors) {
    let options = &gate.options;
    let degrades = WayOut::of(&options.instead).degrades();
    for (name, conditions) in
        [("when", &options.instead.when), ("required_if", &options.instead.required_if)]
    {
        if let Some(condition) = conditions.get(32) {
            let message = format!("at most 32 `{name}` conditions: join some of them with `&&`");
            errors.at(&condition.reason, message);
        }
    }
    if let Some(condition) = options.instead.required_if.first() {
        if !degrades {
            errors.at(
                &condition.reason,
                "`required_if` refuses what would run instead, and nothing does: add `fallback = path` or `otherwise = expr`, or remove it",
            );
        } else if function.constness.is_some() || returns.is_opaque || no_result(function).is_some()
        {
            errors.at(
                &condition.reason,
                "`required_if` returns an error, which this function cannot: return a `Result`, without `const` and `impl Trait`, or remove it",
            );
        }
    }
    if let Some(benign) = options.instead.benign.as_ref().filter(|_| !degrades) {
        errors.at(
            benign,
            "`benign` is about what runs instead, and nothing does: add `fallback = path` or `otherwise = expr`, or remove it",
        );
    }
}

/// Whether an attribute says that this is a test: below, or above, where it has been expanded.
fn is_test(function: &Function) -> bool {
    function.attrs.iter().any(|attribute| attribute.is("test"))
        || item::attributes_above().iter().any(|above| {
            let path = above.split('(').next().unwrap_or_default().trim_end();
            path == "test" || path.ends_with("::test")
        })
}

/// A fallback that is the function itself would never end. A method's name alone is a function
/// elsewhere.
pub(super) fn check_fallback(gate: &Gate, function: &Function, errors: &mut Errors) {
    let Some(path) = &gate.options.instead.fallback else { return };
    let segments = &path.path.segments;
    // In the impl of a trait it may be the type's own.
    let is_inherent = || {
        let around = Enclosing::of(function.name.span());
        !around.scope.is_empty() && around.implements.is_none()
    };
    if path.qself.is_none()
        && segments.len() == 2
        && segments[0].ident == "Self"
        && segments[1].ident == function.name
        && is_inherent()
    {
        errors.at(
            path,
            format!(
                "`fallback` is `{}` itself, which this gates: name another function, or move it out of what is gated",
                function.name
            ),
        );
        return;
    }
    let Some(name) = path.path.get_ident().filter(|_| path.qself.is_none()) else { return };
    if let Some(owner) = item::owner_of_method(name) {
        errors.at(
            path,
            format!("no function `{name}` is here, only that of `{owner}`: write `fallback = Self::{name}`"),
        );
        return;
    }
    let is_method = || Parameters::of(function).is_ok_and(|it| it.has_receiver());
    if *name == function.name && !is_method() {
        errors.at(
            path,
            format!("`fallback` is this function itself; if another one is meant, write its path, such as `super::{name}`"),
        );
    }
}
