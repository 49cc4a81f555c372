//! The hint as text, and the error or the panic that holds it.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, PathArguments, ReturnType, TypePath};

use super::around::Around;
use crate::grammar::Options;
use crate::read::source::one_line;
use crate::read::syntax::{has_word, literal};
use crate::understand::cfg::Cfg;
use crate::understand::place;

/// What is not there, and why.
pub(super) struct Unavailable<'a> {
    /// The capability.
    pub(super) name: &'a str,
    /// The package that was built without it.
    pub(super) package: &'a str,
    /// What it requires.
    pub(super) requires: &'a Cfg,
    /// What else is said of it.
    pub(super) options: &'a Options,
}

impl Unavailable<'_> {
    /// What the runtime would say where the build does not have it.
    pub(super) fn text(&self, also: &[String]) -> String {
        let mut why = also.to_vec();
        why.push(format!("`{}` was built without {}", self.package, needs(self.requires)));
        let hint = match &self.options.message.hint {
            Some(hint) => Some(hint.value()),
            None => rebuild(self.requires),
        };
        self.sentences(&why, hint)
    }

    /// What it would say where only these run-time conditions do not hold.
    pub(super) fn at_run_time(&self, why: &[String]) -> String {
        self.sentences(why, None)
    }

    fn sentences(&self, why: &[String], hint: Option<String>) -> String {
        let mut text = format!("`{}` is unavailable: {}.", self.name, why.join("; "));
        let alternative = self.options.message.alternative.as_ref();
        let alternative = alternative.map(|it| format!("Alternatively, {}", it.value()));
        for sentence in hint.into_iter().chain(alternative) {
            text.push(' ');
            text.push_str(sentence.trim_end_matches('.'));
            text.push('.');
        }
        text
    }
}

fn needs(requires: &Cfg) -> String {
    let features = requires.features();
    let list = |word: &str| {
        let names: Vec<String> = features.iter().map(|it| format!("`{it}`")).collect();
        names.join(word)
    };
    let are_features = |inner: &[Cfg]| inner.iter().all(|it| matches!(it, Cfg::Feature(_)));
    match requires {
        Cfg::Feature(_) => format!("feature {}", list("")),
        Cfg::Any(inner) if are_features(inner) => format!("feature {}", list(" or ")),
        Cfg::All(inner) if are_features(inner) => format!("features {}", list(" and ")),
        other => format!("`{}`", other.as_cfg()),
    }
}

fn rebuild(requires: &Cfg) -> Option<String> {
    let command = |features: &str| format!("`--features {features}`");
    let ways = match requires {
        Cfg::Feature(name) => command(name),
        Cfg::Any(inner) => {
            let ways: Vec<String> = inner
                .iter()
                .filter_map(|it| match it {
                    Cfg::Feature(name) => Some(command(name)),
                    _ => None,
                })
                .collect();
            ways.join(" or ")
        }
        Cfg::All(inner) => {
            let on = inner.iter().filter_map(|it| match it {
                Cfg::Feature(name) => Some(name.as_str()),
                _ => None,
            });
            let on: Vec<&str> = on.collect();
            if on.is_empty() { String::new() } else { command(&on.join(",")) }
        }
        _ => String::new(),
    };
    (!ways.is_empty()).then(|| format!("Rebuild with {ways}"))
}

