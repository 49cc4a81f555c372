//! The arguments of macros.

use proc_macro2::{TokenStream, TokenTree};

/// The tokens between the commas.
pub(super) fn arguments(tokens: TokenStream) -> Vec<TokenStream> {
    let mut found = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(it) if it.as_char() == ',' => found.push(TokenStream::new()),
            _ => {
                if let Some(last) = found.last_mut() {
                    last.extend([token]);
                }
            }
        }
    }
    found
}

/// The kinds of the arguments of a macro with one rule such as `($a:ident, $b:ty) => { .. }`.
pub(super) fn argument_kinds(definition: TokenStream) -> Option<Vec<String>> {
    let mut tokens = definition.into_iter();
    let Some(TokenTree::Group(matcher)) = tokens.next() else { return None };
    // `=`, `>`, the code, and perhaps a `;`
    let is_only_rule = tokens.skip(3).all(|it| it.to_string() == ";");
    let kind = |argument: TokenStream| {
        let words: Vec<String> = argument.into_iter().map(|it| it.to_string()).collect();
        match &words[..] {
            [dollar, _, colon, kind] if dollar == "$" && colon == ":" => Some(kind.clone()),
            _ => None,
        }
    };
    if is_only_rule { arguments(matcher.stream()).into_iter().map(kind).collect() } else { None }
}
