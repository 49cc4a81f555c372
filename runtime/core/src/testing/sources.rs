//! `assert_registry_complete!()`: the annotations in a crate's sources against the registry.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, ItemImpl, ItemMod, TraitItemFn};

use crate::build::workspace::unrecorded;
use crate::registry::index::capabilities;
use crate::registry::section::{COLLECTS, WHY_EMPTY};
use crate::report::text::missing_feature_set;

/// Panics unless every annotated item of the calling package's sources is in the registry.
///
/// Takes the root of the crate if that is neither `src/lib.rs` nor `src/main.rs`:
/// `assert_registry_complete!("src/bin/server.rs")`. It follows the modules from there. What stands
/// behind a `#[cfg]`, or inside of a macro call, may be missing; where the target has no registry,
/// everything may be.
///
/// ```no_run
/// // In `tests/`: the library has to be linked.
/// # use featherfall as _;
/// featherfall::testing::assert_registry_complete!();
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_registry_complete {
    () => {
        $crate::testing::assert_complete(
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::env!("CARGO_PKG_NAME"),
            &["src/lib.rs", "src/main.rs"],
        )
    };
    ($root:literal) => {
        $crate::testing::assert_complete(
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::env!("CARGO_PKG_NAME"),
            &[$root],
        )
    };
}

/// An annotated item: module path below the crate, and line.
type Place = (String, usize);

/// The function behind `assert_registry_complete!`.
///
/// # Panics
///
/// If something is missing, or the sources cannot be read.
#[track_caller]
pub fn assert_complete(folder: &str, package: &str, roots: &[&str]) {
    let folder = Path::new(folder);
    let root = roots.iter().map(|root| folder.join(root)).find(|root| root.is_file());
    let Some(root) = root else {
        panic!("no {} in {}", roots.join(" or "), folder.display());
    };
    let mut sources = Sources::default();
    if let Err(error) = sources.read(&root, root.parent().unwrap_or(folder)) {
        panic!("{error}");
    }
    if !COLLECTS {
        return;
    }
    assert!(
        !unrecorded().contains(&package),
        "{}: write `featherfall::feature_set!();` into the crate's root",
        missing_feature_set(package)
    );
    for capability in capabilities().iter().filter(|found| found.package() == package) {
        let module = capability.module().split_once("::").map_or("", |(_, below)| below);
        // `r#mod`: sources are read without.
        let module = module.replace("r#", "");
        // A redacted record does not say which of them it is.
        let Some(location) = capability.location() else { return };
        let place = (module, location.line() as usize);
        if let Some(annotation) = sources.annotations.get_mut(&place) {
            annotation.expected = annotation.expected.saturating_sub(1);
        }
    }
    let mut missing = String::new();
    for ((module, line), annotation) in &sources.annotations {
        if annotation.expected > 0 {
            let at = if module.is_empty() { "the crate's root" } else { module };
            let file = annotation.file.display();
            let _ = write!(missing, "\n  `{}` in {at}, {file}:{line}", annotation.name);
        }
    }
    assert!(
        missing.is_empty(),
        "annotated items of `{package}` are not in the registry, {WHY_EMPTY}:{missing}"
    );
}

struct Annotation {
    name: String,
    file: PathBuf,
    /// How many rows are still missing.
    expected: usize,
}

/// The annotations of one crate.
#[derive(Default)]
struct Sources {
    annotations: BTreeMap<Place, Annotation>,
    /// Where the visitor is.
    module: Vec<String>,
    file: PathBuf,
    /// The folder of the files of this module's submodules.
    folder: PathBuf,
    error: Option<String>,
}

impl Sources {
    fn read(&mut self, file: &Path, folder: &Path) -> Result<(), String> {
        let at = |error: &dyn std::fmt::Display| format!("cannot read {}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| at(&error))?;
        let parsed = syn::parse_file(&text).map_err(|error| at(&error))?;
        let outer = (
            std::mem::replace(&mut self.file, file.to_owned()),
            std::mem::replace(&mut self.folder, folder.to_owned()),
        );
        if !is_conditional(&parsed.attrs) {
            self.visit_file(&parsed);
        }
        (self.file, self.folder) = outer;
        self.error.take().map_or(Ok(()), Err)
    }

    fn expect(&mut self, name: &str, line: usize) {
        let place = (self.module.join("::"), line);
        let file = self.file.clone();
        let annotation = self.annotations.entry(place).or_insert(Annotation {
            name: name.to_owned(),
            file,
            expected: 0,
        });
        annotation.expected += 1;
    }

    /// The annotations on a function itself.
    fn function(&mut self, attributes: &[Attribute], name: &syn::Ident) {
        for attribute in ["requires_feature", "quant_support"] {
            if has(attributes, attribute) {
                self.expect(&name.to_string(), name.span().start().line);
            }
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == name))
}

/// Whether the item may be left out of this build.
fn is_conditional(attributes: &[Attribute]) -> bool {
    has(attributes, "cfg") || has(attributes, "cfg_attr")
}

impl<'ast> Visit<'ast> for Sources {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_conditional(&item.attrs) {
            self.function(&item.attrs, &item.sig.ident);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if !is_conditional(&item.attrs) {
            self.function(&item.attrs, &item.sig.ident);
            visit::visit_trait_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_conditional(&item.attrs) {
            self.function(&item.attrs, &item.sig.ident);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if is_conditional(&item.attrs) {
            return;
        }
        if has(&item.attrs, "quant_support") {
            let line = item.unsafety.as_ref().map_or(item.impl_token.span, Spanned::span);
            self.expect("impl", line.start().line);
        }
        if has(&item.attrs, "requires_feature") {
            for member in &item.items {
                if let syn::ImplItem::Fn(function) = member
                    && !has(&function.attrs, "requires_feature")
                    && !is_conditional(&function.attrs)
                {
                    let name = &function.sig.ident;
                    self.expect(&name.to_string(), name.span().start().line);
                }
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_conditional(&item.attrs) || self.error.is_some() {
            return;
        }
        let name = syn::ext::IdentExt::unraw(&item.ident).to_string();
        self.module.push(name.clone());
        let below = self.folder.join(&name);
        if item.content.is_some() {
            let outer = std::mem::replace(&mut self.folder, below);
            visit::visit_item_mod(self, item);
            self.folder = outer;
        } else {
            let path = path_of(&item.attrs).map(|path| match self.file.parent() {
                Some(parent) => parent.join(path),
                None => PathBuf::from(path),
            });
            let candidates = [self.folder.join(format!("{name}.rs")), below.join("mod.rs")];
            let file = path.clone().into_iter().chain(candidates).find(|file| file.is_file());
            let result = match file {
                Some(file) => {
                    // Below a file with a path of its own, submodules stand beside it.
                    let folder = path.as_deref().and_then(Path::parent).unwrap_or(&below);
                    self.read(&file, folder)
                }
                None => Err(format!("no file for module `{}`", self.module.join("::"))),
            };
            self.error = result.err();
        }
        self.module.pop();
    }
}

/// `#[path = ".."]`
fn path_of(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}
