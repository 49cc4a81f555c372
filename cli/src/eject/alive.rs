//! A fallback that only some builds call now: in the others rustc would call it dead.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Visibility};

use super::around::Off;
use crate::read::source::{self, Source};
use crate::understand::cfg::Cfg;
use crate::write::edit::{self, Edit};

/// Lets items be dead where only the code that is `off` there names them.
pub(super) fn keep(files: &mut [(PathBuf, String)], off: &[Off]) {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for it in off {
        words(it.code.parse().unwrap_or_default(), &mut |word| {
            wanted.insert(word);
        });
    }
    if wanted.is_empty() {
        return;
    }
    let mut mentions: Vec<String> = Vec::new();
    for (path, text) in files.iter() {
        let source = Source::new(path.clone(), text.clone());
        if let Ok(file) = source.parse() {
            let mut finder = Definitions::new(&source);
            finder.visit_file(&file);
            let defined: BTreeSet<usize> = finder.found.iter().map(|it| it.name_at).collect();
            let tests = finder.tests;
            if let Some(tokens) = source.tokens() {
                mentioned(&source, tokens, &mut |at, word| {
                    let is_use = !defined.contains(&at) && !tests.iter().any(|it| it.contains(&at));
                    if is_use && wanted.contains(&word) {
                        mentions.push(word);
                    }
                });
            }
        }
        source::forget_spans();
    }
    for it in off {
        words(it.code.parse().unwrap_or_default(), &mut |word| {
            if let Some(at) = mentions.iter().position(|it| *it == word) {
                mentions.swap_remove(at);
            }
        });
    }
    let needed: BTreeSet<String> = mentions.into_iter().collect();
    for (path, text) in files.iter_mut() {
        let source = Source::new(path.clone(), text.clone());
        let Ok(file) = source.parse() else { continue };
        let mut finder = Definitions::new(&source);
        finder.visit_file(&file);
        let mut edits = Vec::new();
        for it in finder.found {
            if !wanted.contains(&it.name) || needed.contains(&it.name) || it.is_quiet {
                continue;
            }
            let builds: BTreeSet<&str> = off
                .iter()
                .filter(|off| names(&off.code, &it.name))
                .map(|off| off.without.as_str())
                .collect();
            let lint = it.lint;
            let allow = match builds.first() {
                Some(one) if builds.len() == 1 => format!("#[cfg_attr({one}, allow({lint}))]"),
                _ => format!("#[allow({lint})]"),
            };
            let (indent, newline) = (source.indent(it.start), source.newline());
            edits.push(Edit::replace(it.start..it.start, format!("{allow}{newline}{indent}")));
        }
        drop(file);
        source::forget_spans();
        if let Some(changed) = edit::apply(text, &edits) {
            *text = changed;
        }
    }
}

fn names(code: &str, name: &str) -> bool {
    let mut found = false;
    words(code.parse().unwrap_or_default(), &mut |word| found |= word == name);
    found
}

fn words(tokens: TokenStream, visit: &mut dyn FnMut(String)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => visit(name.to_string()),
            TokenTree::Group(it) => words(it.stream(), visit),
            _ => {}
        }
    }
}

fn mentioned(source: &Source, tokens: TokenStream, visit: &mut dyn FnMut(usize, String)) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => visit(source.range(name.span()).start, name.to_string()),
            TokenTree::Group(it) => mentioned(source, it.stream(), visit),
            _ => {}
        }
    }
}

/// What can be dead.
struct Definition {
    name: String,
    name_at: usize,
    start: usize,
    lint: &'static str,
    is_quiet: bool,
}

struct Definitions<'s> {
    source: &'s Source,
    found: Vec<Definition>,
    tests: Vec<Range<usize>>,
}

impl<'s> Definitions<'s> {
    fn new(source: &'s Source) -> Self {
        Self { source, found: Vec::new(), tests: Vec::new() }
    }

    fn add(
        &mut self,
        name: &Ident,
        start: usize,
        lint: &'static str,
        attributes: &[Attribute],
        visibility: Option<&Visibility>,
    ) {
        let is_public = matches!(visibility, Some(Visibility::Public(_)));
        let is_quiet =
            is_public || attributes.iter().any(|it| self.source.text_of(it).contains(lint));
        let name_at = self.source.range_of(name).start;
        self.found.push(Definition { name: name.to_string(), name_at, start, lint, is_quiet });
    }
}

macro_rules! item {
    ($method:ident, $item:ty) => {
        fn $method(&mut self, it: &'a $item) {
            let start = self.source.range_of(it).start;
            self.add(&it.ident, start, "dead_code", &it.attrs, Some(&it.vis));
            visit::$method(self, it);
        }
    };
}

impl<'a> Visit<'a> for Definitions<'_> {
    item!(visit_item_const, syn::ItemConst);
    item!(visit_item_static, syn::ItemStatic);
    item!(visit_item_struct, syn::ItemStruct);
    item!(visit_item_type, syn::ItemType);
    item!(visit_item_enum, syn::ItemEnum);
    item!(visit_impl_item_const, syn::ImplItemConst);

    fn visit_item_fn(&mut self, it: &'a syn::ItemFn) {
        let start = self.source.range_of(it).start;
        self.add(&it.sig.ident, start, "dead_code", &it.attrs, Some(&it.vis));
        visit::visit_item_fn(self, it);
    }

    fn visit_impl_item_fn(&mut self, it: &'a syn::ImplItemFn) {
        let start = self.source.range_of(it).start;
        self.add(&it.sig.ident, start, "dead_code", &it.attrs, Some(&it.vis));
        visit::visit_impl_item_fn(self, it);
    }

    fn visit_variant(&mut self, it: &'a syn::Variant) {
        let start = self.source.range_of(it).start;
        self.add(&it.ident, start, "dead_code", &it.attrs, None);
    }

    fn visit_item_macro(&mut self, it: &'a syn::ItemMacro) {
        if let Some(name) = &it.ident {
            let start = self.source.range_of(it).start;
            self.add(name, start, "unused_macros", &it.attrs, None);
        }
    }

    fn visit_item_use(&mut self, it: &'a syn::ItemUse) {
        let mut leaves = Vec::new();
        leaves_of(&it.tree, &mut leaves);
        let start = self.source.range_of(it).start;
        for name in leaves {
            self.add(name, start, "unused_imports", &it.attrs, Some(&it.vis));
        }
    }

    fn visit_item_mod(&mut self, it: &'a syn::ItemMod) {
        if it.attrs.iter().any(|it| Cfg::of(it).is_some_and(|it| it.is_test())) {
            self.tests.push(self.source.range_of(it));
        }
        visit::visit_item_mod(self, it);
    }
}

/// The names that an import brings.
fn leaves_of<'t>(tree: &'t syn::UseTree, leaves: &mut Vec<&'t Ident>) {
    match tree {
        syn::UseTree::Path(it) => leaves_of(&it.tree, leaves),
        syn::UseTree::Name(it) => leaves.push(&it.ident),
        syn::UseTree::Rename(it) => leaves.push(&it.rename),
        syn::UseTree::Group(it) => it.items.iter().for_each(|it| leaves_of(it, leaves)),
        syn::UseTree::Glob(_) => {}
    }
}
