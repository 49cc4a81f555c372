//! The predicate of a gate: the grammar of `#[cfg]` in which a bare string is a cargo feature.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

use super::errors::Errors;
use super::nearest::{nearest_first, similar};
use super::skip::{in_parentheses, skip, skip_to_comma};
use super::words::Word;

/// What a gate requires of the build.
#[derive(Clone)]
pub(crate) enum Predicate {
    Feature(LitStr),
    /// `unix`, `target_os = ".."`
    Target(TokenStream),
    /// A cfg that a build script sets, such as `has_cutlass`.
    BuildScript(TokenStream),
    Any(Vec<Predicate>),
    All(Vec<Predicate>),
    Not(Box<Predicate>),
}

/// The cfgs that rustc sets by itself, without a value.
const TARGET_FLAGS: &[&str] = &[
    "unix",
    "windows",
    "debug_assertions",
    "miri",
    "test",
    "doc",
    "proc_macro",
    "overflow_checks",
];

/// The cfgs that rustc sets by itself, with a value.
const TARGET_KEYS: &[&str] = &[
    "target_os",
    "target_arch",
    "target_family",
    "target_env",
    "target_abi",
    "target_endian",
    "target_pointer_width",
    "target_vendor",
    "target_feature",
    "target_has_atomic",
    "panic",
    "sanitize",
];

impl Predicate {
    /// Whether a build-script cfg is part of it: no `--features` can turn that on.
    pub(crate) fn needs_hint(&self) -> bool {
        self.build_script_cfg().is_some()
    }

    /// The first build-script cfg in it.
    pub(crate) fn build_script_cfg(&self) -> Option<&TokenStream> {
        match self {
            Predicate::Feature(_) | Predicate::Target(_) => None,
            Predicate::BuildScript(tokens) => Some(tokens),
            Predicate::Any(inner) | Predicate::All(inner) => {
                inner.iter().find_map(Self::build_script_cfg)
            }
            Predicate::Not(inner) => inner.build_script_cfg(),
        }
    }

    /// Reports a build-script cfg without a `hint`.
    pub(crate) fn check_hint(&self, hint: Option<&LitStr>, errors: &mut Errors) {
        if let (None, Some(cfg)) = (hint, self.build_script_cfg()) {
            errors.at(cfg, self.why_it_needs_a_hint());
        }
    }

    /// The first feature in it.
    pub(crate) fn first_feature(&self) -> Option<&LitStr> {
        match self {
            Predicate::Feature(name) => Some(name),
            Predicate::Target(_) | Predicate::BuildScript(_) => None,
            Predicate::Any(inner) | Predicate::All(inner) => {
                inner.iter().find_map(Self::first_feature)
            }
            Predicate::Not(inner) => inner.first_feature(),
        }
    }

    /// Reads the predicate; a broken one is reported and skipped, so that the options are read.
    pub(crate) fn parse_or_skip(
        input: ParseStream<'_>,
        attribute: &str,
        words: &[Word],
        errors: &mut Errors,
    ) -> Option<Self> {
        // A word such as `when(..)` here is an option without a predicate in front of it.
        if let Ok(ident) = input.fork().call(Ident::parse_any)
            && let Some(word) = words.iter().find(|word| ident == word.name)
        {
            errors.at(
                ident,
                format!("the feature comes first: `#[{attribute}(\"cuda\", {})]`", word.form),
            );
            skip(input);
            return None;
        }
        let predicate = errors.take(input.parse());
        if let Some(word) = next_joint(input) {
            errors.push(
                input.error(format!(
                    "predicates are joined as in `#[cfg]`: `{word}(\"..\", \"..\")`"
                )),
            );
            skip_to_comma(input);
        }
        if predicate.is_none() {
            skip_to_comma(input);
            return None;
        }
        while input.peek(Token![,]) && input.peek2(LitStr) {
            let _: syn::Result<Token![,]> = input.parse();
            if let Some(another) = errors.take(input.parse::<LitStr>()) {
                let name = another.value();
                errors.at(
                    another,
                    format!(
                        "one predicate only: write `all(.., \"{name}\")` or `any(.., \"{name}\")`"
                    ),
                );
            }
        }
        predicate
    }

    /// Why the first build-script cfg in it needs a hint, and what else may have been meant.
    fn why_it_needs_a_hint(&self) -> String {
        let text = match self.build_script_cfg() {
            Some(tokens) => tokens.to_string(),
            None => String::new(),
        };
        if SYSTEMS.contains(&text.as_str()) {
            return format!("a system is written `target_os = \"{text}\"`");
        }
        if ARCHITECTURES.contains(&text.as_str()) {
            return format!("an architecture is written `target_arch = \"{text}\"`");
        }
        let word = text.split_whitespace().next().unwrap_or_default();
        let known = TARGET_FLAGS.iter().chain(TARGET_KEYS).copied();
        let meant = match similar(word, known) {
            Some(known) if TARGET_KEYS.contains(&known) => format!("`{known} = \"..\"`"),
            Some(known) => format!("`{known}`"),
            None if word == text => {
                return format!(
                    "a feature is written as a string: `\"{word}\"`; what a build script sets needs `hint = \"..\"`, which says how to get a build that has it"
                );
            }
            None => String::new(),
        };
        let meant = if meant.is_empty() { meant } else { format!("; or write {meant}") };
        format!(
            "no cargo feature sets `{text}`, so it needs `hint = \"..\"`, which says how to get a build that has it{meant}"
        )
    }
}

const SEVERAL: &str =
    "several features are written as in `#[cfg]`: `any(\"..\", \"..\")` or `all(\"..\", \"..\")`";

/// Values that are often written in the place of their key.
const SYSTEMS: [&str; 5] = ["android", "freebsd", "ios", "linux", "macos"];
const ARCHITECTURES: [&str; 5] = ["aarch64", "arm", "wasm32", "x86", "x86_64"];

