//! Decides `#[cfg]`, `#[cfg_attr]` and `cfg!` as rustc does, for Linux on x86-64 and with every
//! feature on or every feature off.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Meta, Token};

/// The tokens that are left.
pub(crate) fn decide(tokens: TokenStream, on: bool) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = &tokens[..];
    let mut output = TokenStream::new();
    // The attributes in front of what comes next.
    let mut attributes = TokenStream::new();
    let mut is_left_out = false;
    while let Some((first, after)) = rest.split_first() {
        if let (TokenTree::Punct(pound), Some((TokenTree::Group(bracket), after))) =
            (first, after.split_first())
            && pound.as_char() == '#'
            && bracket.delimiter() == Delimiter::Bracket
        {
            match attribute(bracket.stream(), on) {
                Decided::Kept(metas) => {
                    attributes.extend(metas.iter().map(|meta| quote!(#[#meta])));
                }
                Decided::LeftOut => is_left_out = true,
            }
            rest = after;
            continue;
        }
        let attributes = std::mem::take(&mut attributes);
        if std::mem::take(&mut is_left_out) {
            rest = &rest[length(rest)..];
            continue;
        }
        output.extend(attributes);
        if let Some((value, after)) = cfg_macro(rest, on) {
            output.extend(quote!(#value));
            rest = after;
            continue;
        }
        let is_record = output.to_string().ends_with("describe !");
        output.append(match first {
            TokenTree::Group(group) if is_record => {
                TokenTree::Group(Group::new(group.delimiter(), record(group.stream(), on)))
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), decide(group.stream(), on));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other.clone(),
        });
        rest = after;
    }
    output
}

enum Decided {
    /// What the attribute stands for.
    Kept(Vec<TokenStream>),
    LeftOut,
}

fn attribute(tokens: TokenStream, on: bool) -> Decided {
    let meta: syn::Result<Meta> = syn::parse2(tokens.clone());
    let Ok(Meta::List(list)) = meta else { return Decided::Kept(vec![tokens]) };
    if list.path.is_ident("cfg") {
        let predicate: Meta = syn::parse2(list.tokens).expect("a predicate");
        return if holds(&predicate, on) { Decided::Kept(vec![]) } else { Decided::LeftOut };
    }
    if !list.path.is_ident("cfg_attr") {
        return Decided::Kept(vec![tokens]);
    }
    let metas = Punctuated::<Meta, Token![,]>::parse_terminated
        .parse2(list.tokens)
        .expect("a predicate and attributes");
    let mut metas = metas.iter();
    if !holds(metas.next().expect("a predicate"), on) {
        return Decided::Kept(vec![]);
    }
    Decided::Kept(metas.map(|meta| quote!(#meta)).collect())
}

fn holds(predicate: &Meta, on: bool) -> bool {
    match predicate {
        Meta::Path(path) => path.is_ident("unix"),
        Meta::NameValue(pair) => {
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(value), .. }) = &pair.value else {
                panic!("a string");
            };
            match pair.path.get_ident().expect("a name").to_string().as_str() {
                "feature" => on,
                "target_os" => value.value() == "linux",
                _ => false,
            }
        }
        Meta::List(list) => {
            let inner = list
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .expect("predicates");
            let mut inner = inner.iter().map(|predicate| holds(predicate, on));
            match list.path.get_ident().expect("a name").to_string().as_str() {
                "any" => inner.any(|holds| holds),
                "all" => inner.all(|holds| holds),
                "not" => !inner.next().expect("a predicate"),
                other => panic!("unknown predicate `{other}`"),
            }
        }
    }
}

/// The arguments of `describe!`: in which builds calls are counted, and the leaves of the predicate.
fn record(tokens: TokenStream, on: bool) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let predicate =
        |group: &Group| -> bool { holds(&syn::parse2(group.stream()).expect("a predicate"), on) };
    let mut output = TokenStream::new();
    let mut rest = &tokens[..];
    match rest {
        [length, counted, TokenTree::Ident(_), TokenTree::Group(cfg), after @ ..]
            if cfg.delimiter() == Delimiter::Parenthesis =>
        {
            output.append(length.clone());
            output.extend(predicate(cfg).then(|| quote!(#counted)));
            rest = after;
        }
        _ => {}
    }
    let mut is_attribute = false;
    for token in rest {
        output.append(match token {
            TokenTree::Group(leaf) if leaf.delimiter() == Delimiter::Bracket && !is_attribute => {
                let decided = if predicate(leaf) { quote!(all()) } else { quote!(any()) };
                TokenTree::Group(Group::new(Delimiter::Bracket, decided))
            }
            other => other.clone(),
        });
        is_attribute = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '#');
    }
    output
}

/// The value of `::core::cfg!(..)`, and what follows it.
fn cfg_macro(tokens: &[TokenTree], on: bool) -> Option<(bool, &[TokenTree])> {
    let [
        TokenTree::Punct(_),
        TokenTree::Punct(_),
        TokenTree::Ident(core),
        TokenTree::Punct(_),
        TokenTree::Punct(_),
        TokenTree::Ident(cfg),
        TokenTree::Punct(_),
        TokenTree::Group(arguments),
        after @ ..,
    ] = tokens
    else {
        return None;
    };
    if core != "core" || cfg != "cfg" {
        return None;
    }
    let predicate: Meta = syn::parse2(arguments.stream()).ok()?;
    Some((holds(&predicate, on), after))
}

/// How many tokens an item, a statement or a parameter has.
fn length(tokens: &[TokenTree]) -> usize {
    let mut depth = 0;
    for (position, token) in tokens.iter().enumerate() {
        let ends = match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => match punct.as_char() {
                ';' => true,
                ',' => depth == 0,
                '<' => {
                    depth += 1;
                    false
                }
                '>' => {
                    depth -= 1;
                    false
                }
                _ => false,
            },
            _ => false,
        };
        if ends {
            // `const _: () = { .. };`
            let is_semicolon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
            return position + 1 + usize::from(tokens.get(position + 1).is_some_and(is_semicolon));
        }
    }
    tokens.len()
}
