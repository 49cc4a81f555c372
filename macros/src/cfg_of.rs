//! A predicate as `#[cfg]` tokens, as a descriptor, and as prose.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, Path};

use crate::descriptor::compact;
use crate::grammar::Predicate;

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

/// A `featherfall::Predicate` with the truth of each leaf.
pub(crate) fn descriptor(predicate: &Predicate, krate: &Path) -> TokenStream {
    let list = |inner: &[Predicate]| -> Vec<TokenStream> {
        inner.iter().map(|predicate| descriptor(predicate, krate)).collect()
    };
    match predicate {
        Predicate::Feature(name) => {
            let cfg = cfg(predicate);
            let name = LitStr::new(&name.value(), Span::call_site());
            quote!(#krate::Predicate::Feature(#name, ::core::cfg!(#cfg)))
        }
        Predicate::Target(tokens) | Predicate::BuildScript(tokens) => {
            let text = compact(tokens.clone());
            quote!(#krate::Predicate::Cfg(#text, ::core::cfg!(#tokens)))
        }
        Predicate::Any(inner) => {
            let inner = list(inner);
            quote!(#krate::Predicate::Any(&[#(#inner),*]))
        }
        Predicate::All(inner) => {
            let inner = list(inner);
            quote!(#krate::Predicate::All(&[#(#inner),*]))
        }
        Predicate::Not(inner) => {
            let inner = descriptor(inner, krate);
            quote!(#krate::Predicate::Not(&#inner))
        }
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
fn notation(predicate: &Predicate) -> String {
    let list = |inner: &[Predicate]| inner.iter().map(notation).collect::<Vec<_>>().join(", ");
    match predicate {
        Predicate::Feature(name) => format!("\"{}\"", name.value()),
        Predicate::Target(tokens) | Predicate::BuildScript(tokens) => compact(tokens.clone()),
        Predicate::Any(inner) => format!("any({})", list(inner)),
        Predicate::All(inner) => format!("all({})", list(inner)),
        Predicate::Not(inner) => format!("not({})", notation(inner)),
    }
}
