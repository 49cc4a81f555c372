//! Leaving behind what is broken, so that what follows is read.

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Token, parenthesized};

/// Reads what stands in parentheses. A broken list is left behind as a whole: else syn reports the
/// rest of it as a second error.
pub(super) fn in_parentheses<T>(
    input: ParseStream<'_>,
    parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let inner;
    parenthesized!(inner in input);
    let parsed = parse(&inner);
    if parsed.is_err() {
        skip(&inner);
    }
    parsed
}

/// Leaves `input` at its end.
pub(super) fn skip(input: ParseStream<'_>) {
    while !input.is_empty() {
        let _: syn::Result<TokenTree> = input.parse();
    }
}

/// Leaves `input` in front of the next comma, or at its end.
pub(super) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _: syn::Result<TokenTree> = input.parse();
    }
}
