//! The item that an attribute stands on, as one of those that it may stand on.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::cursor::Cursor;
use super::function::{Function, function};
use super::impl_block::{ImplBlock, impl_block};
use super::tokens::Tokens;

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
        Some("let") => "a `let`",
        Some("match" | "if" | "loop" | "while" | "for" | "async" | "return") | None => {
            "an expression"
        }
        _ => "this",
    };
    let instead = match (attribute, what) {
        ("requires_feature", "a `let`" | "an expression" | "this") => {
            ": in a function write `feature_gated! { \"cuda\" => expr, _ => expr }`"
        }
        ("requires_feature", "an extern block") => "",
        ("requires_feature", _) => {
            ": what exists only with a feature has `#[cfg(feature = \"..\")]`"
        }
        _ => "",
    };
    let start = head.tokens.first().cloned().into_token_stream();
    Err(syn::Error::new_spanned(
        start,
        format!(
            "`{attribute}` goes on a function, a method or an impl block, not on {what}{instead}"
        ),
    ))
}

/// What an attribute leaves behind on what it does not go on: the item and the errors, in a block
/// where that may be an expression, which two of them are not.
pub(crate) fn with_errors(item: TokenStream, errors: &TokenStream) -> TokenStream {
    let tokens = Tokens::from_iter(item);
    let mut cursor = Cursor { tokens: &tokens };
    cursor.attrs();
    let is_expression = match cursor.tokens {
        // `thread_local! ..`
        [TokenTree::Ident(_), TokenTree::Punct(bang), ..] if bang.as_char() == '!' => false,
        [TokenTree::Ident(word), ..] => !is_item(&word.to_string(), cursor),
        [] => false,
        _ => true,
    };
    if is_expression { quote!({ #errors #tokens }) } else { quote!(#tokens #errors) }
}

/// Whether an item begins with the word; a `let`, whose names are used behind it, counts as one.
fn is_item(word: &str, mut cursor: Cursor<'_>) -> bool {
    const ITEMS: [&str; 13] = [
        "struct",
        "enum",
        "union",
        "trait",
        "mod",
        "use",
        "type",
        "static",
        "fn",
        "impl",
        "crate",
        "macro_rules",
        "let",
    ];
    cursor.vis();
    ITEMS.contains(&word)
        || matches!(word, "pub" | "default" | "extern")
        || cursor.keyword().is_some_and(|keyword| {
            let keyword = keyword.to_string();
            keyword == "const" || ITEMS.contains(&keyword.as_str())
        })
}
