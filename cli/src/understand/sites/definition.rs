//! Items that are chosen as a whole.

use syn::{Attribute, Item};

use super::branch::branch;
use crate::read::source::Source;
use crate::read::syntax::path_name;
use crate::understand::site::{Branch, Node};

/// The side that an item is, with what it is called; functions are no definitions.
pub(super) fn definition<'a>(source: &Source, item: &'a Item) -> Option<(String, Branch<'a>)> {
    let (name, attributes): (String, &'a [Attribute]) = match item {
        Item::Const(it) => (it.ident.to_string(), &it.attrs),
        Item::Static(it) => (it.ident.to_string(), &it.attrs),
        Item::Enum(it) => (it.ident.to_string(), &it.attrs),
        Item::Struct(it) => (it.ident.to_string(), &it.attrs),
        Item::Trait(it) => (it.ident.to_string(), &it.attrs),
        Item::Type(it) => (it.ident.to_string(), &it.attrs),
        Item::Union(it) => (it.ident.to_string(), &it.attrs),
        Item::Mod(it) => (format!("mod {}", it.ident), &it.attrs),
        Item::Use(it) => {
            let tree: Vec<&str> = source.text_of(&it.tree).split_whitespace().collect();
            (format!("use {}", tree.join(" ")), &it.attrs)
        }
        Item::ExternCrate(it) => (String::from("extern crate"), &it.attrs),
        Item::Impl(it) => {
            let kind = it.trait_.as_ref().map(|(path, _)| source.text_of(path));
            let name = source.text_of(&*it.self_ty);
            let name =
                kind.map_or_else(|| format!("impl {name}"), |of| format!("impl {of} for {name}"));
            (name, &it.attrs)
        }
        Item::Macro(it) => {
            let name = it.ident.as_ref().map_or_else(|| path_name(&it.mac), ToString::to_string);
            (format!("{name}!"), &it.attrs)
        }
        _ => return None,
    };
    let branch = branch(source, attributes, Node::Opaque, item)?;
    Some((name, branch))
}
