//! `cfg_if!` and `cfg_select!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::Macro;

use super::cfg::Cfg;
use crate::grammar::Predicate;
use crate::read::syntax::path_name;

/// The last arm of `cfg_if!` or `cfg_select!`, and what the others need.
pub(crate) fn last_arm(mac: &Macro) -> Option<(Group, Cfg)> {
    let is_if = match &*path_name(mac) {
        "cfg_if" => true,
        "cfg_select" => false,
        _ => return None,
    };
    let mut needs = Vec::new();
    let mut head: Vec<TokenTree> = Vec::new();
    for token in mac.tokens.clone() {
        match token {
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                let word = head.first().map(ToString::to_string);
                let is_last = if is_if {
                    head.len() == 1 && word.as_deref() == Some("else")
                } else {
                    head.len() == 3 && word.as_deref() == Some("_")
                };
                if is_last {
                    return Some((body, Cfg::one_of(needs)));
                }
                needs.push(condition(is_if, &head)?);
                head.clear();
            }
            TokenTree::Punct(comma) if comma.as_char() == ',' && head.is_empty() => {}
            other => head.push(other),
        }
    }
    None
}

/// `if #[cfg(..)]`, `else if #[cfg(..)]`, or `.. =>`.
fn condition(is_if: bool, head: &[TokenTree]) -> Option<Cfg> {
    let tokens: TokenStream = if is_if {
        let Some(TokenTree::Group(attribute)) = head.last() else { return None };
        let attribute: Vec<TokenTree> = attribute.stream().into_iter().collect();
        let [TokenTree::Ident(_), TokenTree::Group(inner)] = &*attribute else { return None };
        inner.stream()
    } else {
        head.get(..head.len().checked_sub(2)?)?.iter().cloned().collect()
    };
    syn::parse2::<Predicate>(tokens).ok().map(|it| Cfg::from(&it))
}
