//! `crate = ::path`

use syn::parse::ParseStream;
use syn::{Ident, LitStr, Path};

/// The path behind `crate =`.
pub(crate) fn absolute_path(key: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    const FORM: &str = "`crate` is written `crate = ::path` or `crate = crate::path`";
    // What the path means, if it is one of an extern crate.
    let corrected = |path: &Path| {
        let text = quote::quote!(#path).to_string().replace(' ', "");
        let text = text.trim_start_matches(':').to_owned();
        let first = path.segments.first().map(|segment| segment.ident.to_string());
        match first.as_deref() {
            Some("self" | "super") => String::from("crate::path"),
            Some("crate") => text,
            _ => format!("::{text}"),
        }
    };
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let corrected = match literal.parse_with(Path::parse_mod_style) {
            Ok(path) => corrected(&path),
            Err(_) => String::from("::path"),
        };
        return Err(syn::Error::new(
            literal.span(),
            format!("`crate` takes a path, not a string: `crate = {corrected}`"),
        ));
    }
    if input.is_empty() {
        return Err(syn::Error::new_spanned(key, FORM));
    }
    let path: Path =
        input.call(Path::parse_mod_style).map_err(|error| syn::Error::new(error.span(), FORM))?;
    // What a macro writes as `$crate` comes as one word.
    let is_of_a_crate =
        path.segments.first().is_some_and(|it| it.ident == "crate" || it.ident == "$crate");
    if path.leading_colon.is_none() && !is_of_a_crate {
        let corrected = corrected(&path);
        return Err(syn::Error::new_spanned(
            &path,
            format!("`crate` takes an absolute path: `crate = {corrected}`"),
        ));
    }
    Ok(path)
}
