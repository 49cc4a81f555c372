//! What code looks for in an error: variants in patterns, words of a text.

use super::fact::Search;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Expr, ExprBinary, ExprLit, ExprMethodCall, Lit, Meta};

/// How a method or a function of this name looks for a text.
fn search_of(name: &str) -> Option<Search> {
    Some(match name {
        "contains" | "find" | "rfind" | "matches" | "split_once" => Search::Part,
        "starts_with" | "strip_prefix" => Search::Start,
        "ends_with" | "strip_suffix" => Search::End,
        "eq" | "ne" => Search::Whole,
        _ => return None,
    })
}

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
pub(super) fn of_method(call: &ExprMethodCall) -> Vec<(Search, String)> {
    let Some(search) = search_of(&call.method.to_string()) else { return Vec::new() };
    call.args.iter().filter_map(text).map(|it| (search, it)).collect()
}

/// `text == ".."`
pub(super) fn of_comparison(it: &ExprBinary) -> Vec<(Search, String)> {
    let compares = matches!(it.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_));
    let sides = [&it.left, &it.right].into_iter().filter(|_| compares);
    sides.filter_map(|it| Some((Search::Whole, text(it)?))).collect()
}

/// `#[should_panic(expected = "..")]`
pub(super) fn of_attribute(attribute: &Attribute) -> Option<(Search, String)> {
    let Meta::List(list) = &attribute.meta else { return None };
    let tokens = list.path.is_ident("should_panic").then(|| list.tokens.clone())?;
    tokens.into_iter().find_map(|it| Some((Search::Part, literal(&it)?)))
}

/// The same in the tokens of a macro.
pub(super) fn of_macro(name: &str, tokens: TokenStream) -> Vec<(Search, String)> {
    let mut found = Vec::new();
    let compares = name.contains("assert_eq") || name.contains("assert_ne");
    // The last arguments of an assertion say what went wrong.
    let all = (compares || name.contains("matches")).then_some(Search::Whole);
    search(tokens, all, &mut found);
    found
}

/// Looks through the tokens; every text of this level is looked for as `all` says.
fn search(tokens: TokenStream, all: Option<Search>, found: &mut Vec<(Search, String)>) {
    let mut before: [Option<TokenTree>; 2] = [None, None];
    let mut last = None;
    for token in tokens {
        let is_compared = is_comparison(&before);
        if is_comparison_sign(before[1].as_ref(), &token) {
            found.extend(last.take().map(|it| (Search::Whole, it)));
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
                let compares = word.starts_with("assert_").then_some(Search::Whole);
                // `Some("..")` of a pattern or of a comparison.
                let goes_on = all.filter(|_| word.starts_with(char::is_uppercase));
                search(group.stream(), search_of(&word).or(compares).or(goes_on), found);
            }
            TokenTree::Literal(_) => {
                last = literal(&token);
                let how = all.or_else(|| is_compared.then_some(Search::Whole));
                found.extend(how.and_then(|how| Some((how, last.clone()?))));
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
            let found = of_macro(name, code.parse().unwrap());
            let found: Vec<&str> = found.iter().map(|(_, it)| it.as_str()).collect();
            assert_eq!(found, texts, "{code}");
        }
    }
}
