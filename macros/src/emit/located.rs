//! Tokens at another place, for what the compiler has to say about them.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

use crate::item::Tokens;

/// The tokens, located elsewhere.
pub(super) fn spanned(tokens: TokenStream, span: Span) -> TokenStream {
    tokens.into_iter().collect::<Tokens>().located_at(span).to_token_stream()
}

/// The runtime's path, located elsewhere. An absolute path means the same everywhere, so it can
/// have the very span: rustc joins only spans of one origin.
pub(crate) fn runtime_at(krate: &Path, span: Span) -> TokenStream {
    let tokens = krate.to_token_stream();
    if krate.leading_colon.is_none() {
        return spanned(tokens, span);
    }
    let locate = |mut token: TokenTree| {
        token.set_span(span);
        token
    };
    tokens.into_iter().map(locate).collect()
}
