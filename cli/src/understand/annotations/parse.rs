//! Reads the arguments of one annotation into plain data.

use quote::ToTokens;
use syn::LitStr;
use syn::parse::ParseStream;

use super::{Annotation, Priority};
use crate::grammar::{
    Arms, Errors, Level, Limitation, Options, Predicate, QUANT_SUPPORT, QuantArgument, Word,
    compact,
};
use crate::understand::cfg::Cfg;

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
        annotation.method = annotation.item.rsplit("::").next().map(str::to_owned);
    }
    Ok(())
}

pub(super) fn argument(
    input: ParseStream<'_>,
    annotation: &mut Annotation,
    errors: &mut Errors,
) -> syn::Result<()> {
    let policy = annotation.kind.word();
    let name = format!("quant_{policy}");
    if let Some(argument) = QuantArgument::parse(input.parse()?, &name, errors) {
        annotation.parameters.push(format!("{policy} {}", argument.variable.name));
        take(annotation, &argument.options);
    }
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
    if let Some(limitation) = Limitation::parse(input.parse()?, errors) {
        annotation.text = Some(limitation.text.value());
        take(annotation, &limitation.options);
    }
    Ok(())
}

fn instead(options: &Options) -> String {
    let text = |tokens: &dyn ToTokens| {
        let text = compact(tokens.to_token_stream());
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
    annotation.method = text(&options.method).or(annotation.method.take());
    annotation.priority = options.priority.and_then(|it| Priority::from_word(it.word()));
}
