//! The `static` that describes one annotated item and puts it into the registry.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};
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

/// The descriptor's own attributes and fields, besides those that every descriptor has.
pub(crate) struct Descriptor<'a> {
    pub(crate) krate: &'a Path,
    pub(crate) name: &'a str,
    /// Attributes of the static, such as `#[deny(unexpected_cfgs)]`.
    pub(crate) attrs: TokenStream,
    /// `field: value,` pairs.
    pub(crate) fields: TokenStream,
    pub(crate) options: &'a Options,
}

impl ToTokens for Descriptor<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { krate, name, attrs, fields, options } = self;
        let ident = static_name();
        let section = section("featherfall_caps", ".ffcaps$b");
        let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
        let shared = shared_fields(options, krate);
        tokens.extend(quote! {
            #section
            #attrs
            static #ident: #krate::Capability = #krate::Capability {
                name: #name,
                #fields
                #shared
                ..#krate::Capability::of(#package, ::core::module_path!())
            };
        });
    }
}

/// The fields for the options that every attribute has.
fn shared_fields(options: &Options, krate: &Path) -> TokenStream {
    let mut fields = TokenStream::new();
    if let Some(alternative) = &options.alternative {
        let text = one_line(alternative);
        fields.extend(quote!(alternative: ::core::option::Option::Some(#text),));
    }
    if let Some(hint) = &options.hint {
        let text = one_line(hint);
        fields.extend(quote!(hint: ::core::option::Option::Some(#text),));
    }
    if let Some(log) = options.log {
        let level = match log {
            LogLevel::Off => quote!(Off),
            LogLevel::Debug => quote!(At(#krate::__private::Level::DEBUG)),
            LogLevel::Info => quote!(At(#krate::__private::Level::INFO)),
            LogLevel::Warn => quote!(At(#krate::__private::Level::WARN)),
            LogLevel::Error => quote!(At(#krate::__private::Level::ERROR)),
        };
        fields.extend(quote!(log: #krate::__private::Log::#level,));
    }
    if options.priority.is_some() || options.tracking.is_some() || options.note.is_some() {
        let priority = option(options.priority.map(|priority| {
            let word = Ident::new(priority.word(), Span::call_site());
            quote!(#krate::Priority::#word)
        }));
        let tracking = option(options.tracking.as_ref().map(one_line));
        let note = option(options.note.as_ref().map(one_line));
        fields.extend(quote!(debt: &#krate::Debt::new(#priority, #tracking, #note),));
    }
    fields
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
