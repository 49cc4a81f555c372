//! Code as text, for tables and messages.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Tokens as a person would write them on one line.
pub(crate) fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    write_compact(tokens, &mut text);
    text
}

fn write_compact(tokens: TokenStream, text: &mut String) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let roles = roles(&tokens);
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && wants_space((&tokens[index - 1], roles[index - 1]), (token, roles[index])) {
            text.push(' ');
        }
        match token {
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
    }
}

/// What a token is for the spaces around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A word, a literal, a group.
    Operand,
    /// A word that no operand is made of: `return`, `in`.
    Keyword,
    /// `-x`, `&x`, `*x`, `!x`, `'a`, `|` before a closure's parameters.
    Prefix,
    /// `x?`, `x,`, `x;`, `|` behind a closure's parameters.
    Suffix,
    /// `.`, `:` of a path, `<` of arguments.
    Joint,
    /// `>` of arguments.
    Close,
    /// The first of two that are one operator.
    Half,
    /// `+`, `=`, ..
    Operator,
}

fn roles(tokens: &[TokenTree]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(tokens.len());
    let (mut open, mut in_parameters) = (0usize, false);
    for (index, token) in tokens.iter().enumerate() {
        let before = roles.last().copied();
        let is_after_operand = matches!(before, Some(Role::Operand | Role::Close))
            || before == Some(Role::Suffix) && is(&tokens[index - 1], '?');
        let role = match token {
            TokenTree::Ident(word) => {
                let is_keyword = ["return", "break", "in", "if", "match", "else", "as", "mut"]
                    .iter()
                    .any(|it| word == it);
                if is_keyword { Role::Keyword } else { Role::Operand }
            }
            TokenTree::Group(_) | TokenTree::Literal(_) => Role::Operand,
            TokenTree::Punct(punct) => {
                let is_joint = punct.spacing() == Spacing::Joint
                    && matches!(tokens.get(index + 1), Some(TokenTree::Punct(_)));
                let opens = before.is_none_or(|it| it == Role::Joint)
                    || index > 0 && starts_upper(&tokens[index - 1]);
                match punct.as_char() {
                    '.' => Role::Joint,
                    '=' if index > 0 && is(&tokens[index - 1], '.') => Role::Joint,
                    ':' if is_joint || before == Some(Role::Joint) => Role::Joint,
                    ',' | ';' | '?' | ':' => Role::Suffix,
                    '\'' => Role::Prefix,
                    '|' if in_parameters => {
                        in_parameters = false;
                        Role::Suffix
                    }
                    '|' if !is_after_operand && before != Some(Role::Half) => {
                        in_parameters = true;
                        Role::Prefix
                    }
                    '<' if opens && !is_joint => {
                        open += 1;
                        Role::Joint
                    }
                    '>' if open > 0 && before != Some(Role::Half) => {
                        open -= 1;
                        Role::Close
                    }
                    '!' if is_after_operand && !is_joint => Role::Joint,
                    '-' | '&' | '*' | '!' if !is_after_operand && before != Some(Role::Half) => {
                        Role::Prefix
                    }
                    _ if is_joint => Role::Half,
                    _ => Role::Operator,
                }
            }
        };
        roles.push(role);
    }
    roles
}

fn is(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == punct)
}

fn starts_upper(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(it) if it.to_string().starts_with(char::is_uppercase))
}

fn wants_space((left, before): (&TokenTree, Role), (right, after): (&TokenTree, Role)) -> bool {
    let is_call =
        |it: &TokenTree| matches!(it, TokenTree::Group(it) if it.delimiter() != Delimiter::Brace);
    match (before, after) {
        (Role::Prefix | Role::Joint | Role::Half, _)
        | (_, Role::Suffix | Role::Joint | Role::Close) => false,
        (Role::Operand | Role::Close, Role::Operand) => {
            !is_call(right) || matches!(left, TokenTree::Literal(_))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn code_reads_as_it_is_written() {
        for code in [
            "-1",
            "x - 1",
            "-x * -2",
            "return x * 2",
            "return -1",
            "s.parse::<u32>()?",
            "s.parse::<u32>()? + 1",
            "Vec::<u8>::new()",
            "Option::<Vec<u8>>::None",
            "<T as Default>::default()",
            "x < y && !z",
            "a & b | *c",
            "&mut x",
            "&x[..2]",
            "|x, y| x + y",
            "|_| Error::None",
            "|| 0",
            "vec![1, 2]",
            "(1, \"a\")",
            "Self { a: 1, b }",
            "if x { 1 } else { 2 }",
            "x as u8",
            "x.0.y",
            "crate::eager::attention",
            "::candle_core::Tensor::zeros",
            "'a'",
            "a..=b",
            "x == y",
            "f(|| ())",
            "target_os = \"linux\"",
            "all(unix, not(test))",
            "{}",
        ] {
            assert_eq!(compact(code.parse().unwrap()), code);
        }
    }
}
