//! Reads the arguments of one annotation into plain data.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Expr, LitStr, Token};

use super::grammar::{Arms, Errors, Level, Options, Predicate, QUANT_SUPPORT, Word};
use super::{Annotation, Priority};
use crate::cfg::Cfg;

pub(super) fn gate(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    words: &[Word],
    errors: &mut Errors,
) -> syn::Result<()> {
    let predicate: Predicate = input.parse()?;
    annotation.predicate = Some(Cfg::from(&predicate));
    let options = Options::parse(input, words, errors);
    annotation.instead = instead(&options);
    take(annotation, &options);
    Ok(())
}

pub(super) fn quant(
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
    let parameters = [
        ("ignores", &options.ignores),
        ("refuses", &options.refuses),
        ("requires", &options.requires),
    ];
    for (policy, names) in parameters {
        annotation.parameters.extend(names.iter().map(|name| format!("{policy} {name}")));
    }
    take(annotation, &options);
    if annotation.method.is_none() {
        annotation.method = annotation.item.split("::").next().map(str::to_owned);
    }
    Ok(())
}

pub(super) fn argument(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    let parameter: syn::Ident = input.parse()?;
    let policy = annotation.kind.word();
    annotation.parameters.push(format!("{policy} {parameter}"));
    let options = Options::parse(input, QUANT_SUPPORT, errors);
    take(annotation, &options);
    Ok(())
}

pub(super) fn choice(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    let arms = Arms::parse(input.parse()?, errors);
    take(annotation, &arms.options);
    annotation.instead = match arms.otherwise {
        Some(_) => String::from("other code"),
        None => instead(&arms.options),
    };
    let predicates: Vec<Cfg> = arms.list.iter().map(|arm| Cfg::from(&arm.predicate)).collect();
    annotation.predicate = match &predicates[..] {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(Cfg::Any(several.to_vec())),
    };
    Ok(())
}

pub(super) fn limitation(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    annotation.text = Some(input.parse::<LitStr>()?.value());
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let key: syn::Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let name = key.to_string();
        if name == "priority" {
            let word: syn::Ident = input.parse()?;
            annotation.priority = Priority::from_word(&word.to_string());
            if annotation.priority.is_none() {
                errors.push(syn::Error::new(word.span(), format!("unknown priority `{word}`")));
            }
            continue;
        }
        let value: Expr = input.parse()?;
        let text = match &value {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        };
        match name.as_str() {
            "workaround" | "alternative" => annotation.alternative = text,
            "tracking" => annotation.tracking = text,
            "note" => annotation.note = text,
            "name" => annotation.name = text,
            "crate" => {}
            _ => errors.push(syn::Error::new(key.span(), format!("unknown option `{name}`"))),
        }
    }
    Ok(())
}

fn instead(options: &Options) -> String {
    let text = |tokens: &dyn ToTokens| {
        let text = tokens.to_token_stream().to_string().replace(" :: ", "::").replace(" . ", ".");
        if text.chars().count() <= 40 { format!("`{text}`") } else { String::from("other code") }
    };
    match options {
        Options { fallback: Some(path), .. } => text(path),
        Options { otherwise: Some(expression), .. } => text(expression),
        Options { panics: Some(_), .. } => String::from("panic"),
        _ => String::from("error"),
    }
}

fn take(annotation: &mut Annotation, options: &Options) {
    let text = |it: &Option<LitStr>| it.as_ref().map(LitStr::value);
    annotation.alternative = text(&options.alternative);
    annotation.hint = text(&options.hint);
    annotation.name = text(&options.name);
    annotation.tracking = text(&options.tracking);
    annotation.note = text(&options.note);
    annotation.method = text(&options.method);
    annotation.priority = options.priority.and_then(|it| Priority::from_word(it.word()));
}
