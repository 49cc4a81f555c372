//! What one annotation leaves in the binary: a record, as `runtime/core/src/registry/format.md` describes
//! it, and a counter where its calls are counted.

use std::iter;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::token::PathSep;
use syn::{Ident, LitStr, Path, PathSegment};

use super::cfg::{leaves, notation};
use super::declared::{first_unknown, is_built, is_known, truths};
use super::lexed::lex;
use super::redacted::is_redacted;
use crate::grammar::{Options, Predicate};
use crate::item::Enclosing;

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
    /// `gate`, `choice`, `stub`, `quant` or `limitation`.
    pub(crate) kind: &'static str,
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
    pub(crate) counted: Counted,
}

/// The length of what `describe!` puts around the text, the module and the truths of the leaves.
const FRAME: usize = "\u{1}featherfall 1 \nmodule: \n\0".len();

/// Longer paths of modules are cut off: `describe!` has as many bytes to fill up with.
const LONGEST_MODULE: usize = 96;

/// In which builds the expansion counts calls, and so names [`static_name`].
pub(crate) enum Counted {
    Always,
    Never,
    /// Where the predicate, as the inside of a `#[cfg(..)]`, does not hold.
    Unless(TokenStream),
}

impl Record<'_> {
    /// The record and the counter.
    ///
    /// Few tokens on purpose: they are made in a macro that cargo builds without optimisation, while
    /// the compiler lexes text and fills in `describe!` at full speed.
    pub(crate) fn tokens(&self) -> TokenStream {
        let krate = self.krate;
        let (text, longest_module) = self.text();
        let built = self.predicate.and_then(is_built);
        let leaves = self.predicate.filter(|_| built.is_none()).map(leaves).unwrap_or_default();
        let length = FRAME + text.len() + "false ".len() * leaves.len() + longest_module;
        let text = lex(&lines_literal(&text));
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
        let counted = match (&self.counted, built) {
            (Counted::Always, _) | (Counted::Unless(_), Some(false)) => quote!(counted),
            (Counted::Never, _) | (Counted::Unless(_), Some(true)) => TokenStream::new(),
            (Counted::Unless(cfg), None) => quote!(counted if (not(#cfg))),
        };
        let module = if is_redacted() {
            let krate = std::env::var("CARGO_CRATE_NAME").unwrap_or_default();
            quote!(#krate)
        } else {
            quote!(::core::module_path!())
        };
        let length = Literal::usize_unsuffixed(length);
        quote!(#krate::__private::describe! { #length #counted #deny #text {#module} #([#leaves])* })
    }

    /// One `key: value` a line, and how long the path of the module may be.
    fn text(&self) -> (String, usize) {
        let Self { kind, name, predicate, instead, options, span, .. } = self;
        let environment = |name| std::env::var(name).unwrap_or_default();
        let mut text = first_line();
        detail(&mut text, "kind", kind);
        detail(&mut text, "name", name);
        detail(&mut text, "package", &environment("CARGO_PKG_NAME"));
        detail(&mut text, "version", &environment("CARGO_PKG_VERSION"));
        let place = place(*span);
        if !is_redacted() {
            detail(&mut text, "place", &place);
        }
        let Enclosing { scope, implements, modules } = Enclosing::of(*span);
        if !scope.is_empty() {
            detail(&mut text, "scope", &scope);
        }
        if let Some(implements) = implements {
            detail(&mut text, "implements", &implements);
        }
        if let Some(predicate) = predicate {
            detail(&mut text, "requires", &notation(predicate));
        }
        if !instead.is_empty() {
            detail(&mut text, "instead", instead);
        }
        text.push_str(&self.details);
        shared_details(&mut text, options);
        if let Some(predicate) = predicate {
            // Last, as `describe!` asks rustc for what is not known here.
            text.push_str("holds: ");
            text.extend(truths(predicate));
        }
        // Modules in files are named after them.
        let folder = environment("CARGO_MANIFEST_DIR");
        let file = place.strip_prefix(&folder).unwrap_or(&place);
        let in_files = file.len() + file.matches(['/', '\\']).count();
        let longest_module = environment("CARGO_CRATE_NAME").len() + in_files + modules;
        (text, longest_module.min(LONGEST_MODULE))
    }
}

/// A string literal with as many lines as the text, so that `cargo expand` shows one field a line.
fn lines_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            literal.push('\n');
        }
        let quoted = format!("{line:?}");
        literal.push_str(&quoted[1..quoted.len() - 1]);
    }
    literal.push('"');
    literal
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
    ];
    for (key, literal) in texts {
        if let Some(literal) = literal {
            detail(lines, key, &one_line(literal));
        }
    }
    if let Some(log) = options.message.log {
        detail(lines, "log", log.word());
    }
}

/// The line of a record behind the version of its format: which featherfall wrote it.
pub(crate) fn first_line() -> String {
    String::from(concat!(env!("CARGO_PKG_VERSION"), "\n"))
}

/// Adds one `key: value` line. Whatever the value holds, it stays one line.
pub(crate) fn detail(lines: &mut String, key: &str, value: &str) {
    lines.push_str(key);
    lines.push_str(": ");
    if !value.contains(|character: char| character == '\\' || character.is_control()) {
        lines.push_str(value);
        lines.push('\n');
        return;
    }
    for character in value.chars() {
        match character {
            '\\' => lines.push_str("\\\\"),
            '\n' => lines.push_str("\\n"),
            control if control.is_control() => lines.extend(control.escape_unicode()),
            other => lines.push(other),
        }
    }
    lines.push('\n');
}

/// Adds a line that says something by being there.
pub(crate) fn flag(lines: &mut String, key: &str) {
    lines.push_str(key);
    lines.push('\n');
}

/// The text of a literal, line breaks folded: messages are one line.
pub(crate) fn one_line(literal: &LitStr) -> String {
    let text = literal.value();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
