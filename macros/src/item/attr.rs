//! The attributes of the item.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};

/// One `#[..]` attribute.
#[derive(Clone)]
pub(crate) struct Attr {
    pub(crate) pound: TokenTree,
    pub(crate) bracket: Group,
}

impl Attr {
    /// `#[inside]`
    pub(crate) fn new(inside: TokenStream) -> Self {
        Self {
            pound: Punct::new('#', Spacing::Alone).into(),
            bracket: Group::new(Delimiter::Bracket, inside),
        }
    }

    /// The last name of the attribute's path.
    pub(crate) fn name(&self) -> Option<Ident> {
        let mut name = None;
        for token in self.bracket.stream() {
            match token {
                TokenTree::Ident(ident) => name = Some(ident),
                TokenTree::Punct(punct) if punct.as_char() == ':' => {}
                _ => break,
            }
        }
        name
    }

    pub(crate) fn is(&self, wanted: &str) -> bool {
        self.name().is_some_and(|name| name == wanted)
    }

    /// Whether it is one of the compiler's own that looks at no body.
    pub(crate) fn is_inert(&self) -> bool {
        let inert = [
            "doc",
            "inline",
            "cold",
            "must_use",
            "allow",
            "expect",
            "warn",
            "deny",
            "deprecated",
            "cfg",
            "track_caller",
        ];
        self.name().is_some_and(|name| inert.iter().any(|inert| name == inert))
    }

    /// What stands in the parentheses of `#[name(..)]`.
    pub(crate) fn arguments(&self) -> Option<TokenStream> {
        match self.bracket.stream().into_iter().last()? {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                Some(group.stream())
            }
            _ => None,
        }
    }
}

impl ToTokens for Attr {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.pound.clone());
        tokens.append(self.bracket.clone());
    }
}
