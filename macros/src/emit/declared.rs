//! Which features rustc was told that the crate declares, and which of them are on.
//!
//! rustc reports an unknown feature once for each lint level at which it is named, and what stands
//! on a function has another level than what stands in it. So an unknown feature is named only
//! where the level is `deny`: in the record.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::cfg::cfg;
use crate::command::{is_declared, is_on};
use crate::grammar::Predicate;

/// The first feature in the predicate that the crate does not declare, as far as can be told.
pub(super) fn first_unknown(predicate: &Predicate) -> Option<&LitStr> {
    unknown(predicate).first().copied()
}

/// All of them.
pub(super) fn unknown(predicate: &Predicate) -> Vec<&LitStr> {
    match predicate {
        Predicate::Feature(name) if is_declared(&name.value()) == Some(false) => vec![name],
        Predicate::Feature(_) | Predicate::Target(_) | Predicate::BuildScript(_) => Vec::new(),
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().flat_map(unknown).collect(),
        Predicate::Not(inner) => unknown(inner),
    }
}

/// The inside of `#[cfg(..)]`, to stand anywhere but in the record: that names an unknown feature,
/// which is the error.
pub(crate) fn declared_cfg(predicate: &Predicate) -> TokenStream {
    if first_unknown(predicate).is_none() {
        cfg(predicate)
    } else {
        // Never built.
        quote!(any())
    }
}

/// Whether rustc was told of every feature that the predicate names. What it has to say of other cfgs
/// is a warning, as of those that are written by hand.
pub(super) fn is_known(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Feature(name) => is_declared(&name.value()) == Some(true),
        Predicate::Target(_) | Predicate::BuildScript(_) => true,
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().all(is_known),
        Predicate::Not(inner) => is_known(inner),
    }
}

/// Whether the predicate holds in this build; nothing where rustc does not say so, or where more than
/// features decide it.
pub(super) fn is_built(predicate: &Predicate) -> Option<bool> {
    match predicate {
        Predicate::Feature(name) => is_on(&name.value()),
        Predicate::Target(_) | Predicate::BuildScript(_) => None,
        Predicate::Any(inner) => Some(all_of(inner)?.contains(&true)),
        Predicate::All(inner) => Some(!all_of(inner)?.contains(&false)),
        Predicate::Not(inner) => is_built(inner).map(|holds| !holds),
    }
}

fn all_of(predicates: &[Predicate]) -> Option<Vec<bool>> {
    predicates.iter().map(is_built).collect()
}

/// `true ` or `false ` for each leaf, in source order, where [`is_built`] knows.
pub(super) fn truths(predicate: &Predicate) -> Option<String> {
    match predicate {
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().map(truths).collect(),
        Predicate::Not(inner) => truths(inner),
        leaf => Some(format!("{} ", is_built(leaf)?)),
    }
}
