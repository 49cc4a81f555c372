//! The `static` that describes one annotated item and puts it into the registry.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote, quote_spanned};
use syn::{Ident, LitStr, Path};

use crate::cfg_of;
use crate::declared;
use crate::grammar::{Options, Predicate};

/// The name of the static. Its expansion stands around the user's body, so no name that a user
/// might have.
pub(crate) fn static_name() -> Ident {
    Ident::new("__FEATHERFALL", Span::call_site())
}

/// The default path of the runtime, or what `crate = ..` says.
pub(crate) fn runtime(options: &Options) -> Path {
    options.krate.clone().unwrap_or_else(|| syn::parse_quote!(::featherfall))
}

/// The attributes that place a static into a section that the runtime reads.
pub(crate) fn section(elf: &str, coff: &str) -> String {
    format!(
        r#"#[used]
        #[cfg_attr(
            all(not(miri), any(
                target_os = "linux", target_os = "android", target_os = "freebsd",
                target_os = "netbsd", target_os = "openbsd", target_os = "dragonfly",
            )),
            unsafe(link_section = "{elf}"),
        )]
        #[cfg_attr(
            all(not(miri), target_vendor = "apple"),
            unsafe(link_section = "__DATA,{elf},regular,no_dead_strip"),
        )]
        #[cfg_attr(all(not(miri), windows), unsafe(link_section = "{coff}"))]"#
    )
}

/// What a descriptor says.
pub(crate) struct Descriptor<'a> {
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

impl Descriptor<'_> {
    /// The static.
    ///
    /// Most of it is written as text and lexed by the compiler: that takes a third of the time of
    /// making each token here, in a macro that cargo builds without optimisation.
    pub(crate) fn tokens(&self) -> TokenStream {
        let Self { krate, name, predicate, instead, options, span, .. } = self;
        let section = section("featherfall_caps", ".ffcaps$b");
        let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
        let (file, line) = place(*span);
        let requires = predicate.map(cfg_of::notation).unwrap_or_default();
        let details = format!("{}{}", self.details, shared_details(options));
        let ident = static_name();
        let unknown = predicate.and_then(declared::first_unknown);
        let deny = match predicate {
            _ if unknown.is_some() => "",
            // A build script need not declare its cfgs, but a crate does declare its features.
            Some(predicate) if !predicate.needs_hint() => "#[deny(unexpected_cfgs)]",
            _ => "",
        };
        let deny_there = unknown.map(|name| quote_spanned!(name.span()=> #[deny(unexpected_cfgs)]));
        let head = format!("{section} {deny} static {ident}:");
        let ty = quote!(#krate::__private::Descriptor);
        let fields = format!(
            "name: {name:?}, package: {package:?}, module: ::core::module_path!(), file: {file:?}, \
             line: {line}, requires: {requires:?}, instead: {instead:?}, details: {details:?}, \
             calls:"
        );
        let mut fields = lex(&fields);
        fields.extend(quote!(#krate::__private::Calls::NONE, holds:));
        fields.extend(predicate.map_or_else(|| quote!(0), cfg_of::bits));
        let mut tokens = deny_there.unwrap_or_default();
        tokens.extend(lex(&head));
        tokens.extend(quote!(#ty = #ty));
        tokens.append(Group::new(Delimiter::Brace, fields));
        tokens.extend(quote!(;));
        tokens
    }
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

/// File and line of the annotated item.
fn place(span: Span) -> (String, usize) {
    // Outside of a compiler run, in tests of the expansion, there is no file.
    if proc_macro::is_available() {
        let span = span.unwrap();
        (span.file(), span.line())
    } else {
        (String::from("src/lib.rs"), 1)
    }
}

/// The lines for the options that every attribute has.
fn shared_details(options: &Options) -> String {
    let mut lines = String::new();
    let texts = [
        ("alternative", &options.alternative),
        ("hint", &options.hint),
        ("tracking", &options.tracking),
        ("note", &options.note),
    ];
    for (key, literal) in texts {
        if let Some(literal) = literal {
            detail(&mut lines, key, &one_line(literal));
        }
    }
    if let Some(log) = options.log {
        detail(&mut lines, "log", log.word());
    }
    if let Some(priority) = options.priority {
        detail(&mut lines, "priority", priority.word());
    }
    lines
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

/// Tokens as a person would write them on one line.
pub(crate) fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    write_compact(tokens, &mut text);
    text
}

fn write_compact(tokens: TokenStream, text: &mut String) {
    let mut last: Option<TokenTree> = None;
    let mut joint = false;
    for token in tokens {
        if let Some(last) = &last
            && wants_space(last, joint, &token)
        {
            text.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if group.stream().is_empty() => ("{", "}"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_compact(group.stream(), text);
                text.push_str(close);
            }
            other => text.push_str(&other.to_string()),
        }
        joint = matches!(&token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        last = Some(token);
    }
}

fn wants_space(left: &TokenTree, joint: bool, right: &TokenTree) -> bool {
    const TIGHT_BEFORE: [char; 7] = [',', ';', '.', '?', ':', '!', '>'];
    const TIGHT_AFTER: [char; 7] = ['.', ':', '!', '&', '*', '<', '|'];
    match (left, right) {
        (TokenTree::Punct(left), TokenTree::Punct(right))
            if joint
                || TIGHT_AFTER.contains(&left.as_char())
                || (left.as_char() == '>' && TIGHT_BEFORE.contains(&right.as_char())) =>
        {
            false
        }
        (
            TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_),
            TokenTree::Punct(right),
        ) => !TIGHT_BEFORE.contains(&right.as_char()) && right.as_char() != '<',
        (TokenTree::Punct(left), _) => {
            !TIGHT_AFTER.contains(&left.as_char()) && left.as_char() != '\''
        }
        (TokenTree::Ident(_) | TokenTree::Group(_), TokenTree::Group(group)) => {
            group.delimiter() == Delimiter::Brace
        }
        _ => true,
    }
}
