//! Imports of the macros go; whatever else is used of the runtime is named.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{ItemExternCrate, ItemUse, UseTree};

use crate::read::source::Source;
use crate::understand::annotations::{Imports, Named, Names};
use crate::write::edit::Edit;

/// The edits that take the macros out of the imports of the file.
pub(super) fn edits(source: &Source, file: &syn::File, names: &Names) -> Vec<Edit> {
    let mut finder = Finder { source, names, imports: Imports::of(file), edits: Vec::new() };
    finder.visit_file(file);
    finder.edits
}

struct Finder<'a> {
    source: &'a Source,
    names: &'a Names,
    imports: Imports,
    edits: Vec<Edit>,
}

impl Finder<'_> {
    /// The tree without the macros; `None` if nothing stays of it.
    fn without(&self, tree: &UseTree, path: &[String]) -> Option<String> {
        let is_macro = |name: &syn::Ident| {
            let mut path = path.to_vec();
            path.push(name.to_string());
            matches!(self.names.named(&path, &self.imports), Named::Macro(_))
        };
        match tree {
            UseTree::Path(it) => {
                let mut inner = path.to_vec();
                inner.push(it.ident.to_string());
                Some(format!("{}::{}", it.ident, self.without(&it.tree, &inner)?))
            }
            UseTree::Name(it) if !path.is_empty() && is_macro(&it.ident) => None,
            UseTree::Rename(it) if !path.is_empty() && is_macro(&it.ident) => None,
            // `use featherfall as _;`, which links it.
            UseTree::Rename(it)
                if path.is_empty()
                    && self.names.is_runtime(&it.ident.to_string())
                    && it.rename == "_" =>
            {
                None
            }
            UseTree::Group(it) => {
                let kept: Vec<String> =
                    it.items.iter().filter_map(|it| self.without(it, path)).collect();
                match &kept[..] {
                    [] => None,
                    [one] if one != "self" => Some(one.clone()),
                    several => Some(format!("{{{}}}", several.join(", "))),
                }
            }
            other => Some(self.source.text_of(other).to_owned()),
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        let before: String = self.source.text_of(&item.tree).split_whitespace().collect();
        let Some(kept) = self.without(&item.tree, &[]) else {
            self.edits.push(Edit::remove_lines(self.source, self.source.range_of(item)));
            return;
        };
        let is_same = |text: &str| -> String {
            text.chars().filter(|it| !it.is_whitespace() && !"{},".contains(*it)).collect()
        };
        if is_same(&before) != is_same(&kept) {
            self.edits.push(Edit::replace(self.source.range_of(&item.tree), kept));
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'a ItemExternCrate) {
        if self.names.is_runtime(&item.ident.to_string()) {
            self.edits.push(Edit::remove_lines(self.source, self.source.range_of(item)));
        }
    }
}

/// Everything that still names the runtime: where, and what.
pub(super) fn uses(source: &Source, tokens: TokenStream, names: &Names) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    collect(source, tokens, names, &mut found);
    found
}

fn collect(source: &Source, tokens: TokenStream, names: &Names, found: &mut Vec<(usize, String)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon =
        |it: Option<&TokenTree>| matches!(it, Some(TokenTree::Punct(it)) if it.as_char() == ':');
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(it) => collect(source, it.stream(), names, found),
            TokenTree::Ident(name) if names.is_runtime(&name.to_string()) => {
                let before =
                    |distance: usize| at.checked_sub(distance).and_then(|it| tokens.get(it));
                let is_path = is_colon(tokens.get(at + 1)) && is_colon(tokens.get(at + 2));
                let is_import =
                    matches!(before(1), Some(TokenTree::Ident(it)) if it == "use" || it == "crate");
                // `other::featherfall` is somebody else's, but for a global path.
                let is_inner =
                    is_colon(before(1)) && matches!(before(3), Some(TokenTree::Ident(_)));
                if (is_path && !is_inner) || is_import {
                    let next = tokens.get(at + 3).map(ToString::to_string).unwrap_or_default();
                    let what = if is_path { format!("{name}::{next}") } else { name.to_string() };
                    found.push((source.range(name.span()).start, what));
                }
            }
            _ => {}
        }
    }
}
