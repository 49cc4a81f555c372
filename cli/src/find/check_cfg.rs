//! Features that a manifest declares for the compiler's lint alone:
//! `unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("x"))'] }`.

use std::path::Path;

use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{LitStr, Meta, Token};
use toml_edit::Item;

use super::toml::read;

/// The features that are known beside those of the manifest.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// By name.
    pub(crate) names: Vec<String>,
    /// Whether every name is: `values(any())`.
    pub(crate) all: bool,
}

/// What the lints of the manifest, or those of the workspace with this root, know, and what the
/// package's build script tells the compiler.
pub(crate) fn features(manifest: &Path, root: Option<&Path>) -> Known {
    let mut known = Known::default();
    let mut lints = item(manifest, &["lints"]).unwrap_or_default();
    if lints.get("workspace").and_then(Item::as_bool) == Some(true) {
        lints = root.and_then(|it| item(it, &["workspace", "lints"])).unwrap_or_default();
    }
    let cfgs = inside(&lints, &["rust", "unexpected_cfgs", "check-cfg"]).and_then(Item::as_array);
    for cfg in cfgs.into_iter().flatten().filter_map(toml_edit::Value::as_str) {
        known.add(cfg);
    }
    let script = std::fs::read_to_string(manifest.with_file_name("build.rs")).unwrap_or_default();
    for (at, word) in script.match_indices("rustc-check-cfg=") {
        let said = script[at + word.len()..].lines().next().unwrap_or_default();
        let said = said.replace("\\\"", "\"");
        // To the end of the predicate; what stands behind it is code.
        let end = said.match_indices(')').map(|(end, _)| &said[..=end]);
        if let Some(cfg) = end.into_iter().find(|it| syn::parse_str::<Meta>(it).is_ok()) {
            known.add(cfg);
        }
    }
    known
}

fn item(manifest: &Path, path: &[&str]) -> Option<Item> {
    inside(read(manifest)?.as_item(), path).cloned()
}

fn inside<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(item, |item, key| item.get(key))
}

impl Known {
    /// Takes `x` of `cfg(feature, values("x"))`.
    fn add(&mut self, cfg: &str) {
        let list = Punctuated::<Meta, Token![,]>::parse_terminated;
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated;
        let parts = syn::parse_str::<Meta>(cfg).ok();
        let parts = parts.and_then(|it| list.parse2(it.require_list().ok()?.tokens.clone()).ok());
        let parts = parts.unwrap_or_default();
        if !parts.iter().any(|it| it.path().is_ident("feature")) {
            return;
        }
        for values in parts.iter().filter(|it| it.path().is_ident("values")) {
            let Ok(values) = values.require_list() else { continue };
            self.all |= values.tokens.to_string().replace(' ', "") == "any()";
            let names = texts.parse2(values.tokens.clone()).unwrap_or_default();
            self.names.extend(names.iter().map(LitStr::value));
        }
    }
}
