//! The item that an attribute stands on, as one of those that it may stand on.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::cursor::Cursor;
use super::function::{Function, function};
use super::impl_block::{ImplBlock, impl_block};

/// What the attributes may stand on.
pub(crate) enum Item {
    Function(Box<Function>),
    Impl(Box<ImplBlock>),
}

/// Cuts the item; `attribute` names the attribute in messages.
pub(crate) fn parse(tokens: TokenStream, attribute: &str) -> syn::Result<Item> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut cursor = Cursor { tokens: &tokens };
    let attrs = cursor.attrs();
    let head = cursor;
    let vis = cursor.vis();
    let keyword = cursor.keyword();
    if keyword.as_ref().is_some_and(|keyword| *keyword == "impl") {
        return impl_block(attrs, head.tokens).map(|block| Item::Impl(Box::new(block)));
    }
    if keyword.as_ref().is_some_and(|keyword| *keyword == "fn")
        && let Some(function) = function(attrs, vis, cursor)
    {
        return Ok(Item::Function(Box::new(function)));
    }
    let what = match keyword.map(|keyword| keyword.to_string()).as_deref() {
        Some("struct") => "a struct",
        Some("enum") => "an enum",
        Some("union") => "a union",
        Some("trait") => "a trait",
        Some("mod") => "a module",
        Some("use") => "a `use`",
        Some("type") => "a type alias",
        Some("static") => "a static",
        Some("const") => "a constant",
        Some("extern") => "an extern block",
        Some("crate") => "an extern crate",
        Some("macro_rules") => "a macro",
        _ => "this",
    };
    let start = head.tokens.first().cloned().into_token_stream();
    Err(syn::Error::new_spanned(
        start,
        format!("`{attribute}` goes on a function, a method or an impl block, not on {what}"),
    ))
}
