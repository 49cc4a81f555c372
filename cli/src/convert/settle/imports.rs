//! Imports, constants and macros that only the fallback needed, which is gone.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::Visit;
use syn::{Item, ItemMacro, ItemUse, UseTree, Visibility};

use super::leaf::{Leaf, leaves};
use super::uses::Uses;
use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::understand::files::File;
use crate::understand::index::Index;
use crate::write::edit::{self, Edit};

/// The text without what `before` used and `after` does not; what is used in fewer builds, or may
/// be needed without being named, keeps quiet.
pub(super) fn tidied(
    (before, old): (&Source, &syn::File),
    (after, new): (&Source, &syn::File),
    index: &Index<'_>,
    path: &Path,
) -> Option<String> {
    let was = Uses::of(before, old);
    let is = Uses::of(after, new);
    let context = Cfg::All(index.gates(path).to_vec());
    let tidy = Tidy { was, is, after, index, path, context };
    let mut imports = Imports::default();
    imports.visit_file(new);
    let mut edits: Vec<Edit> = imports.0.iter().filter_map(|it| tidy.import(it)).collect();
    let items = new.items.iter().filter_map(|it| tidy.item(it, &new.items));
    edits.extend(items);
    if edits.is_empty() { None } else { edit::apply(&after.text, &edits) }
}

struct Tidy<'a> {
    was: Uses,
    is: Uses,
    after: &'a Source,
    index: &'a Index<'a>,
    path: &'a Path,
    /// What holds wherever the file is compiled.
    context: Cfg,
}

impl Tidy<'_> {
    fn is_gone(&self, name: &str) -> bool {
        self.was.count(name) > 0 && self.is.count(name) == 0
    }

    /// Where the name is still used, if some builds used it before that do not any more.
    fn narrowed(&self, name: &str, attributes: &[syn::Attribute]) -> Option<Cfg> {
        if self.is.count(name) >= self.was.count(name) {
            return None;
        }
        let own = Cfg::of_all(attributes).into_iter().chain([self.context.clone()]);
        let context = Cfg::All(own.collect());
        let used = self.is.only_where(name, &context)?;
        self.was.only_where(name, &context).is_none().then_some(used)
    }

    fn import(&self, item: &ItemUse) -> Option<Edit> {
        let is_quiet = item.attrs.iter().any(|it| it.path().is_ident("allow"));
        if is_quiet || !matches!(item.vis, Visibility::Inherited) {
            return None;
        }
        let leaves = leaves(&item.tree);
        let gone: Vec<&Leaf> = leaves.iter().filter(|it| self.is_gone(&it.name)).collect();
        if !gone.is_empty() && !gone.iter().any(|it| self.may_matter(it)) {
            if gone.len() == leaves.len() {
                return Some(Edit::remove_lines(self.after, self.after.range_of(item)));
            }
            let edit = without(self.after, &item.tree, &|name: &String| self.is_gone(name));
            if edit.is_some() {
                return edit;
            }
        }
        // The methods of a trait are used without its name.
        let is_unnamed =
            |it: &&Leaf| it.name == "_" || (it.is_big() && self.was.count(&it.name) == 0);
        let loses_methods =
            leaves.iter().any(|it| is_unnamed(&it)) && self.was.calls_less(&self.is);
        if !gone.is_empty() || loses_methods {
            return Some(self.quiet(item, "allow(unused_imports)"));
        }
        let narrowed = leaves.iter().filter_map(|it| self.narrowed(&it.name, &item.attrs));
        quieted(&narrowed.collect()).map(|text| self.quiet(item, &text))
    }

    /// A constant, a static or a macro.
    fn item(&self, item: &Item, all: &[Item]) -> Option<Edit> {
        let (name, attributes, visibility, lint) = match item {
            Item::Const(it) => (&it.ident, &it.attrs, &it.vis, "dead_code"),
            Item::Static(it) => (&it.ident, &it.attrs, &it.vis, "dead_code"),
            Item::Macro(ItemMacro { ident: Some(name), attrs, .. }) => {
                (name, attrs, &Visibility::Inherited, "unused_macros")
            }
            _ => return None,
        };
        let name = name.to_string();
        let is_quiet = attributes.iter().any(|it| it.path().is_ident("allow"));
        let is_seen = attributes.iter().any(|it| it.path().is_ident("macro_export"))
            || (lint == "dead_code" && self.is_seen_elsewhere(&name));
        if is_quiet || is_seen || !matches!(visibility, Visibility::Inherited) {
            return None;
        }
        let is_same = |it: &&Item| matches!(it, Item::Macro(it) if it.ident.as_ref().is_some_and(|it| *it == name));
        // Which of several macros was meant is not asked.
        let is_less =
            all.iter().filter(is_same).count() > 1 && self.is.count(&name) < self.was.count(&name);
        let is_less = is_less || self.is_gone(&name);
        is_less.then(|| self.quiet(item, &format!("allow({lint})")))
    }

    /// The attribute in front of an item.
    fn quiet(&self, item: &impl syn::spanned::Spanned, attribute: &str) -> Edit {
        let start = self.after.range_of(item).start;
        let (newline, indent) = (self.after.newline(), self.after.indent(start));
        Edit::replace(start..start, format!("#[{attribute}]{newline}{indent}"))
    }

    /// Whether an import may be needed although nothing names what it brings.
    fn may_matter(&self, leaf: &Leaf) -> bool {
        (leaf.may_be_trait(self.index)) || self.is_seen_elsewhere(&leaf.name)
    }

    /// Whether another file imports the name, or all names, from a module of the package.
    fn is_seen_elsewhere(&self, name: &str) -> bool {
        let others = self.index.files.iter().filter(|it| it.path != self.path);
        { others }.filter_map(File::facts).any(|facts| {
            facts.imports.iter().any(|it| {
                let is_local = it.path.first().is_some_and(|it| matches!(&**it, "crate" | "super"));
                is_local && (it.name == "*" || it.path.iter().any(|segment| segment == name))
            })
        })
    }
}

/// What keeps the lint quiet where nothing uses an import; `None` if all is used.
fn quieted(used: &BTreeSet<Cfg>) -> Option<String> {
    // Longer predicates say less than they hide.
    const MAX_WIDTH: usize = 60;
    if used.is_empty() {
        return None;
    }
    let off = Cfg::one_of(used.iter().map(Cfg::negated).collect()).as_cfg();
    Some(if off.len() > MAX_WIDTH {
        String::from("allow(unused_imports)")
    } else {
        format!("cfg_attr({off}, allow(unused_imports))")
    })
}

/// The group that holds all the names, without them; `None` if they stand in several places.
fn without(source: &Source, tree: &UseTree, is_gone: &impl Fn(&String) -> bool) -> Option<Edit> {
    let UseTree::Group(group) = tree else {
        let UseTree::Path(path) = tree else { return None };
        return without(source, &path.tree, is_gone);
    };
    let is_simple = |it: &&UseTree| matches!(it, UseTree::Name(name) if name.ident != "self");
    let goes = |it: &UseTree| leaves(it).iter().any(|it| is_gone(&it.name));
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
