//! Small parts of items.

use quote::ToTokens;
use syn::{
    Attribute, Expr, ExprLit, GenericArgument, Item, ItemImpl, Lit, Meta, PathArguments, Type,
};

use crate::read::names::Name;
use crate::read::syntax::has_word;
use crate::understand::cfg::Cfg;

/// The names of a path.
pub(super) fn segments(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|it| it.ident.to_string()).collect()
}

/// The names of a path in tokens.
pub(super) fn segments_of(path: &[Name]) -> Vec<String> {
    path.iter().map(|it| it.text.clone()).collect()
}

/// The attributes of an item that holds code or types.
pub(super) fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        _ => &[],
    }
}

/// `E` of `Result<T, E>`, as one line.
pub(super) fn error_of(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let mut segments = path.path.segments.iter().rev();
    let last = segments.next()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.iter().nth(1) {
        Some(GenericArgument::Type(error)) if last.ident == "Result" => {
            let text = error.to_token_stream().to_string();
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :: ", "::"))
        }
        None if last.ident == "Result" && segments.next().is_some_and(|it| it.ident == "io") => {
            Some(String::from("std::io::Error"))
        }
        _ => None,
    }
}

/// `#[path = ".."]`
pub(super) fn path_of(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(it) if it.path.is_ident("path") => match &it.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// What `#[test]` asks for.
pub(super) fn of_test(attributes: &[Attribute]) -> Option<Cfg> {
    let mut names = attributes.iter().filter_map(|it| it.path().segments.last());
    names.any(|it| it.ident == "test").then(|| Cfg::Target(String::from("test")))
}

/// `T` of `impl From<T> for ..`.
pub(super) fn made_from(block: &ItemImpl) -> Option<&Type> {
    let last = block.trait_.as_ref()?.0.segments.last().filter(|it| it.ident == "From")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(it)) => Some(it),
        _ => None,
    }
}

/// Whether an attribute says `no_std`, or may.
pub(super) fn is_no_std(attributes: &[Attribute]) -> bool {
    let is_said = |it: &Attribute| match &it.meta {
        Meta::Path(path) => path.is_ident("no_std"),
        Meta::List(list) => {
            list.path.is_ident("cfg_attr") && has_word(list.tokens.clone(), "no_std")
        }
        Meta::NameValue(_) => false,
    };
    attributes.iter().any(is_said)
}

/// Whether the type is `std::io::Error`.
pub(super) fn is_io_error(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    matches!(text.trim_start_matches("::"), "std::io::Error" | "io::Error")
}
