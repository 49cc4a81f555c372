//! What the attributes expand to, with the feature on and with it off.
//!
//! The macro crate's modules are compiled into this test, so nothing but the library functions
//! runs. Each case is printed as `cargo expand` would, after `#[cfg]` has been decided, and compared
//! with `snapshots/<case>.<on|off>.rs`. Bless with
//! `UPDATE_EXPECT=1 cargo test -p featherfall-tests --test expansion`.
#![allow(dead_code, unreachable_pub, reason = "the macro crate's entry points are not here")]

extern crate proc_macro;

#[path = "../../macros/src/emit/mod.rs"]
mod emit;
#[path = "../../macros/src/feature_gated.rs"]
mod feature_gated;
#[path = "../../macros/src/feature_set/mod.rs"]
mod feature_set;
#[path = "../../macros/src/feature_stub/mod.rs"]
mod feature_stub;
#[path = "../../macros/src/grammar/mod.rs"]
mod grammar;
#[path = "../../macros/src/item/mod.rs"]
mod item;
#[path = "../../macros/src/limitation.rs"]
mod limitation;
#[path = "../../macros/src/manifest/mod.rs"]
mod manifest;
#[path = "../../macros/src/quant_argument.rs"]
mod quant_argument;
#[path = "../../macros/src/quant_support/mod.rs"]
mod quant_support;
#[path = "../../macros/src/requires_feature/mod.rs"]
mod requires_feature;
#[path = "../../macros/src/signature/mod.rs"]
mod signature;
/// In the place of `macros/src/testing.rs`: each case says which expansion it is about.
mod testing {
    use std::cell::Cell;

    thread_local!(pub(crate) static ON: Cell<bool> = const { Cell::new(false) });

    pub(crate) fn is_on() -> bool {
        ON.get()
    }
}

/// In the place of `macros/src/command.rs`: nothing is known, or all features are on, or all are off.
mod command {
    use std::cell::Cell;

    thread_local!(pub(crate) static ALL: Cell<Option<bool>> = const { Cell::new(None) });

    pub(crate) fn is_declared(_: &str) -> Option<bool> {
        ALL.get().map(|_| true)
    }

    pub(crate) fn is_on(_: &str) -> Option<bool> {
        ALL.get()
    }
}

#[path = "expansion/cases.rs"]
mod cases;
#[path = "expansion/decide.rs"]
mod decide;
#[path = "expansion/editor.rs"]
mod editor;
#[path = "expansion/mutate.rs"]
mod mutate;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// An annotated item.
struct Case {
    name: &'static str,
    attribute: fn(TokenStream, TokenStream) -> TokenStream,
    arguments: TokenStream,
    item: TokenStream,
    /// `impl Kernel for Attention`, for a method.
    inside: Option<TokenStream>,
    /// Whether it is expanded with the feature `testing`.
    testing: bool,
}

impl Case {
    fn expand(&self) -> TokenStream {
        testing::ON.set(self.testing);
        (self.attribute)(self.arguments.clone(), self.item.clone())
    }

