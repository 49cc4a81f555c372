//! Imports that only the fallback needed, which is gone.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{ItemUse, UseTree, Visibility};

use super::edit::{self, Edit};
use crate::index::Index;
use crate::source::Source;

/// The text without imports that `before` named and `after` does not; those that may be needed
/// without being named keep quiet.
pub(super) fn tidied(
    before: &Source,
    after: &Source,
    index: &Index<'_>,
    path: &Path,
) -> Option<String> {
    let old = before.parse().ok()?;
    let was_named = Names::of(&old);
    let new = after.parse().ok()?;
    let is_named = Names::of(&new);
    let is_gone = |name: &String| was_named.count(name) > 0 && is_named.count(name) == 0;
    let mut edits = Vec::new();
    for item in &is_named.imports {
        let mut leaves = Vec::new();
        leaves_of(&item.tree, &mut leaves);
        let gone: Vec<_> = leaves.iter().filter(|name| is_gone(name)).collect();
        if gone.is_empty() || !matches!(item.vis, Visibility::Inherited) {
            continue;
        }
        let may_matter = |name: &str| {
            // The methods of a trait are used without its name.
            name.starts_with(char::is_uppercase) || is_seen_elsewhere(index, path, name)
        };
        if gone.len() == leaves.len() && !gone.iter().any(|name| may_matter(name)) {
            edits.push(Edit::remove_lines(after, after.range_of(*item)));
        } else if !item.attrs.iter().any(|it| it.path().is_ident("allow")) {
            let start = after.range_of(*item).start;
            let text =
                format!("#[allow(unused_imports)]{}{}", after.newline(), after.indent(start));
            edits.push(Edit::replace(start..start, text));
        }
    }
    if edits.is_empty() { None } else { edit::apply(&after.text, &edits) }
}

/// Whether another file imports the name, or all names, from a module of the package.
fn is_seen_elsewhere(index: &Index<'_>, path: &Path, name: &str) -> bool {
    index.files().filter(|(file, _)| *file != path).any(|(_, facts)| {
        facts.imports.iter().any(|it| {
            let is_local = it.path.first().is_some_and(|it| matches!(&**it, "crate" | "super"));
            is_local && (it.name == "*" || it.path.iter().any(|segment| segment == name))
        })
    })
}

/// The names that an import brings.
fn leaves_of(tree: &UseTree, leaves: &mut Vec<String>) {
    match tree {
        UseTree::Path(it) => leaves_of(&it.tree, leaves),
        UseTree::Name(it) => leaves.push(it.ident.to_string()),
        UseTree::Rename(it) => leaves.push(it.rename.to_string()),
        UseTree::Glob(_) => leaves.push(String::from("*")),
        UseTree::Group(it) => it.items.iter().for_each(|tree| leaves_of(tree, leaves)),
    }
}

/// How often each name stands in the file, imports left out, and its imports.
struct Names<'a> {
    counts: BTreeMap<String, usize>,
    in_imports: BTreeMap<String, usize>,
    imports: Vec<&'a ItemUse>,
}

impl<'a> Names<'a> {
    fn of(file: &'a syn::File) -> Self {
        let (counts, in_imports) = (BTreeMap::new(), BTreeMap::new());
        let mut names = Self { counts, in_imports, imports: Vec::new() };
        count(file.to_token_stream(), &mut names.counts);
        names.visit_file(file);
        names
    }

    fn count(&self, name: &str) -> usize {
        let of = |counts: &BTreeMap<String, usize>| counts.get(name).copied().unwrap_or_default();
        of(&self.counts).saturating_sub(of(&self.in_imports))
    }
}

impl<'a> Visit<'a> for Names<'a> {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        count(item.to_token_stream(), &mut self.in_imports);
        self.imports.push(item);
        visit::visit_item_use(self, item);
    }
}

/// Only the first name of a path is one that an import can bring.
fn count(tokens: TokenStream, counts: &mut BTreeMap<String, usize>) {
    let mut colons = 0;
    for token in tokens {
        let is_colon = matches!(&token, TokenTree::Punct(it) if it.as_char() == ':');
        match token {
            TokenTree::Group(group) => count(group.stream(), counts),
            TokenTree::Ident(name) if colons < 2 => {
                *counts.entry(name.to_string()).or_default() += 1;
            }
            _ => {}
        }
        colons = if is_colon { colons + 1 } else { 0 };
    }
}
