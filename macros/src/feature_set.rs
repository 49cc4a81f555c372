//! `feature_set!();`

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path, Token};

use crate::grammar::absolute_path;
use crate::manifest;

/// Expands the macro; an error is one `compile_error!`.
pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    try_expand(arguments).unwrap_or_else(syn::Error::into_compile_error)
}

fn try_expand(arguments: TokenStream) -> syn::Result<TokenStream> {
    let krate = runtime.parse2(arguments)?;
    let error = |message: String| syn::Error::new(Span::call_site(), message);
    let folder = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| {
        error(String::from("`feature_set!` reads Cargo.toml, but CARGO_MANIFEST_DIR is not set"))
    })?;
    let path = std::path::Path::new(&folder).join("Cargo.toml");
    let text = std::fs::read_to_string(&path).map_err(|cause| {
        error(format!("`feature_set!` cannot read {}: {cause}", path.display()))
    })?;
    let declared = manifest::features(&text).map_err(|cause| {
        error(format!("`feature_set!` cannot parse {}: {cause}", path.display()))
    })?;
    let features = declared.iter().map(|(name, feature)| {
        let doc = &feature.doc;
        let implies = feature
            .turns_on
            .iter()
            // `dep:x`, `x/y` and `x?/y` are features of other packages.
            .filter(|name| !name.contains([':', '/']));
        quote! {
            #krate::__private::DeclaredFeature {
                name: #name,
                enabled: ::core::cfg!(feature = #name),
                doc: #doc,
                implies: &[#(#implies),*],
            },
        }
    });
    let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let executable = std::env::var_os("CARGO_BIN_NAME").is_some();
    Ok(quote! {
        const _: () = {
            // Makes cargo build this crate again when only a doc comment changed.
            const _: &[u8] = ::core::include_bytes!(::core::concat!(
                ::core::env!("CARGO_MANIFEST_DIR"),
                "/Cargo.toml"
            ));
            #krate::__private::collect! {
                sets
                static FEATURES: #krate::__private::PackageFeatures =
                    #krate::__private::PackageFeatures {
                        package: #package,
                        version: #version,
                        executable: #executable,
                        features: &[#(#features)*],
                    };
            }
        };
    })
}

/// Nothing, or `crate = ::path`.
fn runtime(input: ParseStream<'_>) -> syn::Result<Path> {
    if input.is_empty() {
        return Ok(syn::parse_quote!(::featherfall));
    }
    let form = "`feature_set!` takes nothing, or `crate = ::path`";
    let wrong = |error: syn::Error| syn::Error::new(error.span(), form);
    let key = input.call(Ident::parse_any).map_err(wrong)?;
    if key != "crate" || !input.peek(Token![=]) {
        return Err(syn::Error::new_spanned(key, form));
    }
    input.parse::<Token![=]>()?;
    let path = absolute_path(&key, input)?;
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    if input.is_empty() { Ok(path) } else { Err(input.error(form)) }
}
