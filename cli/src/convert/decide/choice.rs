//! What everything that becomes `feature_gated!` has in common.

use syn::Stmt;

use super::message;
use super::preference::{both_work, fails};
use super::reason::{Reason, stays};
use super::typed;
use crate::read::syntax::{is_suppression, literal};
use crate::understand::annotations::is_plain;
use crate::understand::cfg::{self, Cfg};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::Fallback;
use crate::understand::function::Enclosing;
use crate::understand::place::{Place, infers_returns};
use crate::understand::site::Node;

/// What every chain must satisfy.
pub(super) fn check(place: &Place<'_>) -> Result<(), Reason> {
    let site = place.site;
    if let [only] = &site.branches[..] {
        return stays(match only.node {
            Node::Statement(Stmt::Local(local)) if is_suppression(local) => {
                "it only silences a warning; it can go once the other half is a function of its own"
            }
            Node::Statement(Stmt::Local(_)) => "no `let` beside it binds the same for other builds",
            Node::Statement(it) if fails(it) => {
                "it leaves early, and what stands behind it is the other side: put that in a block \
                 for builds with the feature"
            }
            _ => "there is no other side: the rest of the block serves all builds",
        });
    }
    let all: Vec<&Cfg> = site.branches.iter().map(|branch| &branch.cfg).collect();
    if !cfg::cover_everything(&all) {
        return stays("some build has none of the sides");
    }
    if all.iter().all(|cfg| cfg.is_target_only()) {
        return stays("the target decides, no feature: there is nothing to turn on");
    }
    if site.branches.iter().any(|branch| branch.cfg_attributes.len() != 1) {
        return stays("a side carries several `#[cfg]` attributes");
    }
    if site.enclosing.is_some_and(|it| it.signature.constness.is_some()) {
        return stays("a `const fn` cannot count its fallbacks");
    }
    Ok(())
}

/// The options that the place of an expression asks for; `otherwise` is the code of its `_` arm.
///
/// It is called as the function around it, its feature being no name.
pub(super) fn options(
    place: &Place<'_>,
    enclosing: Option<Enclosing<'_>>,
    otherwise: Option<&str>,
) -> Vec<String> {
    let mut options = Vec::new();
    if let Some(it) = enclosing {
        options.push(format!("name = {}", literal(&it.signature.ident.to_string())));
    }
    options.extend(place.site.on().find_map(|branch| message::hint(&branch.cfg, None)));
    if otherwise.is_some() && both_work(place) {
        options.push(String::from("benign"));
    }
    // What counts its calls may have to return an error, if the policy asks for one.
    if otherwise.is_some_and(|code| !is_plain(code)) && infers_returns(enclosing) {
        options.push(String::from("const"));
    }
    options
}

/// The option for variables that only some arms use; none if all use all.
pub(super) fn unused(variables: &[String]) -> Option<String> {
    (!variables.is_empty()).then(|| format!("unused({})", variables.join(", ")))
}

/// Whether the side only says that it cannot: the hinted error says that better.
pub(super) fn is_plain_failure(found: &Fallback<'_>) -> bool {
    matches!(found, Fallback::Panic(..) | Fallback::Bail(..) | Fallback::ErrText(..))
}

/// Whether a missing `_` arm does what the side does: return an error from the function.
pub(super) fn may_be_left_out(place: &Place<'_>, found: &Fallback<'_>) -> bool {
    let Some(enclosing) = place.site.enclosing else { return false };
    is_plain_failure(found)
        && typed::of(place, found, enclosing.output()).is_none()
        && !infers_returns(Some(enclosing))
        && error_type(place, enclosing.output()) == ErrorType::Converts
}

/// What the function around the site is called.
pub(super) fn function_name(place: &Place<'_>) -> String {
    place.site.enclosing.map(|it| it.signature.ident.to_string()).unwrap_or_default()
}
