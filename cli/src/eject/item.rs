//! Attributes and the item behind them, cut by their tokens: macros hold items too.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Signature, Token, Visibility};

use crate::read::source::Source;
use crate::read::syntax::{is_sign, type_name};

/// `#[..]`, or a comment that is documentation.
#[derive(Clone)]
pub(super) struct Attribute {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// Its path.
    pub(super) path: Vec<String>,
    /// What stands in its parentheses.
    pub(super) arguments: TokenStream,
}

/// A function, with a body or without one.
pub(super) struct Function {
    /// Where it starts, behind its attributes.
    pub(super) start: usize,
    /// As written.
    pub(super) visibility: Visibility,
    /// As written.
    pub(super) signature: Signature,
    /// The braces and what is in them.
    pub(super) body: Option<Range<usize>>,
    /// Where it ends.
    pub(super) end: usize,
}

/// An impl block or a trait.
pub(super) struct Block {
    /// The type's name; the trait's.
    pub(super) name: String,
    /// Its functions, with their attributes.
    pub(super) functions: Vec<(Vec<Attribute>, Function)>,
}

/// What stands behind attributes.
pub(super) enum Item {
    /// A function.
    Function(Box<Function>),
    /// An impl block or a trait.
    Block(Block),
    /// `struct Name;`: where its name ends, and where the `;` does.
    Struct { name: String, name_end: usize, end: usize },
    /// Anything else.
    Other,
}

/// The attributes at the start of the tokens, and how many tokens they take.
pub(super) fn attributes(source: &Source, tokens: &[TokenTree]) -> (Vec<Attribute>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    while let [TokenTree::Punct(pound), TokenTree::Group(group), ..] = &tokens[at..]
        && pound.as_char() == '#'
        && group.delimiter() == Delimiter::Bracket
    {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let (path, behind) = path(&inner);
        let arguments = match inner.get(behind) {
            Some(TokenTree::Group(it)) => it.stream(),
            _ => TokenStream::new(),
        };
        let start = source.range(pound.span()).start;
        let end = source.range(group.span()).end.max(start);
        // A comment of documentation takes the carriage return of its line along.
        let end = start + source.slice(start..end).trim_end_matches('\r').len();
        found.push(Attribute { range: start..end, path, arguments });
        at += 2;
    }
    (found, at)
}

/// The names of the path at the start of the tokens, and how many tokens it takes.
pub(super) fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let is_colon = |at: usize| is_sign(tokens.get(at), ':');
    let mut names = Vec::new();
    let mut at = if is_colon(0) && is_colon(1) { 2 } else { 0 };
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(name.to_string());
        at += 1;
        if !(is_colon(at)
            && is_colon(at + 1)
            && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))))
        {
            break;
        }
        at += 2;
    }
    (names, at)
}

/// The item at the start of the tokens.
pub(super) fn item(source: &Source, tokens: &[TokenTree]) -> Item {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let word = match token {
            TokenTree::Ident(word) => word.to_string(),
            // `pub(crate)`, `extern "C"`
            TokenTree::Group(it) if it.delimiter() == Delimiter::Parenthesis => String::new(),
            TokenTree::Literal(_) => String::new(),
            _ => break,
        };
        match word.as_str() {
            "fn" => {
                return function(source, tokens)
                    .map_or(Item::Other, |it| Item::Function(Box::new(it)));
            }
            "impl" | "trait" => {
                return block(source, tokens).map_or(Item::Other, Item::Block);
            }
            "struct" => {
                let name = tokens.get(at + 1);
                let end = tokens
                    .iter()
                    .position(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ';'));
                return match (name, end.and_then(|it| tokens.get(it))) {
                    (Some(name), Some(end)) => Item::Struct {
                        name: name.to_string(),
                        name_end: source.range(name.span()).end,
                        end: source.range(end.span()).end,
                    },
                    _ => Item::Other,
                };
            }
            "" | "pub" | "unsafe" | "safe" | "default" | "async" | "extern" | "const" | "auto" => {}
            _ => break,
        }
        at += 1;
    }
    Item::Other
}

fn is_braces(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace)
}

/// The function at the start of the tokens. Its body is not looked at: it may be a macro's.
pub(super) fn function(source: &Source, tokens: &[TokenTree]) -> Option<Function> {
    let is_end =
        |it: &TokenTree| is_braces(it) || matches!(it, TokenTree::Punct(it) if it.as_char() == ';');
    let start = source.range(tokens.first()?.span()).start;
    // Braces in the signature belong to constants.
    for (at, end) in tokens.iter().enumerate().filter(|(_, it)| is_end(it)).take(8) {
        let head: TokenStream = tokens[..at].iter().cloned().collect();
        let read = |input: ParseStream<'_>| {
            let visibility: Visibility = input.parse()?;
            if input.peek(Token![default]) {
                input.parse::<Token![default]>()?;
            }
            Ok((visibility, input.parse::<Signature>()?))
        };
        if let Ok((visibility, signature)) = read.parse2(head) {
            let range = source.range(end.span());
            let body = is_braces(end).then(|| range.clone());
            return Some(Function { start, visibility, signature, body, end: range.end });
        }
    }
    None
}

fn block(source: &Source, tokens: &[TokenTree]) -> Option<Block> {
    let (at, body) = tokens.iter().enumerate().find_map(|(at, it)| match it {
        TokenTree::Group(body) if is_braces(it) => Some((at, body)),
        _ => None,
    })?;
    let mut head: TokenStream = tokens[..at].iter().cloned().collect();
    head.extend([TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()))]);
    let name = match syn::parse2::<syn::Item>(head).ok()? {
        syn::Item::Impl(it) => type_name(&it.self_ty),
        syn::Item::Trait(it) => it.ident.to_string(),
        _ => return None,
    };
    let inner: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut functions = Vec::new();
    let mut rest = &inner[..];
    while !rest.is_empty() {
        let (attributes, taken) = attributes(source, rest);
        rest = &rest[taken..];
        if let Item::Function(function) = item(source, rest) {
            functions.push((attributes, *function));
        }
        let end = rest.iter().position(|it| {
            is_braces(it) || matches!(it, TokenTree::Punct(it) if it.as_char() == ';')
        });
        rest = &rest[end.map_or(rest.len(), |it| it + 1)..];
    }
    Some(Block { name, functions })
}
