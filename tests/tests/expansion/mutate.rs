//! Damages token streams, the same way every time.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

/// A small generator of numbers that look random (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below a usize")
    }
}

/// Any tokens, up to a dozen of them at each of `depth` levels.
pub(crate) fn arbitrary(depth: usize, random: &mut Random) -> TokenStream {
    let token = |random: &mut Random| match random.below(6) {
        0 if depth > 0 => {
            let delimiters = [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket];
            let delimiter = delimiters[random.below(3)];
            Group::new(delimiter, arbitrary(depth - 1, random)).into()
        }
        _ => any_token(random),
    };
    (0..random.below(13)).map(|_| token(random)).collect()
}

/// Deletes, doubles, swaps and inserts a few tokens, at any depth.
pub(crate) fn mutate(tokens: TokenStream, random: &mut Random) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for _ in 0..=random.below(3) {
        mutate_once(&mut tokens, random);
    }
    tokens.into_iter().collect()
}

fn mutate_once(tokens: &mut Vec<TokenTree>, random: &mut Random) {
    if tokens.is_empty() {
        tokens.push(any_token(random));
        return;
    }
    let at = random.below(tokens.len());
    if let TokenTree::Group(group) = &tokens[at]
        && random.below(3) > 0
    {
        let mut inner: Vec<TokenTree> = group.stream().into_iter().collect();
        mutate_once(&mut inner, random);
        tokens[at] = Group::new(group.delimiter(), inner.into_iter().collect()).into();
        return;
    }
    match random.below(5) {
        0 => {
            tokens.remove(at);
        }
        1 => {
            let doubled = tokens[at].clone();
            tokens.insert(at, doubled);
        }
        2 => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
        }
        3 => tokens[at] = any_token(random),
        _ => {
            let inserted = any_token(random);
            tokens.insert(at, inserted);
        }
    }
}

fn any_token(random: &mut Random) -> TokenTree {
    let vocabulary: Vec<TokenTree> = quote! {
        , ; = - > :: : . .. ... ! ? & * # | < @ $ ~
        "flash-attn" "" "\0" b"bytes" 'c' 1 1.5 0xFFu64
        any all not cfg feature unix target_os
        fallback otherwise error panics when alternative hint available name log priority tracking
        note crate method aliases ignores refuses requires since unused workaround =>
        Stable Experimental Partial Unimplemented High warn off
        fn const async unsafe extern impl trait struct enum where self Self mut ref dyn pub default
        let if else match loop return true false move await r#type 'a _
        () [] {} ("text") (x: u32) [inline] { todo!() } (true, "reason")
    }
    .into_iter()
    .chain([
        TokenTree::Group(Group::new(Delimiter::None, TokenStream::new())),
        TokenTree::Group(Group::new(Delimiter::None, quote!({ 1 }))),
        TokenTree::Ident(Ident::new_raw("fn", proc_macro2::Span::call_site())),
    ])
    .collect();
    vocabulary[random.below(vocabulary.len())].clone()
}

/// The names behind `fn`, at any depth but in braces behind another name: the items to be kept.
pub(crate) fn names(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut after_fn = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                // Not a name, and where the cases of statements stand.
                if after_fn && ident != "_" {
                    names.push(ident.to_string());
                }
                after_fn = ident == "fn";
            }
            TokenTree::Group(group) => {
                after_fn = false;
                // What is in the body of a function may go with the body.
                if names.is_empty() {
                    names.extend(self::names(group.stream()));
                }
            }
            _ => after_fn = false,
        }
    }
    names
}
