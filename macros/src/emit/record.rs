//! The `static` that describes one annotated item and puts it into the registry.

use std::iter;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::token::PathSep;
use syn::{Ident, LitStr, Path, PathSegment};

use super::cfg::{bits, notation};
use super::declared::{first_unknown, is_known};
use crate::grammar::{Options, Predicate};

/// The name of the static. Its expansion stands around the user's body, so no name that a user
/// might have.
pub(crate) fn static_name() -> Ident {
    Ident::new("__FEATHERFALL", Span::call_site())
}

/// The default path of the runtime, or what `crate = ..` says.
pub(crate) fn runtime_path(options: &Options) -> Path {
    options.krate.clone().unwrap_or_else(|| Path {
        leading_colon: Some(PathSep::default()),
        segments: iter::once(PathSegment::from(Ident::new("featherfall", Span::call_site())))
            .collect(),
    })
}

/// What a record says.
pub(crate) struct Record<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) name: &'a str,
    /// The predicate, if there is one.
    pub(crate) predicate: Option<&'a Predicate>,
    /// `fallback path`, `otherwise expr`, `panic`, or empty for an error.
    pub(crate) instead: &'a str,
    /// `key: value` lines besides those that every attribute has.
    pub(crate) details: String,
    pub(crate) options: &'a Options,
    /// The annotated item's name.
    pub(crate) span: Span,
}

impl Record<'_> {
    /// The static.
    ///
    /// Few tokens on purpose: they are made in a macro that cargo builds without optimisation, while
    /// the compiler lexes text and fills in `describe!` at full speed.
    pub(crate) fn tokens(&self) -> TokenStream {
        let krate = self.krate;
        let text = lex(&lines_literal(&self.text()));
        let holds = self.predicate.map_or_else(|| quote!(0), bits);
        let unknown = self.predicate.and_then(first_unknown);
        let deny = match (self.predicate, unknown) {
            (_, Some(name)) => quote_spanned!(name.span()=> #[deny(unexpected_cfgs)]),
            // A build script need not declare its cfgs, but a crate does declare its features. A
            // lint level takes rustc as long as a field of the static.
            (Some(predicate), None) if !predicate.needs_hint() && !is_known(predicate) => {
                quote!(#[deny(unexpected_cfgs)])
            }
            _ => TokenStream::new(),
        };
        quote!(#krate::__private::describe! { #deny #text, #holds })
    }

    /// One `key: value` a line.
    fn text(&self) -> String {
        let Self { name, predicate, instead, options, span, .. } = self;
        let mut text = String::new();
        detail(&mut text, "name", name);
        detail(&mut text, "package", &std::env::var("CARGO_PKG_NAME").unwrap_or_default());
        detail(&mut text, "place", &place(*span));
        if let Some(predicate) = predicate {
            detail(&mut text, "requires", &notation(predicate));
        }
        if !instead.is_empty() {
            detail(&mut text, "instead", instead);
        }
        text.push_str(&self.details);
        shared_details(&mut text, options);
        text
    }
}

/// A string literal with as many lines as the text, so that `cargo expand` shows one field a line.
fn lines_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for line in text.lines() {
        let quoted = format!("{line:?}");
        literal.push('\n');
        literal.push_str(&quoted[1..quoted.len() - 1]);
    }
    literal.push('"');
    literal
}

/// Rust text as tokens with the span of the attribute.
fn lex(text: &str) -> TokenStream {
    // Only text of this file and `Debug`-formatted strings come here.
    if proc_macro::is_available() {
        // Straight to the compiler: `proc_macro2` would lex it a first time by itself.
        text.parse::<proc_macro::TokenStream>().unwrap_or_default().into()
    } else {
        text.parse().unwrap_or_default()
    }
}

/// `file:line` of the annotated item.
fn place(span: Span) -> String {
    // Outside of a compiler run, in tests of the expansion, there is no file.
    if proc_macro::is_available() {
        let span = span.unwrap();
        format!("{}:{}", span.file(), span.line())
    } else {
        String::from("src/lib.rs:1")
    }
}

/// Adds the lines for the options that every attribute has.
fn shared_details(lines: &mut String, options: &Options) {
    let texts = [
        ("alternative", &options.message.alternative),
        ("hint", &options.message.hint),
        ("tracking", &options.debt.tracking),
        ("note", &options.debt.note),
    ];
    for (key, literal) in texts {
        if let Some(literal) = literal {
            detail(lines, key, &one_line(literal));
        }
    }
    if let Some(log) = options.message.log {
        detail(lines, "log", log.word());
    }
    if let Some(priority) = options.debt.priority {
        detail(lines, "priority", priority.word());
    }
}

/// Adds one `key: value` line.
pub(crate) fn detail(lines: &mut String, key: &str, value: &str) {
    lines.push_str(key);
    lines.push_str(": ");
    lines.push_str(value);
    lines.push('\n');
}

/// The text of a literal, line breaks folded: messages are one line.
pub(crate) fn one_line(literal: &LitStr) -> String {
    let text = literal.value();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
