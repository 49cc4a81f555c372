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
    match predicate {
        Predicate::Feature(name) => {
            Some(name).filter(|name| !expected().is_empty() && !is_expected(&name.value()))
        }
        Predicate::Target(_) | Predicate::BuildScript(_) => None,
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().find_map(first_unknown),
        Predicate::Not(inner) => first_unknown(inner),
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

/// Whether rustc was told of all that the predicate names, so that it has nothing to report.
pub(super) fn is_known(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Feature(name) => is_expected(&name.value()),
        Predicate::Target(_) | Predicate::BuildScript(_) => false,
        Predicate::Any(inner) | Predicate::All(inner) => inner.iter().all(is_known),
        Predicate::Not(inner) => is_known(inner),
    }
}

fn is_expected(feature: &str) -> bool {
    let quoted = format!("\"{feature}\"");
    expected().iter().any(|values| values.contains(&quoted) || values.contains("any()"))
}

/// What `--check-cfg 'cfg(feature, values(..))'` says; nothing in a tool that is not rustc.
fn expected() -> &'static [String] {
    static EXPECTED: OnceLock<Vec<String>> = OnceLock::new();
    EXPECTED.get_or_init(|| {
        std::env::args_os()
            .map(|argument| argument.to_string_lossy().into_owned())
            .map(|argument| argument.trim_start_matches("--check-cfg=").to_owned())
            .filter(|argument| argument.starts_with("cfg(feature,"))
            .collect()
    })
}
