//! A way through the item's tokens.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenTree};

use super::attr::Attr;
use super::tokens::Tokens;

/// A macro hands on `$meta` in invisible delimiters.
fn seen_through(bracket: &Group) -> Group {
    let mut tokens = bracket.stream().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(inner)), None) if inner.delimiter() == Delimiter::None => {
            let mut visible = Group::new(Delimiter::Bracket, inner.stream());
            visible.set_span(bracket.span());
            seen_through(&visible)
        }
        _ => bracket.clone(),
    }
}

/// A position in the item's tokens.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) tokens: &'a [TokenTree],
}

impl<'a> Cursor<'a> {
    pub(super) fn bump(&mut self) -> Option<&'a TokenTree> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    pub(super) fn attrs(&mut self) -> Vec<Attr> {
        let mut attrs = Vec::new();
        while let [pound @ TokenTree::Punct(punct), TokenTree::Group(bracket), rest @ ..] =
            self.tokens
            && punct.as_char() == '#'
        {
            attrs.push(Attr { pound: pound.clone(), bracket: seen_through(bracket) });
            self.tokens = rest;
        }
        attrs
    }

    /// `pub`, `pub(..)` and `default`.
    pub(super) fn vis(&mut self) -> Tokens {
        let mut vis = Tokens::default();
        loop {
            match self.tokens {
                // A macro hands on `$vis` in invisible delimiters, perhaps empty.
                [group @ TokenTree::Group(inner), rest @ ..]
                    if inner.delimiter() == Delimiter::None =>
                {
                    vis.0.push(group.clone());
                    self.tokens = rest;
                }
                [word @ TokenTree::Ident(ident), ..]
                    if matches!(ident.to_string().as_str(), "pub" | "default") =>
                {
                    vis.0.push(word.clone());
                    self.tokens = &self.tokens[1..];
                    if let [restriction @ TokenTree::Group(group), rest @ ..] = self.tokens
                        && group.delimiter() == Delimiter::Parenthesis
                    {
                        vis.0.push(restriction.clone());
                        self.tokens = rest;
                    }
                }
                _ => return vis,
            }
        }
    }

    /// What kind of item this is: the first word that is no qualifier.
    pub(super) fn keyword(&self) -> Option<Ident> {
        let mut keyword = None;
        for token in self.tokens {
            match token {
                TokenTree::Ident(ident) => {
                    match ident.to_string().as_str() {
                        "const" | "async" | "unsafe" | "safe" | "extern" => {}
                        "fn" | "impl" | "trait" | "mod" | "crate" => return Some(ident.clone()),
                        _ if keyword.is_some() => return keyword,
                        _ => return Some(ident.clone()),
                    }
                    keyword = Some(ident.clone());
                }
                TokenTree::Literal(_) => {}
                _ => return keyword,
            }
        }
        keyword
    }

    /// Everything up to the first token at which `stop` holds, outside of angle brackets.
    pub(super) fn until(&mut self, stop: impl Fn(&TokenTree) -> bool) -> Tokens {
        let mut depth = 0i32;
        let mut taken = Tokens::default();
        let mut after_dash = false;
        while let Some(token) = self.tokens.first() {
            if depth == 0 && stop(token) {
                break;
            }
            if let TokenTree::Punct(punct) = token {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' if !after_dash => depth -= 1,
                    _ => {}
                }
                after_dash =
                    matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint;
            } else {
                after_dash = false;
            }
            taken.0.push(token.clone());
            self.bump();
        }
        taken
    }
}
