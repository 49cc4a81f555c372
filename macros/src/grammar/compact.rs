//! Tokens as text, for reports and messages.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Tokens as a person would write them on one line.
pub(crate) fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    write_compact(tokens, &mut text);
    text
}

fn write_compact(tokens: TokenStream, text: &mut String) {
    let mut last: Option<TokenTree> = None;
    let mut joint = false;
    for token in tokens {
        if let Some(last) = &last
            && wants_space(last, joint, &token)
        {
            text.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_compact(group.stream(), text);
                text.push_str(close);
            }
            other => text.push_str(&other.to_string()),
        }
        joint = matches!(&token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        last = Some(token);
    }
}

fn wants_space(left: &TokenTree, joint: bool, right: &TokenTree) -> bool {
    const TIGHT_BEFORE: [char; 7] = [',', ';', '.', '?', ':', '!', '>'];
    const TIGHT_AFTER: [char; 7] = ['.', ':', '!', '&', '*', '<', '|'];
    match (left, right) {
        (TokenTree::Punct(left), TokenTree::Punct(right))
            if joint
                || TIGHT_AFTER.contains(&left.as_char())
                || (left.as_char() == '>' && TIGHT_BEFORE.contains(&right.as_char())) =>
        {
            false
        }
        (
            TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_),
            TokenTree::Punct(right),
        ) => !TIGHT_BEFORE.contains(&right.as_char()) && right.as_char() != '<',
        (TokenTree::Punct(left), _) => {
            !TIGHT_AFTER.contains(&left.as_char()) && left.as_char() != '\''
        }
        (TokenTree::Ident(_) | TokenTree::Group(_), TokenTree::Group(group)) => {
            group.delimiter() == Delimiter::Brace
        }
        _ => true,
    }
}
