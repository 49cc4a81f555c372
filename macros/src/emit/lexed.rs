//! Tokens from text.

use proc_macro2::TokenStream;

/// Rust text as tokens with the span of the attribute: the compiler lexes it at full speed, while each
/// token of a `quote!` is made in code that cargo builds without optimisation.
pub(super) fn lex(text: &str) -> TokenStream {
    // Only text of this crate and `Debug`-formatted strings come here.
    if proc_macro::is_available() {
        // Straight to the compiler: `proc_macro2` would lex it a first time by itself.
        text.parse::<proc_macro::TokenStream>().unwrap_or_default().into()
    } else {
        text.parse().unwrap_or_default()
    }
}
