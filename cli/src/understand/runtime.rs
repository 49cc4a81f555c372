//! What a package owes the runtime for its annotations: `feature_set!()`, and the dependency.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use rayon::prelude::*;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemExternCrate, ItemUse, Macro, Meta, UseTree};
use toml_edit::{Item, TableLike};

use super::annotations::{self, Imports, Kind, Named, Names};
use super::cfg::Cfg;
use super::files::File;
use super::whole::Whole;
use crate::find::manifest::RUNTIME;
use crate::find::toml::document;
use crate::read::source::{self, Source};
use crate::read::syntax::is_sign;

/// What a package lacks.
#[derive(Debug, Default)]
pub(crate) struct Lacks {
    /// The roots of crates with gates, the library alone if it is one of them; none if there is a
    /// `feature_set!()`, or if some file could not be read, where it may be.
    pub(crate) feature_sets: Vec<PathBuf>,
    /// The first place that names the runtime, if the manifest does not.
    pub(crate) dependency: Option<(PathBuf, usize)>,
}

/// Looks at all files, some of which have another text now.
pub(crate) fn lacks(whole: &Whole<'_>, changed: &BTreeMap<&Path, &str>) -> Lacks {
    let (index, package) = (&whole.index, whole.index.package);
    let manifest = &package.manifest;
    if manifest.name.is_empty() || manifest.name == RUNTIME {
        return Lacks::default();
    }
    let mut names = Names::default();
    names.add_package(package);
    names.add_files(&index.files.iter().map(|it| &it.source));
    let is_beside = |path: &Path| {
        index.is_beside_the_library(path) || package.inside(path).starts_with("examples/")
    };
    let look = |File { path, source, .. }: &File| {
        let text = changed.get(path.as_path()).copied().unwrap_or(&source.text);
        let look = || look(&Source::new(path.clone(), text.to_owned()), &names);
        Some((path.clone(), names.may_gate_in(text).then(look)??))
    };
    let files = index.files.par_iter().filter(|it| !is_beside(&it.path));
    let found: Vec<(PathBuf, Seen)> = files.filter_map(look).collect();
    let mut lacks = Lacks::default();
    let is_named = found.iter().any(|(_, it)| it.named.is_some());
    if is_named && !is_dependency(&manifest.path) && !defines_the_name(whole) {
        let mut places = found.iter().filter_map(|(path, it)| Some((path.clone(), it.named?)));
        lacks.dependency = places.find(|(path, _)| package.is_asked(path));
    }
    if whole.skipped().is_empty() && !found.iter().any(|(_, it)| it.has_feature_set) {
        let gated = found.iter().filter(|(_, it)| it.has_gates);
        let roots = gated.filter_map(|(path, _)| index.file_of(index.module(path)?.get(..1)?));
        let roots: BTreeSet<&PathBuf> = roots.collect();
        let is_library = |it: &&&PathBuf| it.ends_with("src/lib.rs");
        lacks.feature_sets = match roots.iter().find(is_library) {
            Some(library) => vec![(*library).clone()],
            None => roots.into_iter().cloned().collect(),
        };
    }
    lacks
}

/// Whether the library, on some target, has a dependency that code calls like the runtime.
fn is_dependency(manifest: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(manifest) else { return true };
    let Ok(document) = document(&text) else { return true };
    let has = |table: &dyn TableLike| {
        let dependencies = table.get("dependencies").and_then(Item::as_table_like);
        dependencies.is_some_and(|it| it.contains_key(RUNTIME))
    };
    let targets = document.get("target").and_then(Item::as_table_like);
    let mut targets = targets.into_iter().flat_map(|it| it.iter());
    has(document.as_table()) || targets.any(|(_, it)| it.as_table_like().is_some_and(has))
}

/// Whether the package calls something of its own like the runtime.
fn defines_the_name(whole: &Whole<'_>) -> bool {
    whole.index.files.naming(RUNTIME).filter_map(File::facts).any(|facts| {
        facts.files.iter().any(|it| it.name == RUNTIME)
            || facts.definitions.iter().any(|it| it.name == RUNTIME)
            || facts.imports.iter().any(|it| it.name == RUNTIME && it.path != [RUNTIME])
    })
}

