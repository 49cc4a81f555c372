//! Reads the arguments of one annotation into plain data.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;
use syn::parse::{ParseStream, Parser};

use super::annotation::{Annotation, Kind, OTHER_CODE, Priority};
use crate::grammar::{
    Arms, Body, Errors, FEATURE_STUB, Instead, Level, Limitation, Options, Predicate,
    QUANT_SUPPORT, QuantArgument, REQUIRES_FEATURE, Word, compact,
};
use crate::understand::cfg::Cfg;

/// Reads the arguments of an annotation into it, and returns what is wrong with them.
pub(super) fn arguments(annotation: &mut Annotation, tokens: TokenStream) -> Vec<String> {
    let mut errors = Errors::default();
    let parse = |input: ParseStream<'_>| match annotation.kind {
        Kind::Gate => gate(input, annotation, REQUIRES_FEATURE, &mut errors),
        Kind::Stub => gate(input, annotation, FEATURE_STUB, &mut errors),
        Kind::Quant => quant(input, annotation, &mut errors),
        Kind::Ignores => argument(input, annotation, "ignores", &mut errors),
        Kind::Refuses => argument(input, annotation, "refuses", &mut errors),
        Kind::Choice => choice(input, annotation, &mut errors),
        Kind::Limitation => limitation(input, annotation, &mut errors),
        Kind::Todo => Ok(()),
    };
    if let Err(error) = parse.parse2(tokens) {
        errors.push(error);
    }
    let mut messages = Vec::new();
    texts(errors.into_tokens(), &mut messages);
    messages
}

/// Whether `feature_gated!` does not count an arm of this code.
pub(crate) fn is_plain(code: &str) -> bool {
    let Ok(tokens) = code.trim_end_matches(',').parse::<TokenStream>() else { return false };
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let tokens = match &all[..] {
        [TokenTree::Group(block)] if block.delimiter() == Delimiter::Brace => block.stream(),
        _ => tokens,
    };
    Body { tokens, span: Span::call_site() }.is_plain()
}

fn gate(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    words: &[Word],
    errors: &mut Errors,
) -> syn::Result<()> {
    let predicate: Predicate = input.parse()?;
    annotation.predicate = Some(Cfg::from(&predicate));
    let options = Options::parse(input, words, errors);
    annotation.instead = instead(&options.instead);
    take(annotation, &options);
    Ok(())
}

fn quant(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    let level: syn::Ident = input.parse()?;
    match Level::from_word(&level.to_string()) {
        Some(level) => annotation.level = Some(level.word()),
        None => {
            errors.push(syn::Error::new(level.span(), format!("unknown support level `{level}`")));
        }
    }
    let options = Options::parse(input, QUANT_SUPPORT, errors);
    for (policy, names) in options.quant.policies() {
        let policy = policy.word();
        annotation.parameters.extend(names.iter().map(|name| format!("{policy} {name}")));
    }
    take(annotation, &options);
    if annotation.method.is_none() {
        annotation.method = annotation.item.rsplit("::").next().map(str::to_owned);
    }
    Ok(())
}

fn argument(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    policy: &str,
    errors: &mut Errors,
) -> syn::Result<()> {
    let name = format!("quant_{policy}");
    if let Some(argument) = QuantArgument::parse(input.parse()?, &name, errors) {
        annotation.parameters.push(format!("{policy} {}", argument.variable.name));
        take(annotation, &argument.options);
    }
    Ok(())
}

fn choice(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    let arms = Arms::parse(input.parse()?, errors);
    take(annotation, &arms.options);
    annotation.instead = match arms.otherwise {
        Some(_) => String::from(OTHER_CODE),
        None => instead(&arms.options.instead),
    };
    let predicates: Vec<Cfg> = arms.list.iter().map(|arm| Cfg::from(&arm.predicate)).collect();
    annotation.predicate = (!predicates.is_empty()).then(|| Cfg::one_of(predicates));
    Ok(())
}

fn limitation(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    if let Some(limitation) = Limitation::parse(input.parse()?, errors) {
        annotation.text = Some(limitation.text.value());
        take(annotation, &limitation.options);
    }
    Ok(())
}

fn instead(instead: &Instead) -> String {
    let text = |tokens: &dyn ToTokens| {
        let text = compact(tokens.to_token_stream());
        if text.chars().count() <= 40 { format!("`{text}`") } else { String::from(OTHER_CODE) }
    };
    match instead {
        Instead { fallback: Some(path), .. } => text(path),
        Instead { otherwise: Some(expression), .. } => text(expression),
        Instead { panics: Some(_), .. } => String::from("panic"),
        _ => String::from("error"),
    }
}

fn take(annotation: &mut Annotation, options: &Options) {
    let text = |it: &Option<LitStr>| it.as_ref().map(LitStr::value);
    annotation.alternative = text(&options.message.alternative);
    annotation.hint = text(&options.message.hint);
    annotation.name = text(&options.message.name);
    annotation.tracking = text(&options.debt.tracking);
    annotation.note = text(&options.debt.note);
    annotation.method = text(&options.quant.method).or(annotation.method.take());
    annotation.priority = options.debt.priority.and_then(|it| Priority::from_word(it.word()));
}

/// The message texts of `compile_error!`s.
fn texts(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => texts(group.stream(), found),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
}
