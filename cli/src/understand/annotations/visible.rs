//! What users of a package may see of it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{ImplItem, Item, ItemImpl, Visibility};

use crate::read::syntax::type_name;

/// Whether the item is `pub`. What a module says of itself does not count: what stands in it may be
/// re-exported.
pub(super) fn is_public(item: &Item) -> bool {
    match item {
        Item::Fn(it) => is_pub(&it.vis),
        Item::Struct(it) => is_pub(&it.vis),
        Item::Enum(it) => is_pub(&it.vis),
        Item::Trait(it) => is_pub(&it.vis),
        Item::Const(it) => is_pub(&it.vis),
        Item::Static(it) => is_pub(&it.vis),
        Item::Type(it) => is_pub(&it.vis),
        Item::Verbatim(tokens) => begins_public(tokens),
        _ => true,
    }
}

/// Whether the member can be used by who sees the type: a trait says it for its own.
pub(super) fn is_public_member(block: &ItemImpl, member: &ImplItem) -> bool {
    block.trait_.is_some()
        || match member {
            ImplItem::Fn(it) => is_pub(&it.vis),
            ImplItem::Const(it) => is_pub(&it.vis),
            ImplItem::Verbatim(tokens) => begins_public(tokens),
            _ => true,
        }
}

/// The types of a file that only its package can name, those in its modules too.
pub(super) fn hidden_types(items: &[Item]) -> Vec<String> {
    let hidden = items.iter().flat_map(|item| match item {
        Item::Struct(it) if !is_pub(&it.vis) => vec![it.ident.to_string()],
        Item::Enum(it) if !is_pub(&it.vis) => vec![it.ident.to_string()],
        Item::Mod(it) => it.content.as_ref().map_or_else(Vec::new, |(_, it)| hidden_types(it)),
        _ => Vec::new(),
    });
    hidden.collect()
}

/// Whether the block is of a type that only its package can name.
pub(super) fn is_of_hidden(block: &ItemImpl, hidden: &[String]) -> bool {
    hidden.contains(&type_name(&block.self_ty))
}

fn is_pub(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A function without a body, which is no item for a parser: `pub`, but not `pub(crate)`.
fn begins_public(tokens: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.windows(2).any(|pair| {
        let is_restricted = |next: &TokenTree| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        matches!(pair, [TokenTree::Ident(word), next] if *word == "pub" && !is_restricted(next))
    })
}
