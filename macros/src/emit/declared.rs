//! Which features rustc was told that the crate declares.
//!
//! rustc reports an unknown feature once for each lint level at which it is named, and what stands
//! on a function has another level than what stands in it. So an unknown feature is named only
//! where the level is `deny`: in the record.

use std::sync::OnceLock;

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::cfg::cfg;
use crate::grammar::Predicate;

/// The first feature in the predicate that the crate does not declare, as far as can be told.
pub(super) fn first_unknown(predicate: &Predicate) -> Option<&LitStr> {
    unknown(predicate).first().copied()
}

/// All of them.
pub(super) fn unknown(predicate: &Predicate) -> Vec<&LitStr> {
    match predicate {
        Predicate::Feature(name) if expected().is_some() && !is_expected(&name.value()) => {
            vec![name]
        }
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
        Predicate::Feature(name) => is_expected(&name.value()),
        Predicate::Target(_) | Predicate::BuildScript(_) => true,
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().all(is_known),
        Predicate::Not(inner) => is_known(inner),
    }
}

fn is_expected(feature: &str) -> bool {
    let is_it = |value: &String| value == feature || value == "any()";
    expected().is_some_and(|values| values.iter().any(is_it))
}

/// What `--check-cfg 'cfg(feature, values(..))'` says; nothing in a tool that is not rustc.
fn expected() -> Option<&'static [String]> {
    static EXPECTED: OnceLock<Option<Vec<String>>> = OnceLock::new();
    let read = || {
        let values = std::env::args_os().filter_map(|argument| values(&argument.to_string_lossy()));
        values.reduce(|all, more| [all, more].concat())
    };
    EXPECTED.get_or_init(read).as_deref()
}

/// The values, or `any()`, in an argument of rustc that is about features.
fn values(argument: &str) -> Option<Vec<String>> {
    let values = argument.trim_start_matches("--check-cfg=").strip_prefix("cfg(feature,")?;
    if values.contains("any()") {
        return Some(vec![String::from("any()")]);
    }
    // What stands between quotes; a feature's name holds none.
    Some(values.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}
