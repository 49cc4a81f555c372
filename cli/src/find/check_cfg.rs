//! Features that a manifest declares for the compiler's lint alone:
//! `unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("x"))'] }`.

use std::path::Path;

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{LitStr, Meta, Token};
use toml_edit::{DocumentMut, Item};

/// The features that the lints of the manifest, or those of its workspace, know.
pub(crate) fn features(manifest: &Path) -> Vec<String> {
    let Some(mut lints) = item(manifest, &["lints"]) else { return Vec::new() };
    if lints.get("workspace").and_then(Item::as_bool) == Some(true) {
        let mut above = manifest.ancestors().skip(1).map(|folder| folder.join("Cargo.toml"));
        let inherited = above.find_map(|it| item(&it, &["workspace", "lints"]));
        lints = inherited.unwrap_or_default();
    }
    let cfgs = inside(&lints, &["rust", "unexpected_cfgs", "check-cfg"]).and_then(Item::as_array);
    let cfgs = cfgs.into_iter().flatten().filter_map(toml_edit::Value::as_str);
    cfgs.flat_map(values).collect()
}

fn item(manifest: &Path, path: &[&str]) -> Option<Item> {
    let document: DocumentMut = std::fs::read_to_string(manifest).ok()?.parse().ok()?;
    inside(document.as_item(), path).cloned()
}

fn inside<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(item, |item, key| item.get(key))
}

/// `x` of `cfg(feature, values("x"))`.
fn values(cfg: &str) -> Vec<String> {
    let list = Punctuated::<Meta, Token![,]>::parse_terminated;
    let texts = Punctuated::<LitStr, Token![,]>::parse_terminated;
    let parts = syn::parse_str::<Meta>(cfg).ok();
    let parts = parts.and_then(|it| list.parse2(it.require_list().ok()?.tokens.clone()).ok());
    let parts = parts.unwrap_or_default();
    if !parts.iter().any(|it| it.path().is_ident("feature")) {
        return Vec::new();
    }
    let values = parts.iter().filter(|it| it.path().is_ident("values"));
    let values = values.filter_map(|it| texts.parse2(it.require_list().ok()?.tokens.clone()).ok());
    values.flatten().map(|it| it.value()).collect()
}
