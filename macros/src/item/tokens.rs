//! Tokens of the item, kept as they came.

use std::ops::Deref;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Not a `TokenStream`: each one that `quote!` splices into another goes to the compiler and back,
/// which costs more than all of its tokens.
#[derive(Clone, Default)]
pub(crate) struct Tokens(pub(super) Vec<TokenTree>);

impl Tokens {
    /// A single name.
    pub(crate) fn one(name: Ident) -> Self {
        Self(vec![name.into()])
    }

    /// Elsewhere.
    pub(crate) fn located_at(&self, span: Span) -> Self {
        let locate = |token: &TokenTree| {
            let mut token = token.clone();
            token.set_span(token.span().located_at(span));
            token
        };
        Self(self.0.iter().map(locate).collect())
    }
}

impl Deref for Tokens {
    type Target = [TokenTree];

    fn deref(&self) -> &[TokenTree] {
        &self.0
    }
}

impl FromIterator<TokenTree> for Tokens {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(tokens: I) -> Self {
        Self(tokens.into_iter().collect())
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}