impl Parse for Predicate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return feature(&input.parse()?);
        }
        if input.peek(Token![!]) && input.peek2(LitStr) {
            let not: Token![!] = input.parse()?;
            let name: LitStr = input.parse()?;
            let message = format!("written as in `#[cfg]`: `not(\"{}\")`", name.value());
            return Err(syn::Error::new_spanned(not, message));
        }
        if input.peek(syn::token::Bracket) {
            return Err(input.error(SEVERAL));
        }
        if !input.peek(Ident) {
            return Err(input.error(
                "expected a predicate: a feature such as `\"cuda\"`, or `any(..)`, `all(..)`, `not(..)`, `target_os = \"..\"`, `unix`, `cfg(..)`",
            ));
        }
        let ident: Ident = input.parse()?;
        let word = ident.to_string();
        if input.peek(Token![-]) {
            let mut name = word;
            while !(input.is_empty() || input.peek(Token![,])) {
                name.push_str(&input.parse::<proc_macro2::TokenTree>()?.to_string());
            }
            return Err(syn::Error::new_spanned(
                ident,
                format!("a feature is written as a string: `\"{name}\"`"),
            ));
        }
        if input.peek(syn::token::Paren) {
            return in_parentheses(input, |inner| list(&ident, &word, inner));
        }
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            if input.peek(syn::token::Bracket) {
                return Err(input.error(SEVERAL));
            }
            let bare = input.cursor().ident().map(|(bare, _)| bare.to_string());
            let value: LitStr = input.parse().map_err(|error| {
                let bare = bare.as_deref().unwrap_or("..");
                let message = format!("`{word}` takes a string: `{word} = \"{bare}\"`");
                syn::Error::new(error.span(), message)
            })?;
            if word == "feature" {
                return feature(&value);
            }
            let tokens = quote::quote!(#ident = #value);
            return Ok(if TARGET_KEYS.contains(&word.as_str()) {
                Predicate::Target(tokens)
            } else {
                Predicate::BuildScript(tokens)
            });
        }
        if word == "feature" || TARGET_KEYS.contains(&word.as_str()) {
            return Err(syn::Error::new_spanned(
                ident,
                format!("`{word}` takes a string: `{word} = \"..\"`"),
            ));
        }
        let tokens = quote::quote!(#ident);
        Ok(if TARGET_FLAGS.contains(&word.as_str()) {
            Predicate::Target(tokens)
        } else {
            Predicate::BuildScript(tokens)
        })
    }
}

/// How what an operator or a word between two predicates means is written.
fn next_joint(input: ParseStream<'_>) -> Option<&'static str> {
    if input.peek(Token![|]) || input.peek(Token![||]) {
        return Some("any");
    }
    if input.peek(Token![&]) || input.peek(Token![&&]) || input.peek(Token![+]) {
        return Some("all");
    }
    input.cursor().ident().and_then(|(word, _)| joint(&word.to_string()))
}

/// What other languages call it.
fn joint(word: &str) -> Option<&'static str> {
    match word {
        "or" => Some("any"),
        "and" => Some("all"),
        _ => None,
    }
}

fn feature(literal: &LitStr) -> syn::Result<Predicate> {
    let name = literal.value();
    if name.trim().is_empty() {
        return Err(syn::Error::new(
            literal.span(),
            "expected the name of a cargo feature, such as `\"cuda\"`",
        ));
    }
    if name.contains([',', ' ']) {
        let names: Vec<&str> = name.split([',', ' ']).filter(|name| !name.is_empty()).collect();
        let all = names.join("\", \"");
        return Err(syn::Error::new(
            literal.span(),
            format!("one feature per string: write `all(\"{all}\")` or `any(\"{all}\")`"),
        ));
    }
    Ok(Predicate::Feature(literal.clone()))
}

fn list(ident: &Ident, word: &str, inner: ParseStream<'_>) -> syn::Result<Predicate> {
    let make = match word {
        "any" => Predicate::Any,
        "all" => Predicate::All,
        "not" | "cfg" => |mut inner: Vec<Predicate>| match inner.pop() {
            Some(predicate) => predicate,
            None => Predicate::All(inner),
        },
        _ => {
            if let Some(meant) = joint(word) {
                let message = format!("unknown predicate `{word}(..)`: write `{meant}(..)`");
                return Err(syn::Error::new_spanned(ident, message));
            }
            if word == "feature" {
                let literal = inner.cursor().literal().map(|(literal, _)| literal.to_string());
                let name = literal.as_deref().unwrap_or("\"cuda\"");
                let message = format!("a feature is written as a string: `{name}`");
                return Err(syn::Error::new_spanned(ident, message));
            }
            let nearest = nearest_first(word, ["any", "all", "not", "cfg"]).join("(..)`, `");
            return Err(syn::Error::new_spanned(
                ident,
                format!("unknown predicate `{word}(..)`; expected one of `{nearest}(..)`"),
            ));
        }
    };
    let predicates: Vec<Predicate> =
        inner.parse_terminated(Predicate::parse, Token![,])?.into_iter().collect();
    if predicates.is_empty() {
        return Err(syn::Error::new_spanned(
            ident,
            format!("`{word}()` is empty: write a feature in it, such as `{word}(\"cuda\")`"),
        ));
    }
    if matches!(word, "not" | "cfg") && predicates.len() > 1 {
        return Err(syn::Error::new_spanned(
            ident,
            format!(
                "`{word}(..)` takes one predicate: write `{word}(any(..))` or `{word}(all(..))`"
            ),
        ));
    }
    let predicate = make(predicates);
    Ok(if word == "not" { Predicate::Not(Box::new(predicate)) } else { predicate })
}
