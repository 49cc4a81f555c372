//! A function that stands in for one of another module becomes `#[feature_stub]`.

use syn::{Pat, Type};

use super::message;
use super::plan::{Plan, StubFunction};
use super::reason::{Reason, stays};
use super::rename;
use super::sides::{available, has_other_elsewhere};
use super::typed;
use crate::read::source::one_line;
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::function::Function;
use crate::understand::place::Place;
use crate::understand::site::Node;

/// What becomes of the function; `None` if it does not stand in for another one.
pub(super) fn decide<'a>(place: &Place<'a>) -> Option<Result<Plan<'a>, Reason>> {
    let [branch] = &place.site.branches[..] else { return None };
    let Node::Function(function) = branch.node else { return None };
    let is_free = function.visibility.is_some() && function.signature.receiver().is_none();
    let is_here = place.site.enclosing.is_none() && !place.site.item.contains("impl ");
    if !is_free || !is_here || !has_other_elsewhere(place, false) {
        return None;
    }
    let found = fallback::of_block(function.body, Some(function));
    let fails = !matches!(found, Fallback::Panic(..)) || function.output().is_some();
    (super::preference::is_failure(&found) && fails).then(|| {
        check(place, function)?;
        let predicate = branch.cfg.negated();
        let mut options = options(place, function, &found)?;
        let own = match &options[..] {
            [] => message::replaced(place, &found, &function.name(), &predicate)?,
            _ => None,
        };
        options.extend(message::hint(&predicate, found.text()).or(own));
        Ok(Plan::StubFunction(StubFunction { branch, function, predicate, options }))
    })
}

/// Why a function without a body cannot take its place, if so.
fn check(place: &Place<'_>, function: Function<'_>) -> Result<(), Reason> {
    let is_plain = |it: &Pat| match it {
        Pat::Ident(it) => it.mutability.is_none() && it.subpat.is_none() && it.by_ref.is_none(),
        Pat::Wild(_) => true,
        _ => false,
    };
    if place.site.branches.iter().any(|it| it.cfg_attributes.len() != 1) {
        return stays("a side carries several `#[cfg]` attributes");
    }
    if function.signature.constness.is_some() || function.signature.abi.is_some() {
        return stays("a `const` or `extern` function cannot be a stub");
    }
    if !function.patterns().all(is_plain) {
        return stays("a stub has no body that could take its parameters apart");
    }
    Ok(())
}

/// How the stub fails.
fn options(
    place: &Place<'_>,
    function: Function<'_>,
    found: &Fallback<'_>,
) -> Result<Vec<String>, Reason> {
    let output = function.output();
    if matches!(output, Some(Type::ImplTrait(_))) {
        return stays("`-> impl Trait` needs a body");
    }
    let error = match (found, typed::of(place, found, output)) {
        (Fallback::Bail(..), Some(reason)) => return stays(reason),
        (Fallback::ErrText(error, _), Some(_)) | (Fallback::ErrValue(error), _) => error,
        _ => {
            return match error_type(place, output) {
                ErrorType::Converts => Ok(Vec::new()),
                ErrorType::None => stays("a stub cannot panic: it returns no `Result`"),
                ErrorType::Unknown(name) => stays(format!(
                    "how to make the error `{name}` is not known: it needs `error = ..`"
                )),
            };
        }
    };
    if rename::uses_parameters(place.source, error, function) {
        return stays("its error shows a parameter, and a stub has no body for that");
    }
    available(place, error)?;
    Ok(vec![format!("error = |_| {}", one_line(place.source.text_of(*error)))])
}
