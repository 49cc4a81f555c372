//! What the error of a function can be made of.

use super::place::Place;

/// How a function can return an error that carries the hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ErrorType {
    /// It returns no `Result`.
    None,
    /// The attribute makes the error by itself.
    Converts,
    /// Nobody knows how to make it, by name.
    Unknown(String),
}

/// Crates whose errors are made from anything, or from `io::Error`.
const CONVERTING: &[&str] = &[
    "candle_core",
    "candle",
    "candle_nn",
    "candle_transformers",
    "anyhow",
    "eyre",
    "color_eyre",
    "std::io",
    "io",
];

/// What the function's error can be made of.
pub(crate) fn error_type(place: &Place<'_>, output: Option<&syn::Type>) -> ErrorType {
    let Some(syn::Type::Path(path)) = output else { return ErrorType::None };
    let Some(last) = path.path.segments.last() else { return ErrorType::None };
    let name = last.ident.to_string();
    if !name.ends_with("Result") {
        return ErrorType::None;
    }
    let arguments = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.len(),
        _ => 0,
    };
    let segments: Vec<String> =
        path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let full = place.full(&segments);
    if arguments >= 2 {
        let Some(syn::PathArguments::AngleBracketed(arguments)) =
            path.path.segments.last().map(|last| &last.arguments)
        else {
            return ErrorType::Unknown(name);
        };
        let Some(syn::GenericArgument::Type(error)) = arguments.args.iter().nth(1) else {
            return ErrorType::Unknown(name);
        };
        return error_named(place, error);
    }
    if is_foreign(place, &full) {
        return ErrorType::Converts;
    }
    let is_local = full.first().is_some_and(|it| it.starts_with("crate"));
    match place.index.error_of_alias(&full) {
        Some(error) if is_local && converts(place, error) => ErrorType::Converts,
        Some(error) if is_local => ErrorType::Unknown(error.to_owned()),
        _ => ErrorType::Unknown(segments.join("::")),
    }
}

/// The path of the function's error, from its root where that is known.
pub(crate) fn error_path(place: &Place<'_>, output: Option<&syn::Type>) -> Option<Vec<String>> {
    let Some(syn::Type::Path(path)) = output else { return None };
    let last = path.path.segments.last()?;
    let own = |path: &syn::Path| {
        let names: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        place.full(&names)
    };
    let arguments = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().nth(1),
        _ => None,
    };
    if let Some(syn::GenericArgument::Type(syn::Type::Path(error))) = arguments {
        // A box and a text are no types of errors.
        let is_type = !is_made_of_text(place.source.text_of(&error.path));
        return is_type.then(|| own(&error.path));
    }
    let full = own(&path.path);
    if is_foreign(place, &full) {
        let parent = &full[..full.len() - 1];
        return Some([parent, &[String::from("Error")]].concat());
    }
    let error = place.index.error_of_alias(&full)?;
    Some(error.split("::").map(|it| it.trim().to_owned()).collect())
}

/// Whether the path leads into a crate whose errors are made from anything.
fn is_foreign(place: &Place<'_>, path: &[String]) -> bool {
    let root = path.first().map(String::as_str).unwrap_or_default();
    let package = place.index.package.manifest.dependencies.get(root);
    let crate_name = package.map_or(root.to_owned(), |it| it.replace('-', "_"));
    let parent = path[..path.len().saturating_sub(1)].join("::");
    path.len() > 1 && (CONVERTING.contains(&crate_name.as_str()) || CONVERTING.contains(&&*parent))
}

/// Whether the error that an alias names can be made.
fn converts(place: &Place<'_>, error: &str) -> bool {
    let segments: Vec<String> = error.split("::").map(|it| it.trim().to_owned()).collect();
    is_made_of_text(error)
        || is_foreign(place, &segments)
        || segments.last().is_some_and(|last| place.index.converts_from_io(last))
}

/// Whether the type takes every text, or every error.
fn is_made_of_text(error: &str) -> bool {
    let text: String = error.split_whitespace().collect();
    matches!(&*text, "String" | "std::string::String")
        || (text.starts_with("Box<dyn") && text.contains("Error"))
}

fn error_named(place: &Place<'_>, error: &syn::Type) -> ErrorType {
    let text = place.source.text_of(error);
    if is_made_of_text(text) {
        return ErrorType::Converts;
    }
    let text: String = text.split_whitespace().collect();
    let syn::Type::Path(path) = error else { return ErrorType::Unknown(text) };
    let segments: Vec<String> =
        path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let full = place.full(&segments);
    let is_own = full.first().is_some_and(|it| it.starts_with("crate"))
        && full.last().is_some_and(|last| place.index.converts_from_io(last));
    if is_foreign(place, &full) || is_own { ErrorType::Converts } else { ErrorType::Unknown(text) }
}
