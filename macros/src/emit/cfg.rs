//! A predicate as `#[cfg]` tokens, as leaves, and as prose.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::grammar::{Predicate, compact};

/// The inside of `#[cfg(..)]`.
///
/// `feature`, `=` and the literal all carry the literal's span: so rustc reports a feature that
/// the crate does not declare at the user's literal, with its own did-you-mean.
pub(crate) fn cfg(predicate: &Predicate) -> TokenStream {
    match predicate {
        Predicate::Feature(name) => quote_spanned!(name.span()=> feature = #name),
        Predicate::Target(tokens) | Predicate::BuildScript(tokens) => tokens.clone(),
        Predicate::Any(inner) => {
            let inner = inner.iter().map(cfg);
            quote!(any(#(#inner),*))
        }
        Predicate::All(inner) => {
            let inner = inner.iter().map(cfg);
            quote!(all(#(#inner),*))
        }
        Predicate::Not(inner) => {
            let inner = cfg(inner);
            quote!(not(#inner))
        }
    }
}

/// The inside of a `#[cfg(..)]` for each leaf, in source order.
pub(super) fn leaves(predicate: &Predicate) -> Vec<TokenStream> {
    let mut leaves = Vec::new();
    collect_leaves(predicate, &mut leaves);
    leaves
}

fn collect_leaves(predicate: &Predicate, leaves: &mut Vec<TokenStream>) {
    match predicate {
        Predicate::Feature(_) | Predicate::Target(_) | Predicate::BuildScript(_) => {
            leaves.push(cfg(predicate));
        }
        Predicate::Any(inner) | Predicate::All(inner) => {
            for predicate in inner {
                collect_leaves(predicate, leaves);
            }
        }
        Predicate::Not(inner) => collect_leaves(inner, leaves),
    }
}

/// For the sentence in the documentation: ``feature `cuda` `` or `` `all("cuda", unix)` ``.
pub(crate) fn prose(predicate: &Predicate) -> String {
    match predicate {
        Predicate::Feature(name) => format!("feature `{}`", name.value()),
        other => format!("`{}`", notation(other)),
    }
}

/// In the notation of the attribute.
pub(crate) fn notation(predicate: &Predicate) -> String {
    let list = |inner: &[Predicate]| inner.iter().map(notation).collect::<Vec<_>>().join(", ");
    match predicate {
        Predicate::Feature(name) => format!("\"{}\"", name.value()),
        Predicate::Target(tokens) | Predicate::BuildScript(tokens) => compact(tokens.clone()),
        Predicate::Any(inner) => format!("any({})", list(inner)),
        Predicate::All(inner) => format!("all({})", list(inner)),
        Predicate::Not(inner) => format!("not({})", notation(inner)),
    }
}
