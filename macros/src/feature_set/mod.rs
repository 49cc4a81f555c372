//! `feature_set!();`, `feature_set!(requires("feature", ..));`

mod requirement;

use std::path::Path;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::emit::{detail, first_line};
use crate::grammar::{Errors, expected};
use crate::item::{self, Misplaced};
use crate::manifest::{Declared, Dependency, Kind, Manifest};
use requirement::{FeatureSetArguments, Requirement};

/// Expands the macro; an error is one `compile_error!`.
pub(crate) fn expand(arguments: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let arguments = FeatureSetArguments::parse(arguments, &mut errors);
    let misplaced = item::misplaced_call();
    match misplaced {
        Some(Misplaced::Value) => errors.push(syn::Error::new(
            Span::call_site(),
            "`feature_set!();` has no value, and stands once at the root of the crate: what is on is asked of `featherfall::FeatureSet::current()`",
        )),
        Some(Misplaced::Again(line)) if errors.is_empty() => errors.push(syn::Error::new(
            Span::call_site(),
            format!("`feature_set!` stands in line {line} already, and a crate needs it once: remove this one"),
        )),
        _ => {}
    }
    let set = try_expand(&arguments, &mut errors);
    let set = errors.take(set).filter(|_| errors.is_empty());
    let set = set.unwrap_or_else(|| errors.into_tokens());
    // Items would be a second error there.
    if misplaced == Some(Misplaced::Value) { quote!({ #set }) } else { set }
}

fn try_expand(arguments: &FeatureSetArguments, errors: &mut Errors) -> syn::Result<TokenStream> {
    let error = |message: &str| syn::Error::new(Span::call_site(), message);
    let folder = std::env::var("CARGO_MANIFEST_DIR")
        .map_err(|_| error("`feature_set!` reads Cargo.toml, but CARGO_MANIFEST_DIR is not set"))?;
    let manifest = Manifest::read(Path::new(&folder))
        .map_err(|cause| error(&format!("`feature_set!` {cause}")))?;
    for Requirement { feature, .. } in &arguments.requirements {
        let name = feature.value();
        if !manifest.features.contains_key(&name) {
            let expected = expected(&name, manifest.features.keys().map(String::as_str));
            errors.at(feature, format!("Cargo.toml declares no feature `{name}`; {expected}"));
        }
    }
    let krate = arguments.krate.clone().unwrap_or_else(|| syn::parse_quote!(::featherfall));
    let head = head(&manifest);
    let features = manifest.features.iter().map(|(name, feature)| {
        let mut requirements = arguments.requirements.iter();
        let needs = requirements.find(|requirement| requirement.feature.value() == *name);
        let lines = feature_lines(feature, needs);
        let line = format!("feature: {name} ");
        quote!(#line, ::core::cfg!(feature = #name), "\n", #lines,)
    });
    // The runtime itself holds no gates.
    let others =
        manifest.dependencies.iter().filter(|dependency| dependency.package != "featherfall");
    let dependencies: String = others.map(dependency_lines).collect();
    let needs = arguments.requirements.iter().flat_map(|requirement| &requirement.needs);
    let environment = needs.filter_map(|need| need.environment.as_ref());
    let text = quote! {
        ::core::concat!(
            "\u{1}featherfall 1 ",
            #head,
            ::core::module_path!(),
            "\nexecutable: ",
            ::core::cfg!(test),
            "\n",
            #(#features)*
            #dependencies,
            "\0"
        )
    };
    Ok(quote! {
        const _: () = {
            // Makes cargo build this crate again when only a doc comment changed.
            const _: &[::core::primitive::u8] = ::core::include_bytes!(::core::concat!(
                ::core::env!("CARGO_MANIFEST_DIR"),
                "/Cargo.toml"
            ));
            #(const _: &::core::primitive::str = #environment;)*
            const TEXT: &::core::primitive::str = #text;
            #krate::__private::record! { TEXT.len(); [] TEXT }
        };
    })
}

/// What is known before the module path.
fn head(manifest: &Manifest) -> String {
    let environment = |name| std::env::var(name).unwrap_or_default();
    let mut text = first_line();
    detail(&mut text, "kind", "package");
    detail(&mut text, "package", &environment("CARGO_PKG_NAME"));
    detail(&mut text, "version", &environment("CARGO_PKG_VERSION"));
    // A binary or an example; an integration test or a bench.
    for name in ["CARGO_BIN_NAME", "CARGO_TARGET_TMPDIR"] {
        if std::env::var_os(name).is_some() {
            detail(&mut text, "executable", "true");
        }
    }
    for name in &manifest.programs {
        detail(&mut text, "program", name);
    }
    text.push_str("module: ");
    text
}

/// What stands below a `feature`.
fn feature_lines(feature: &Declared, needs: Option<&Requirement>) -> String {
    let mut text = String::new();
    if !feature.doc.is_empty() {
        detail(&mut text, "doc", &feature.doc);
    }
    for enabled in &feature.enables {
        detail(&mut text, "enables", enabled);
    }
    if let Some(Requirement { needs, .. }) = needs {
        // That it is said that it needs nothing is said too.
        text.push_str("needs\n");
        for need in needs {
            detail(&mut text, "need", &need.text);
        }
    }
    text
}

fn dependency_lines(dependency: &Dependency) -> String {
    let Dependency { name, package, features, target, .. } = dependency;
    let mut text = String::new();
    detail(&mut text, "dependency", name);
    if package != name {
        detail(&mut text, "of", package);
    }
    if dependency.optional {
        text.push_str("optional\n");
    }
    if !dependency.default_features {
        text.push_str("no-default-features\n");
    }
    for feature in features {
        detail(&mut text, "with", feature);
    }
    if let Some(target) = target {
        detail(&mut text, "target", target);
    }
    if !dependency.requirement.is_empty() {
        detail(&mut text, "requirement", &dependency.requirement);
    }
    if dependency.folder.is_some() {
        text.push_str("local\n");
    }
    if dependency.inherited {
        text.push_str("workspace\n");
    }
    match dependency.kind {
        Kind::Normal => {}
        Kind::Build => text.push_str("build\n"),
        Kind::Dev => text.push_str("dev\n"),
    }
    text
}