/// The error with this text, as `Err(..)`; or why there is none.
pub(super) fn error(
    around: &Around<'_>,
    text: &str,
    error: Option<&Expr>,
    output: Option<&ReturnType>,
) -> Result<String, String> {
    let source = around.source;
    let text = literal(text);
    let io = format!("std::io::Error::new(std::io::ErrorKind::Unsupported, {text})");
    let output = match output {
        Some(ReturnType::Type(_, it)) => source.text_of(it),
        _ => "",
    };
    let compact: String = output.split_whitespace().collect();
    let polled = compact.split_once("Poll<").and_then(|(_, it)| it.strip_suffix('>'));
    let result = polled.unwrap_or(&compact);
    let wrapped = |it: String| {
        if compact.starts_with("Poll<") || compact.contains("::Poll<") {
            Ok(format!("std::task::Poll::Ready({it})"))
        } else if compact.contains("Pin<") || compact.contains("BoxFuture<") {
            Err(String::from("it returns a future, whose error only featherfall makes"))
        } else {
            Ok(it)
        }
    };
    match error {
        None if is_of_text(around, result) => wrapped(format!("Err(String::from({text}))")),
        None if result.starts_with("io::Result<")
            || result.ends_with("io::Result<()>")
            || result.starts_with("std::io::Result<")
            || result.ends_with("io::Error>") =>
        {
            wrapped(format!("Err({io})"))
        }
        None => wrapped(format!("Err({io}.into())")),
        Some(Expr::Closure(it)) => {
            let body = source.text_of(&*it.body);
            let name = it.inputs.first().map(|it| source.text_of(it)).unwrap_or_default();
            if !names(&it.body.to_token_stream(), name) {
                return wrapped(format!("Err({body})"));
            }
            if is_only_shown(it.body.to_token_stream(), name) {
                return wrapped(format!("Err({{ let {name} = {text}; {body} }})"));
            }
            Err(format!("`error = {}` takes a value of featherfall", one_line(source.text_of(it))))
        }
        Some(Expr::Path(it)) if it.path.segments.last().is_some_and(|it| it.ident == "msg") => {
            wrapped(format!("Err({}({text}))", source.text_of(it)))
        }
        Some(other) => Err(format!(
            "`error = {}` takes a value of featherfall",
            one_line(source.text_of(other))
        )),
    }
}

/// Whether the error of the `Result` is text.
fn is_of_text(around: &Around<'_>, result: &str) -> bool {
    // `type Text = String;` in the same file.
    let error = result.strip_suffix('>').and_then(|it| it.rsplit_once(','));
    if error.is_some_and(|(_, it)| around.source.text.contains(&format!("type {it} = String;"))) {
        return true;
    }
    result.ends_with(",String>")
        || result.ends_with(",std::string::String>")
        || matches!(error_of_alias(around, result), Some("String" | "std::string::String"))
}

/// The error that an alias of the package has, unless it is named beside it.
fn error_of_alias<'a>(around: &Around<'a>, result: &str) -> Option<&'a str> {
    let index = around.index;
    let path = syn::parse_str::<TypePath>(result).ok()?.path;
    let segments: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
    if let PathArguments::AngleBracketed(it) = &path.segments.last()?.arguments
        && it.args.len() > 1
    {
        return None;
    }
    let file = &around.source.path;
    let full = place::full(index, file, &[], &segments);
    index.module(file)?;
    // What leads into the package begins with its crate; a lone name may come through a star.
    let is_own = full.first()?.starts_with("crate ") || (segments.len() == 1 && full == segments);
    index.error_of_alias(&full).filter(|_| is_own)
}

/// A panic with this text.
pub(super) fn panic(text: &str) -> String {
    if text.contains(['{', '}']) {
        format!("panic!(\"{{}}\", {})", literal(text))
    } else {
        format!("panic!({})", literal(text))
    }
}

fn names(tokens: &TokenStream, name: &str) -> bool {
    has_word(tokens.clone(), name) || tokens.to_string().contains(&format!("{{{name}"))
}

/// Whether the value is only made text of: `it.to_string()`, `format!("{it}")`.
fn is_only_shown(tokens: TokenStream, name: &str) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().all(|(at, token)| match token {
        TokenTree::Ident(it) if it == name => {
            let follows = |distance: usize, text: &str| {
                tokens.get(at + distance).is_some_and(|it| it.to_string() == text)
            };
            follows(1, ".") && follows(2, "to_string")
        }
        TokenTree::Group(it) => {
            let is_macro = at
                .checked_sub(1)
                .and_then(|it| tokens.get(it))
                .is_some_and(|it| it.to_string() == "!");
            is_macro || is_only_shown(it.stream(), name)
        }
        _ => true,
    })
}
