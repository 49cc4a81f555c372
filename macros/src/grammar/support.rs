//! The arguments of `#[quant_support]`: `LEVEL, option, ..`

use proc_macro2::{Span, TokenStream};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

use super::errors::Errors;
use super::nearest::{expected, similar};
use super::options::{Options, Quant};
use super::skip::{skip, skip_to_comma};
use super::words::{Level, QUANT_SUPPORT};

/// How far something is supported, and what else is said of it.
pub(crate) struct Support {
    pub(crate) level: Level,
    pub(crate) options: Options,
}

impl Support {
    /// Reads everything; `span` is where a level is missed. `None` without a level.
    pub(crate) fn parse(arguments: TokenStream, span: Span, errors: &mut Errors) -> Option<Self> {
        if arguments.is_empty() {
            errors.push(syn::Error::new(
                span,
                "`quant_support` needs a level: `#[quant_support(Stable)]`, or `Experimental`, `Partial`, `Unimplemented`",
            ));
            return None;
        }
        let parser = |input: ParseStream<'_>| {
            let level = level_or_skip(input, errors);
            let options = Options::parse(input, QUANT_SUPPORT, errors);
            Ok(level.map(|level| Support { level, options }))
        };
        let support = match parser.parse2(arguments) {
            Ok(support) => support?,
            Err(error) => {
                errors.push(error);
                return None;
            }
        };
        if support.level == Level::Unimplemented {
            let Quant { ignores, refuses, requires, .. } = &support.options.quant;
            if let Some(parameter) = ignores.iter().chain(refuses).chain(requires).next() {
                errors.at(
                    parameter,
                    "an unimplemented item does nothing with its parameters: leave this out",
                );
            }
        }
        Some(support)
    }
}

/// Reads the level; a broken one is reported and skipped, so that the options are read.
fn level_or_skip(input: ParseStream<'_>, errors: &mut Errors) -> Option<Level> {
    // A word such as `method = ".."` here is an option without a level in front of it.
    if let Ok(ident) = input.fork().call(syn::Ident::parse_any)
        && let Some(word) = QUANT_SUPPORT.iter().find(|word| ident == word.name)
    {
        errors
            .at(ident, format!("the level comes first: `#[quant_support(Stable, {})]`", word.form));
        skip(input);
        return None;
    }
    let level = level(input);
    if level.is_err() {
        skip_to_comma(input);
    }
    while input.peek(Token![,])
        && let Some(another) = another_level(input)
    {
        errors.at(another, "one level only: keep the one that fits the whole item");
    }
    errors.take(level)
}

/// Takes `, Level` off the input if that is what comes next.
fn another_level(input: ParseStream<'_>) -> Option<syn::Ident> {
    let ahead = input.fork();
    ahead.parse::<Token![,]>().ok()?;
    let ident: syn::Ident = ahead.parse().ok()?;
    Level::from_word(&ident.to_string())?;
    input.parse::<Token![,]>().ok()?;
    input.parse().ok()
}

fn level(input: ParseStream<'_>) -> syn::Result<Level> {
    if input.peek(syn::LitStr)
        && let Ok(quoted) = input.fork().parse::<syn::LitStr>()
        && let Some(level) = similar(&quoted.value(), Level::WORDS.iter().copied())
    {
        let message = format!("a level is written without quotes: `{level}`");
        return Err(syn::Error::new(quoted.span(), message));
    }
    if input.peek(syn::LitStr)
        && let Ok(feature) = input.fork().parse::<syn::LitStr>()
    {
        let level = another_level(&{
            let ahead = input.fork();
            let _: syn::Result<syn::LitStr> = ahead.parse();
            ahead
        });
        skip(input);
        let level = level.map_or_else(|| String::from("Stable"), |level| level.to_string());
        let feature = feature.token();
        return Err(syn::Error::new_spanned(
            &feature,
            format!(
                "the level comes first: `#[quant_support({level})]`; what needs a feature has `#[requires_feature({feature})]` as well"
            ),
        ));
    }
    // `QuantSupport::Stable`, `level = Stable`
    let is_prefixed = input.peek(syn::Ident) && (input.peek2(Token![::]) || input.peek2(Token![=]));
    if is_prefixed {
        let span = input.span();
        let mut last = None;
        while !(input.is_empty() || input.peek(Token![,])) {
            last = Some(input.parse::<proc_macro2::TokenTree>()?.to_string());
        }
        let level = last.filter(|last| Level::from_word(last).is_some());
        if let Some(level) = level {
            return Err(syn::Error::new(span, format!("a level is one word: `{level}`")));
        }
        let levels = Level::WORDS.join("`, `");
        let message = format!("expected a support level, a word alone: one of `{levels}`");
        return Err(syn::Error::new(span, message));
    }
    let ident: syn::Ident = input.parse().map_err(|error| {
        let levels = Level::WORDS.join("`, `");
        syn::Error::new(error.span(), format!("expected a support level: one of `{levels}`"))
    })?;
    let word = ident.to_string();
    Level::from_word(&word).ok_or_else(|| {
        let expected = expected(&word, Level::WORDS.iter().copied());
        syn::Error::new_spanned(ident, format!("unknown support level `{word}`; {expected}"))
    })
}
