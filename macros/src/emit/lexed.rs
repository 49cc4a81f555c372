//! Tokens from text.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// Rust text as tokens with the span of the attribute: the compiler lexes it at full speed, while each
/// token of a `quote!` is made in code that cargo builds without optimisation.
pub(super) fn lex(text: &str) -> TokenStream {
    // Only text of this crate and `Debug`-formatted strings come here.
    if proc_macro::is_available() {
        // Straight to the compiler: `proc_macro2` would lex it a first time by itself.
        text.parse::<proc_macro::TokenStream>().unwrap_or_default().into()
    } else {
        text.parse::<TokenStream>().unwrap_or_default().into_iter().map(of_the_attribute).collect()
    }
}

/// Not of a place in the text.
fn of_the_attribute(mut token: TokenTree) -> TokenTree {
    if let TokenTree::Group(group) = &token {
        let inside = group.stream().into_iter().map(of_the_attribute).collect();
        token = Group::new(group.delimiter(), inside).into();
    }
    token.set_span(Span::call_site());
    token
}