/// What a file has, outside of tests.
#[derive(Debug, Default)]
struct Seen {
    has_gates: bool,
    has_feature_set: bool,
    /// The first place that names the runtime's crate.
    named: Option<usize>,
}

fn look(source: &Source, names: &Names) -> Option<Seen> {
    let file = source.parse().ok()?;
    let imports = Imports::of(&file);
    let mut looker =
        Looker { source, names, imports, seen: Seen::default(), tests: Vec::new(), in_test: false };
    looker.visit_file(&file);
    let Looker { mut seen, tests, .. } = looker;
    seen.has_gates = annotations::read(source, &file, names).annotations.iter().any(|it| {
        matches!(it.kind, Kind::Gate | Kind::Choice | Kind::Stub)
            && !tests.iter().any(|test| test.contains(&it.offset))
    });
    drop(file);
    source::forget_spans();
    Some(seen)
}

struct Looker<'s> {
    source: &'s Source,
    names: &'s Names,
    imports: Imports,
    seen: Seen,
    /// The items that only tests have.
    tests: Vec<Range<usize>>,
    in_test: bool,
}

impl Looker<'_> {
    fn named(&mut self, name: &proc_macro2::Ident) {
        if name == RUNTIME && !self.in_test {
            let offset = self.source.range(name.span()).start;
            let first = self.seen.named.get_or_insert(offset);
            *first = offset.min(*first);
        }
    }

    /// Paths among tokens that nobody has parsed.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_colon = |at: usize| is_sign(tokens.get(at), ':');
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(name) => {
                    self.feature_set(&[name.to_string()]);
                    // `$crate::featherfall` is what some crate hands on.
                    let before = at.checked_sub(3).and_then(|it| tokens.get(it));
                    let is_inside =
                        at > 1 && is_colon(at - 1) && matches!(before, Some(TokenTree::Ident(_)));
                    if is_colon(at + 1) && is_colon(at + 2) && !is_inside {
                        self.named(name);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn feature_set(&mut self, path: &[String]) {
        let is_named = match self.names.named(path, &self.imports) {
            Named::Macro(name) => name == "feature_set",
            Named::Perhaps => path.last().is_some_and(|last| last == "feature_set"),
            Named::No => false,
        };
        self.seen.has_feature_set |= is_named;
    }

    fn under(
        &mut self,
        attributes: &[Attribute],
        range: Range<usize>,
        visit: impl FnOnce(&mut Self),
    ) {
        let was = self.in_test;
        let is_test = attributes.iter().any(|it| {
            it.path().segments.last().is_some_and(|last| last.ident == "test")
                || Cfg::of(it).is_some_and(|cfg| cfg.is_test())
        });
        if is_test {
            self.tests.push(range);
        }
        self.in_test |= is_test;
        visit(self);
        self.in_test = was;
    }
}

impl<'a> Visit<'a> for Looker<'_> {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let range = self.source.range_of(item);
        self.under(&item.attrs, range, |this| visit::visit_item_mod(this, item));
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        let range = self.source.range_of(item);
        self.under(&item.attrs, range, |this| visit::visit_item_fn(this, item));
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let range = self.source.range_of(item);
        self.under(&item.attrs, range, |this| visit::visit_item_impl(this, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        let range = self.source.range_of(item);
        self.under(&item.attrs, range, |this| visit::visit_impl_item_fn(this, item));
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        fn first(tree: &UseTree, found: &mut impl FnMut(&proc_macro2::Ident)) {
            match tree {
                UseTree::Path(it) => found(&it.ident),
                UseTree::Name(it) => found(&it.ident),
                UseTree::Rename(it) => found(&it.ident),
                UseTree::Group(it) => it.items.iter().for_each(|it| first(it, found)),
                UseTree::Glob(_) => {}
            }
        }
        self.under(&item.attrs, 0..0, |this| first(&item.tree, &mut |it| this.named(it)));
    }

    fn visit_item_extern_crate(&mut self, item: &'a ItemExternCrate) {
        self.under(&item.attrs, 0..0, |this| this.named(&item.ident));
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        if let Some(first) = path.segments.first().filter(|_| path.segments.len() > 1) {
            self.named(&first.ident);
        }
        visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        let path: Vec<String> = mac.path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.feature_set(&path);
        self.tokens(mac.tokens.clone());
        visit::visit_macro(self, mac);
    }
}
