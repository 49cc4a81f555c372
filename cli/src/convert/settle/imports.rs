//! Imports, constants and macros that only the fallback needed, which is gone.

use std::collections::BTreeMap;
use std::path::Path;

use syn::visit::Visit;
use syn::{Item, ItemMacro, ItemUse, UseTree, Visibility};

use crate::read::names::{Role, names};
use crate::read::source::Source;
use crate::understand::index::Index;
use crate::write::edit::{self, Edit};

/// The text without imports that `before` named and `after` does not; those that may be needed
/// without being named keep quiet.
pub(super) fn tidied(
    before: &Source,
    after: &Source,
    index: &Index<'_>,
    path: &Path,
) -> Option<String> {
    let old = before.parse().ok()?;
    let was_named = counts(before, &old);
    let new = after.parse().ok()?;
    let is_named = counts(after, &new);
    let was = |name: &String| was_named.get(name).copied().unwrap_or_default();
    let is = |name: &String| is_named.get(name).copied().unwrap_or_default();
    let is_gone = |name: &String| was(name) > 0 && is(name) == 0;
    let mut imports = Imports::default();
    imports.visit_file(&new);
    let mut edits = Vec::new();
    for item in &imports.0 {
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
        let is_needless = !gone.iter().any(|name| may_matter(name));
        if is_needless && gone.len() == leaves.len() {
            edits.push(Edit::remove_lines(after, after.range_of(*item)));
        } else if let Some(edit) = without(after, &item.tree, &is_gone).filter(|_| is_needless) {
            edits.push(edit);
        } else if !item.attrs.iter().any(|it| it.path().is_ident("allow")) {
            let start = after.range_of(*item).start;
            let text =
                format!("#[allow(unused_imports)]{}{}", after.newline(), after.indent(start));
            edits.push(Edit::replace(start..start, text));
        }
    }
    for item in &new.items {
        let (name, attributes, visibility, lint) = match item {
            Item::Const(it) => (&it.ident, &it.attrs, &it.vis, "dead_code"),
            Item::Static(it) => (&it.ident, &it.attrs, &it.vis, "dead_code"),
            Item::Macro(ItemMacro { ident: Some(name), attrs, .. }) => {
                (name, attrs, &Visibility::Inherited, "unused_macros")
            }
            _ => continue,
        };
        let name = name.to_string();
        let is_same = |it: &&Item| matches!(it, Item::Macro(it) if it.ident.as_ref().is_some_and(|it| *it == name));
        let is_macro_again = new.items.iter().filter(is_same).count() > 1;
        // Once where it is defined; which of several macros was meant is not asked.
        let is_gone = is(&name) < was(&name) && (is(&name) == 1 || is_macro_again);
        let is_quiet = attributes.iter().any(|it| it.path().is_ident("allow"));
        let is_seen = attributes.iter().any(|it| it.path().is_ident("macro_export"))
            || (lint == "dead_code" && is_seen_elsewhere(index, path, &name));
        if is_gone && !is_quiet && !is_seen && matches!(visibility, Visibility::Inherited) {
            let start = after.range_of(item).start;
            let text = format!("#[allow({lint})]{}{}", after.newline(), after.indent(start));
            edits.push(Edit::replace(start..start, text));
        }
    }
    if edits.is_empty() { None } else { edit::apply(&after.text, &edits) }
}

/// The group that holds all the names, without them; `None` if they stand in several places.
fn without(source: &Source, tree: &UseTree, is_gone: &impl Fn(&String) -> bool) -> Option<Edit> {
    let UseTree::Group(group) = tree else {
        let UseTree::Path(path) = tree else { return None };
        return without(source, &path.tree, is_gone);
    };
    let is_simple = |it: &&UseTree| matches!(it, UseTree::Name(name) if name.ident != "self");
    let goes = |it: &UseTree| {
        let mut leaves = Vec::new();
        leaves_of(it, &mut leaves);
        leaves.iter().any(is_gone)
    };
    let (gone, kept): (Vec<&UseTree>, Vec<&UseTree>) = group.items.iter().partition(|it| goes(it));
    if !gone.iter().all(is_simple) {
        return None;
    }
    let braces = source.range(group.brace_token.span.join());
    if let [only] = kept[..]
        && is_simple(&only)
    {
        return Some(Edit::replace(braces, source.text_of(only)));
    }
    let ranges: Vec<_> = group.items.iter().map(|it| (source.range_of(it), goes(it))).collect();
    let last = ranges.iter().rposition(|(_, goes)| !goes)?;
    let mut text = String::new();
    let mut at = braces.start;
    for pair in ranges[..=last].windows(2) {
        if let [(range, true), (next, _)] = pair {
            text.push_str(source.slice(at..range.start));
            at = next.start;
        }
    }
    text.push_str(source.slice(at..ranges[last].0.end));
    text.push_str(source.slice(ranges[ranges.len() - 1].0.end..braces.end));
    Some(Edit::replace(braces, text))
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

/// How often each name stands in the file, imports left out.
fn counts(source: &Source, file: &syn::File) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for it in names(source, file) {
        if it.is_from_scope() || it.role == Role::Definition {
            *counts.entry(it.text).or_default() += 1;
        }
    }
    counts
}

/// All imports of a file.
#[derive(Default)]
struct Imports<'a>(Vec<&'a ItemUse>);

impl<'a> Visit<'a> for Imports<'a> {
    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.0.push(item);
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn names_leave_their_group() {
        for (before, gone, after) in [
            ("use a::{b, c};", &["b"][..], Some("use a::c;")),
            ("use a::{b, c, d};", &["c"], Some("use a::{b, d};")),
            ("use a::{b, c, d, e};", &["d", "e"], Some("use a::{b, c};")),
            ("use a::{b, c, d, e};", &["b", "e"], Some("use a::{c, d};")),
            ("use a::{\n    b,\n    c,\n    d,\n};", &["d"], Some("use a::{\n    b,\n    c,\n};")),
            ("use a::{self, b};", &["b"], Some("use a::{self};")),
            ("use a::{b as c, d};", &["c"], None),
            ("use a::{b::{c, d}, e};", &["c"], None),
        ] {
            let source = Source::new(PathBuf::new(), before.to_owned());
            let file = source.parse().unwrap();
            let Some(syn::Item::Use(item)) = file.items.first() else { unreachable!() };
            let edit = without(&source, &item.tree, &|name| gone.contains(&name.as_str()));
            let text = edit.and_then(|edit| edit::apply(before, &[edit]));
            assert_eq!(text.as_deref(), after, "{before}");
        }
    }
}
