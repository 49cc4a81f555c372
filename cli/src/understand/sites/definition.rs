//! Items that are chosen as a whole.

use syn::{Attribute, Item};

use super::branch::branch;
use crate::read::source::Source;
use crate::read::syntax::path_name;
use crate::understand::site::{Branch, Node};

/// The side that an item is, with what it is called; functions are no definitions.
pub(super) fn definition<'a>(source: &Source, item: &'a Item) -> Option<(String, Branch<'a>)> {
    let branch = branch(source, attributes(item)?, Node::Opaque, item)?;
    let name = match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        Item::Union(it) => it.ident.to_string(),
        Item::Mod(it) => format!("mod {}", it.ident),
        Item::Use(it) => {
            let tree: Vec<&str> = source.text_of(&it.tree).split_whitespace().collect();
            format!("use {}", tree.join(" "))
        }
        Item::ExternCrate(_) => String::from("extern crate"),
        Item::Impl(it) => {
            let kind = it.trait_.as_ref().map(|(path, _)| source.text_of(path));
            let name = source.text_of(&*it.self_ty);
            kind.map_or_else(|| format!("impl {name}"), |of| format!("impl {of} for {name}"))
        }
        Item::Macro(it) => {
            let name = it.ident.as_ref().map_or_else(|| path_name(&it.mac), ToString::to_string);
            format!("{name}!")
        }
        _ => return None,
    };
    Some((name, branch))
}

fn attributes(item: &Item) -> Option<&[Attribute]> {
    Some(match item {
        Item::Const(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        Item::ExternCrate(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        _ => return None,
    })
}