    /// The expansion as a person would read it.
    fn print(&self, on: bool) -> String {
        let tokens = decide::decide(self.expand(), on);
        let tokens = match &self.inside {
            Some(header) => quote!(#header { #tokens }),
            None => tokens,
        };
        match syn::parse2(tokens.clone()) {
            Ok(file) => prettyplease::unparse(&file),
            // A half-typed body is no Rust.
            Err(_) => format!("{tokens}\n"),
        }
    }

    fn check(&self) {
        for (state, on) in [("on", true), ("off", false)] {
            expect_test::expect_file![format!("snapshots/{}.{state}.rs", self.name)]
                .assert_eq(&self.print(on));
        }
    }
}

/// The page of each macro shows a case.
const PAGES: [(&str, &str); 7] = [
    ("requires_feature", "plain"),
    ("feature_gated", "gated_call"),
    ("feature_stub", "stub_type"),
    ("quant_support", "quant_unimplemented"),
    ("quant_ignores", "ignored_argument"),
    ("quant_refuses", "refused_argument"),
    ("limitation", "limited_type"),
];

/// Blessed as the snapshots are.
#[test]
fn the_pages_of_the_macros_show_what_they_expand_to() {
    for (page, name) in PAGES {
        let case = cases::all().into_iter().find(|case| case.name == name).expect("a case");
        let item = syn::parse2(cases::written(page, &case)).expect("Rust");
        let written = code(&prettyplease::unparse(&item));
        let [on, off] = [true, false].map(|on| code(&case.print(on)));
        let becomes = if on == off {
            format!("becomes\n\n{on}")
        } else {
            format!("becomes, where the feature is on,\n\n{on}\nand where it is not\n\n{off}")
        };
        expect_test::expect_file![format!("../../macros/expansions/{page}.md")]
            .assert_eq(&format!("# What it expands to\n\n{written}\n{becomes}"));
    }
}

fn code(text: &str) -> String {
    format!("```ignore\n{text}```\n")
}

/// Whatever stands in the attribute or in the item, the macros do not panic, and an item that has a
/// name keeps it. `MUTATED=1000000` tries as many inputs, `MUTATED_SEED` others.
#[test]
fn mutated_input_neither_panics_nor_loses_the_item() {
    let number = |name: &str| std::env::var(name).ok().map(|it| it.parse().expect("a number"));
    let mut random = mutate::Random::new(number("MUTATED_SEED").unwrap_or(0x5EED));
    let cases = cases::all();
    for round in 0..number("MUTATED").unwrap_or(12_000) {
        let case = &cases[usize::try_from(round).expect("fits") % cases.len()];
        let arguments = match round % 8 {
            7 => mutate::arbitrary(3, &mut random),
            _ => mutate::mutate(case.arguments.clone(), &mut random),
        };
        let item = match round % 3 {
            0 => mutate::mutate(case.item.clone(), &mut random),
            1 if round % 5 == 0 => mutate::arbitrary(3, &mut random),
            _ => case.item.clone(),
        };
        testing::ON.set(case.testing);
        let expand = || (case.attribute)(arguments.clone(), item.clone());
        let expanded = std::panic::catch_unwind(expand).unwrap_or_else(|_| {
            panic!("round {round}: a panic for #[{}({arguments})] {item}", case.name)
        });
        let kept = mutate::names(expanded.clone());
        for name in mutate::names(item.clone()) {
            assert!(
                kept.contains(&name),
                "round {round}: `{name}` is lost from #[{}({arguments})] {item}\n\n{expanded}",
                case.name
            );
        }
    }
}

/// Where rustc says which features are on, what is left out is what its `#[cfg]` would leave out.
#[test]
fn what_is_known_to_be_off_is_left_out() {
    for case in cases::all() {
        for on in [true, false] {
            let expand = |known: bool| {
                command::ALL.set(known.then_some(on));
                // One attribute may hide another.
                let decided = decide::decide(decide::decide(case.expand(), on), on);
                without_records(decided).to_string()
            };
            let (known, decided) = (expand(true), expand(false));
            assert_eq!(known, decided, "{} with its features {on}", case.name);
        }
    }
    command::ALL.set(None);
}

/// Of each record only whether its calls are counted: what rustc is asked, and how, may differ. And of
/// a block at the end of one what stands in it.
fn without_records(tokens: TokenStream) -> TokenStream {
    let mut is_record = false;
    let mut kept = TokenStream::new();
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => other.to_string() == ";",
    };
    if let [before @ .., TokenTree::Group(last)] = &tokens[..]
        && before.last().is_some_and(ends)
        && last.delimiter() == Delimiter::Brace
    {
        let inside = last.stream();
        tokens.pop();
        tokens.extend(inside);
    }
    for token in tokens {
        let is_name = |name: &str| token.to_string() == name;
        match &token {
            TokenTree::Group(group) if is_record => {
                let words = group.stream().into_iter();
                kept.extend(words.filter(|word| word.to_string() == "counted"));
            }
            TokenTree::Group(group) => {
                let inner = without_records(group.stream());
                kept.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            other => kept.extend([other.clone()]),
        }
        is_record = is_name("describe") || (is_record && is_name("!"));
    }
    kept
}

/// Expanding is a function of its input: two builds get the same code.
#[test]
fn the_same_input_expands_to_the_same_tokens() {
    for case in cases::all() {
        let expand = || case.expand().to_token_stream().to_string();
        assert_eq!(expand(), expand(), "{}", case.name);
    }
}
