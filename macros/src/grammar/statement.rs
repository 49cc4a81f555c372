//! Expressions that end early where a statement may stand.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The expression as it must be written at the end of a block: there `{ a } + b` and
/// `unsafe { a } as u8` end behind the brace.
pub(crate) fn as_last_statement(expression: TokenStream) -> TokenStream {
    const STARTS: [&str; 7] = ["if", "match", "unsafe", "loop", "while", "for", "const"];
    let is_brace =
        |it: &TokenTree| matches!(it, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    let tokens: Vec<TokenTree> = expression.clone().into_iter().collect();
    let ends_early = match &tokens[..] {
        [TokenTree::Ident(start), .., last] => {
            STARTS.iter().any(|word| start == word) && !is_brace(last)
        }
        [block, _, ..] => is_brace(block),
        _ => false,
    };
    if ends_early {
        TokenTree::from(Group::new(Delimiter::Parenthesis, expression)).into()
    } else {
        expression
    }
}
