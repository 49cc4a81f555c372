//! What an editor makes of the expansions: it looks up what a word means in all that has the word's
//! place, and offers every name that is declared around the cursor.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::{Case, cases, testing};

#[test]
fn a_word_of_the_source_stands_for_itself_alone() {
    for case in cases() {
        let Located { source, expanded, .. } = located(&case);
        let words = words(source);
        for word in self::words(expanded) {
            let place = word.span().byte_range();
            // A keyword means nothing.
            let is_name = syn::parse_str::<Ident>(&word.to_string()).is_ok();
            if let Some(theirs) = words.iter().find(|it| is_name && it.span().byte_range() == place)
            {
                assert_eq!(*theirs, word, "{}", case.name);
            }
        }
    }
}

/// But for what the functions of a block share, and what takes the place of a pattern.
#[test]
fn the_body_sees_no_name_of_ours() {
    for case in cases() {
        let Located { bodies, expanded, .. } = located(&case);
        let found = offered(expanded, &bodies);
        match case.name {
            "quant_impl_block" => assert_eq!(found, ["describe"]),
            "fallback_patterns" => assert_eq!(found, ["__argument1", "__argument2"]),
            name => assert_eq!(found, Vec::<String>::new(), "{name}"),
        }
    }
}

/// Those without an error, which stands where its cause does.
fn cases() -> impl Iterator<Item = Case> {
    cases::all().into_iter().filter(|case| !case.name.starts_with("broken"))
}

struct Located {
    source: TokenStream,
    expanded: TokenStream,
    /// The places of the words in the bodies of functions.
    bodies: Vec<Range<usize>>,
}

/// The case as if read from a file.
fn located(case: &Case) -> Located {
    let Case { arguments, item, .. } = case;
    let source: TokenStream = format!("({arguments}) {item}").parse().expect("tokens");
    let mut tokens = source.clone().into_iter();
    let Some(TokenTree::Group(arguments)) = tokens.next() else { panic!("{source}") };
    let item: TokenStream = tokens.collect();
    testing::ON.set(case.testing);
    let expanded = (case.attribute)(arguments.stream(), item.clone());
    let bodies = bodies(item).into_iter().flat_map(|it| words(it.stream()));
    Located { source, expanded, bodies: bodies.map(|it| it.span().byte_range()).collect() }
}

/// Every word among the tokens.
fn words(tokens: TokenStream) -> Vec<Ident> {
    let of = |token| match token {
        TokenTree::Ident(word) => vec![word],
        TokenTree::Group(group) => words(group.stream()),
        _ => Vec::new(),
    };
    tokens.into_iter().flat_map(of).collect()
}

/// The bodies of the functions among the tokens.
fn bodies(tokens: TokenStream) -> Vec<Group> {
    let (mut found, mut is_function) = (Vec::new(), false);
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "fn" => is_function = true,
            TokenTree::Punct(punct) if punct.as_char() == ';' => is_function = false,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if std::mem::take(&mut is_function) {
                    found.push(group);
                } else {
                    found.extend(bodies(group.stream()));
                }
            }
            _ => {}
        }
    }
    found
}

/// The names of ours that are declared in a block around one of these places.
fn offered(tokens: TokenStream, places: &[Range<usize>]) -> Vec<String> {
    let is_around = |group: &Group| {
        words(group.stream()).iter().any(|word| places.contains(&word.span().byte_range()))
    };
    let mut found = Vec::new();
    for token in tokens {
        if let TokenTree::Group(group) = token
            && is_around(&group)
        {
            if group.delimiter() == Delimiter::Brace {
                found.extend(declared(&group));
            }
            found.extend(offered(group.stream(), places));
        }
    }
    found
}

/// The names of ours that a block declares: those without a place.
fn declared(block: &Group) -> Vec<String> {
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let declares = |word: &Ident| {
        ["static", "const", "let", "fn", "mod", "struct"].iter().any(|keyword| word == keyword)
    };
    let named = tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(keyword), TokenTree::Ident(name)]
            if declares(keyword) && name != "_" && name.span().byte_range().is_empty() =>
        {
            Some(name.to_string())
        }
        // The record, which is a static.
        [TokenTree::Ident(name), TokenTree::Punct(bang)]
            if name == "describe" && bang.as_char() == '!' =>
        {
            Some(name.to_string())
        }
        _ => None,
    });
    named.collect()
}
