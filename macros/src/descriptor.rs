//! The `static` that describes one annotated item and puts it into the registry.

use proc_macro2::{Delimiter, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Ident, LitStr, Path};

use crate::grammar::{LogLevel, Options};

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
pub(crate) fn section(elf: &str, coff: &str) -> TokenStream {
    let mach = format!("__DATA,{elf},regular,no_dead_strip");
    quote! {
        #[used]
        #[cfg_attr(
            all(
                not(miri),
                any(
                    target_os = "linux", target_os = "android", target_os = "freebsd",
                    target_os = "netbsd", target_os = "openbsd", target_os = "dragonfly",
                ),
            ),
            unsafe(link_section = #elf)
        )]
        #[cfg_attr(all(not(miri), target_vendor = "apple"), unsafe(link_section = #mach))]
        #[cfg_attr(all(not(miri), windows), unsafe(link_section = #coff))]
    }
}

/// What a descriptor says.
pub(crate) struct Descriptor<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) name: &'a str,
    /// Attributes of the static, such as `#[deny(unexpected_cfgs)]`.
    pub(crate) attrs: TokenStream,
    pub(crate) requires: TokenStream,
    pub(crate) instead: TokenStream,
    /// `Detail`s besides those that every attribute has.
    pub(crate) details: Vec<TokenStream>,
    pub(crate) options: &'a Options,
    /// The annotated item.
    pub(crate) span: Span,
}

impl ToTokens for Descriptor<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { krate, name, attrs, requires, instead, details, options, span } = self;
        let ident = static_name();
        let section = section("featherfall_caps", ".ffcaps$b");
        let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
        let (file, line) = place(*span);
        let shared = shared_details(options, krate);
        tokens.extend(quote! {
            #section
            #attrs
            static #ident: #krate::Capability = #krate::Capability {
                name: #name,
                package: #package,
                module: ::core::module_path!(),
                file: #file,
                line: #line,
                requires: #requires,
                instead: #instead,
                details: &[#(#krate::__private::Detail::#details,)* #(#krate::__private::Detail::#shared,)*],
                calls: #krate::__private::Calls::NONE,
            };
        });
    }
}

/// File and line of the annotated item.
fn place(span: Span) -> (String, Literal) {
    // Outside of a compiler run, in tests of the expansion, there is no file.
    let (file, line) = if proc_macro::is_available() {
        let span = span.unwrap();
        (span.file(), span.line())
    } else {
        (String::from("src/lib.rs"), 1)
    };
    (file, Literal::usize_unsuffixed(line))
}

/// The details for the options that every attribute has.
fn shared_details(options: &Options, krate: &Path) -> Vec<TokenStream> {
    let mut details = Vec::new();
    let mut text = |variant: TokenStream, literal: &Option<LitStr>| {
        if let Some(literal) = literal {
            let text = one_line(literal);
            details.push(quote!(#variant(#text)));
        }
    };
    text(quote!(Alternative), &options.alternative);
    text(quote!(Hint), &options.hint);
    text(quote!(Tracking), &options.tracking);
    text(quote!(Note), &options.note);
    if let Some(log) = options.log {
        let level = match log {
            LogLevel::Off => None,
            LogLevel::Debug => Some(quote!(#krate::__private::Level::DEBUG)),
            LogLevel::Info => Some(quote!(#krate::__private::Level::INFO)),
            LogLevel::Warn => Some(quote!(#krate::__private::Level::WARN)),
            LogLevel::Error => Some(quote!(#krate::__private::Level::ERROR)),
        };
        let level = option(level);
        details.push(quote!(Log(#level)));
    }
    if let Some(priority) = options.priority {
        let word = Ident::new(priority.word(), Span::call_site());
        details.push(quote!(Priority(#krate::Priority::#word)));
    }
    details
}

/// `Some(..)` or `None` as tokens.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
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
        (TokenTree::Punct(left), TokenTree::Punct(_))
            if joint || TIGHT_AFTER.contains(&left.as_char()) =>
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
