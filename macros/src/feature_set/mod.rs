//! `feature_set!();`, `feature_set!(requires("feature", ..));`

mod manifest;
mod requirement;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::grammar::{Errors, expected};
use requirement::{FeatureSetArguments, Requirement};

/// Expands the macro; an error is one `compile_error!`.
pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let arguments = FeatureSetArguments::parse(arguments, &mut errors);
    let set = try_expand(&arguments, &mut errors);
    let set = errors.take(set).filter(|_| errors.is_empty());
    set.unwrap_or_else(|| errors.into_tokens())
}

fn try_expand(arguments: &FeatureSetArguments, errors: &mut Errors) -> syn::Result<TokenStream> {
    let krate = arguments.krate.clone().unwrap_or_else(|| syn::parse_quote!(::featherfall));
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
    for Requirement { feature, .. } in &arguments.requirements {
        let name = feature.value();
        if !declared.contains_key(&name) {
            let expected = expected(&name, declared.keys().map(String::as_str));
            errors.at(feature, format!("Cargo.toml declares no feature `{name}`; {expected}"));
        }
    }
    let features = declared.iter().map(|(name, feature)| {
        let doc = &feature.doc;
        let implies = feature
            .turns_on
            .iter()
            // `dep:x`, `x/y` and `x?/y` are features of other packages.
            .filter(|name| !name.contains([':', '/']));
        let mut requirements = arguments.requirements.iter();
        let needs =
            requirements.find(|requirement| requirement.feature.value() == *name).map_or_else(
                || quote!(::core::option::Option::None),
                |requirement| {
                    let needs = requirement.needs.iter().map(|need| need.tokens(&krate));
                    quote!(::core::option::Option::Some(&[#(#needs),*]))
                },
            );
        quote! {
            #krate::__private::DeclaredFeature {
                name: #name,
                enabled: ::core::cfg!(feature = #name),
                doc: #doc,
                implies: &[#(#implies),*],
                needs: #needs,
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
