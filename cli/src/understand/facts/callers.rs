//! What code looks for in an error: variants in patterns, words of a text.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Expr, ExprBinary, ExprLit, ExprMethodCall, Lit, Meta};

/// Methods that look for a text.
const SEARCHES: &[&str] =
    &["contains", "starts_with", "ends_with", "find", "rfind", "matches", "eq", "ne"];

/// The text, if the expression is one.
fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(it), .. }) => Some(it.value()),
        Expr::Reference(it) => text(&it.expr),
        Expr::MethodCall(it) if it.args.is_empty() => text(&it.receiver),
        Expr::Call(it) => it.args.first().and_then(text),
        _ => None,
    }
}

/// `text.contains("..")`
pub(super) fn of_method(call: &ExprMethodCall) -> Vec<String> {
    let searches = SEARCHES.iter().any(|it| call.method == it);
    call.args.iter().filter(|_| searches).filter_map(text).collect()
}

/// `text == ".."`
pub(super) fn of_comparison(it: &ExprBinary) -> Vec<String> {
    let compares = matches!(it.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_));
    [&it.left, &it.right].into_iter().filter(|_| compares).filter_map(|it| text(it)).collect()
}

/// `#[should_panic(expected = "..")]`
pub(super) fn of_attribute(attribute: &Attribute) -> Option<String> {
    let Meta::List(list) = &attribute.meta else { return None };
    let tokens = list.path.is_ident("should_panic").then(|| list.tokens.clone())?;
    tokens.into_iter().find_map(|it| literal(&it))
}

/// The same in the tokens of a macro.
pub(super) fn of_macro(name: &str, tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let compares = name.contains("assert_eq") || name.contains("assert_ne");
    // The last arguments of an assertion say what went wrong.
    search(tokens, compares || name.contains("matches"), &mut found);
    found
}

/// Looks through the tokens; `all` takes every text of this level.
fn search(tokens: TokenStream, all: bool, found: &mut Vec<String>) {
    let mut before: [Option<TokenTree>; 2] = [None, None];
    let mut last = None;
    for token in tokens {
        let is_compared = is_comparison(&before);
        if is_comparison_sign(before[1].as_ref(), &token) {
            found.extend(last.take());
        }
        match &token {
            TokenTree::Group(group) => {
                let in_parentheses = group.delimiter() == Delimiter::Parenthesis;
                let word = match &before[1] {
                    Some(TokenTree::Ident(it)) if in_parentheses => it.to_string(),
                    Some(TokenTree::Punct(it)) if it.as_char() == '!' => match &before[0] {
                        Some(TokenTree::Ident(it)) => it.to_string(),
                        _ => String::new(),
                    },
                    _ => String::new(),
                };
                let searches = SEARCHES.contains(&&*word) || word.starts_with("assert_");
                // `Some("..")` of a pattern or of a comparison.
                let goes_on = all && word.starts_with(char::is_uppercase);
                search(group.stream(), searches || goes_on, found);
            }
            TokenTree::Literal(_) => {
                last = literal(&token);
                if all || is_compared {
                    found.extend(last.clone());
                }
            }
            _ => {}
        }
        let [_, one] = before;
        before = [one, Some(token)];
    }
}

/// Whether `==` or `!=` stands in front.
fn is_comparison(before: &[Option<TokenTree>; 2]) -> bool {
    before[1].as_ref().is_some_and(|second| is_comparison_sign(before[0].as_ref(), second))
}

fn is_comparison_sign(first: Option<&TokenTree>, second: &TokenTree) -> bool {
    let sign = |it: &TokenTree| match it {
        TokenTree::Punct(it) => it.as_char(),
        _ => ' ',
    };
    matches!(first.map(sign), Some('=' | '!')) && sign(second) == '='
}

fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    match Lit::new(literal.clone()) {
        Lit::Str(it) => Some(it.value()),
        _ => None,
    }
}

/// The enum and the variant of a path, if it may be one.
pub(super) fn variant(segments: &[String]) -> Option<(Option<String>, String)> {
    let (last, owner) = segments.split_last()?;
    let is_big = |it: &&String| it.starts_with(char::is_uppercase);
    let owner = owner.last().filter(is_big).cloned();
    let is_std = matches!(last.as_str(), "Ok" | "Err" | "Some" | "None");
    Some(last).filter(is_big).filter(|_| !is_std).map(|last| (owner, last.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_where_something_looks_for_them() {
        for (name, code, texts) in [
            ("assert", "e.to_string().contains(\"one\"), \"why {}\", e", &["one"][..]),
            ("assert_eq", "e.to_string(), \"one\"", &["one"]),
            ("matches", "e, Some(\"one\")", &["one"]),
            ("assert", "e == \"one\" || \"two\" != e", &["one", "two"]),
            ("println", "\"one {}\", e.len()", &[]),
            ("dbg", "assert_eq!(e, \"one\")", &["one"]),
        ] {
            assert_eq!(of_macro(name, code.parse().unwrap()), texts, "{code}");
        }
    }
}
