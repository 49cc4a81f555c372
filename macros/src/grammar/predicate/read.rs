//! Reads a predicate, and says of what is none what to write.

use proc_macro2::TokenTree;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

use super::super::compact::compact;
use super::super::errors::Errors;
use super::super::nearest::nearest_first;
use super::super::skip::{in_parentheses, skip, skip_to_comma};
use super::super::words::Word;
use super::kind::{Predicate, TARGET_FLAGS, TARGET_KEYS, names_a_constant};

impl Predicate {
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
        if !input.peek(Token![,])
            && let Some(message) = joined(input)
        {
            errors.push(input.error(message));
            skip_to_comma(input);
        }
        if predicate.is_none() {
            skip_to_comma(input);
            return None;
        }
        if input.peek(LitStr)
            && let Ok(another) = input.fork().parse::<LitStr>()
        {
            let (first, another) =
                (predicate.as_ref().and_then(Self::first_feature), another.value());
            let first =
                first.map_or_else(|| String::from(".."), |first| format!("\"{}\"", first.value()));
            errors.push(input.error(format!(
                "predicates are joined as in `#[cfg]`: `any({first}, \"{another}\")` or `all({first}, \"{another}\")`"
            )));
            skip_to_comma(input);
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
}

const SEVERAL: &str =
    "several features are written as in `#[cfg]`: `any(\"..\", \"..\")` or `all(\"..\", \"..\")`";

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
        if input.peek(Token![::]) {
            let mut path = ident.to_token_stream();
            while input.peek(Token![::]) {
                path.extend(input.parse::<Token![::]>()?.to_token_stream());
                path.extend(input.parse::<Ident>()?.to_token_stream());
            }
            let message = names_a_constant(&compact(path.clone()));
            return Err(syn::Error::new_spanned(path, message));
        }
        if input.peek(Token![!]) {
            let (_, arguments): (Token![!], TokenTree) = (input.parse()?, input.parse()?);
            let inside = match arguments {
                TokenTree::Group(group) if word == "cfg" => compact(group.stream()),
                _ => {
                    return Err(syn::Error::new_spanned(
                        ident,
                        format!(
                            "`#[cfg]` is decided before `{word}!` is expanded: write the feature itself, such as `\"cuda\"`"
                        ),
                    ));
                }
            };
            let message = format!("a predicate is written without `cfg!`: `{inside}`");
            return Err(syn::Error::new_spanned(ident, message));
        }
        if input.peek(LitStr) && matches!(word.as_str(), "any" | "all" | "not") {
            let text = compact(input.parse::<LitStr>()?.to_token_stream());
            let message = format!("written as in `#[cfg]`: `{word}({text})`");
            return Err(syn::Error::new_spanned(ident, message));
        }
        if input.peek(Token![-]) {
            let mut name = word;
            while !(input.is_empty() || input.peek(Token![,])) {
                name.push_str(&input.parse::<TokenTree>()?.to_string());
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
            let tokens = quote!(#ident = #value);
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
        let tokens = quote!(#ident);
        Ok(if TARGET_FLAGS.contains(&word.as_str()) {
            Predicate::Target(tokens)
        } else {
            Predicate::BuildScript(tokens)
        })
    }
}

/// What is said of an operator, a word or a comma between two predicates.
pub(in super::super) fn joined(input: ParseStream<'_>) -> Option<String> {
    let word = next_joint(input).or_else(|| input.peek(Token![,]).then_some("any"))?;
    Some(format!("predicates are joined as in `#[cfg]`: `{word}(\"..\", \"..\")`"))
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
    if name.contains([',', ' ', '=']) {
        // `--features on`, `feature = on`
        let is_name =
            |name: &&str| !(name.is_empty() || name.starts_with('-') || *name == "feature");
        let names: Vec<&str> = name.split([',', ' ', '=']).filter(is_name).collect();
        let all = names.join("\", \"");
        if let [name] = names[..] {
            let message = format!("a feature is written by its name alone: `\"{name}\"`");
            return Err(syn::Error::new(literal.span(), message));
        }
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
