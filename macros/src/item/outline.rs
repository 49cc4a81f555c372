//! What can be said of any item.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::attr::Attr;
use super::cursor::Cursor;
use super::impl_block::impl_block;

/// The head of an item.
pub(crate) struct Outline {
    pub(crate) attrs: Vec<Attr>,
    /// Everything behind the attributes.
    pub(crate) rest: TokenStream,
    /// The word that says what kind of item it is: `struct`, `fn`, `impl`, ..
    pub(crate) keyword: Option<Ident>,
    /// Of an impl block, the type's; of a `use`, the last.
    pub(crate) name: Option<String>,
}

/// Looks at the head of an item.
pub(crate) fn outline(tokens: &TokenStream) -> Outline {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut cursor = Cursor { tokens: &tokens };
    let attrs = cursor.attrs();
    let rest = cursor.tokens.iter().cloned().collect();
    cursor.vis();
    let keyword = cursor.keyword();
    let words = |tokens: &[TokenTree]| -> Vec<Ident> {
        let ident = |token: &TokenTree| match token {
            TokenTree::Ident(ident) if *ident != "mut" => Some(ident.clone()),
            _ => None,
        };
        tokens.iter().filter_map(ident).collect()
    };
    let name = match &keyword {
        Some(keyword) if *keyword == "impl" => {
            impl_block(Vec::new(), cursor.tokens).ok().and_then(|block| block.type_name)
        }
        Some(keyword) if *keyword == "use" || *keyword == "crate" => {
            words(cursor.tokens).last().map(ToString::to_string)
        }
        Some(keyword) => {
            let mut words = words(cursor.tokens).into_iter().skip_while(|word| word != keyword);
            words.nth(1).map(|name| name.unraw().to_string())
        }
        None => None,
    };
    Outline { attrs, rest, keyword, name }
}
