//! Small questions about syntax that several verbs ask.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Expr, Macro, Meta, Pat, Stmt};

/// Whether the `let` only silences a warning: `let _ = x;` or `let _ = (x, &y);`. What names a type
/// or a constant uses it.
pub(crate) fn is_suppression(local: &syn::Local) -> bool {
    fn is_plain(expression: &Expr) -> bool {
        match expression {
            Expr::Path(it) => it
                .path
                .get_ident()
                .is_some_and(|it| !it.to_string().starts_with(char::is_uppercase)),
            Expr::Reference(it) => is_plain(&it.expr),
            Expr::Tuple(it) => it.elems.iter().all(is_plain),
            Expr::Paren(it) => is_plain(&it.expr),
            _ => false,
        }
    }
    matches!(local.pat, Pat::Wild(_))
        && local.init.as_ref().is_some_and(|init| init.diverge.is_none() && is_plain(&init.expr))
}

/// The attributes that stand in front of the statement.
pub(crate) fn statement_attributes(statement: &Stmt) -> Option<&[Attribute]> {
    match statement {
        Stmt::Local(it) => Some(&it.attrs),
        Stmt::Macro(it) => Some(&it.attrs),
        Stmt::Expr(it, _) => expression_attributes(it),
        Stmt::Item(_) => None,
    }
}

/// syn hands the attributes of a statement to its leftmost operand.
fn expression_attributes(expression: &Expr) -> Option<&[Attribute]> {
    match expression {
        Expr::Assign(it) => expression_attributes(&it.left),
        Expr::Binary(it) => expression_attributes(&it.left),
        Expr::Cast(it) => expression_attributes(&it.expr),
        Expr::Array(syn::ExprArray { attrs, .. })
        | Expr::Async(syn::ExprAsync { attrs, .. })
        | Expr::Await(syn::ExprAwait { attrs, .. })
        | Expr::Block(syn::ExprBlock { attrs, .. })
        | Expr::Break(syn::ExprBreak { attrs, .. })
        | Expr::Call(syn::ExprCall { attrs, .. })
        | Expr::Closure(syn::ExprClosure { attrs, .. })
        | Expr::Continue(syn::ExprContinue { attrs, .. })
        | Expr::Field(syn::ExprField { attrs, .. })
        | Expr::ForLoop(syn::ExprForLoop { attrs, .. })
        | Expr::If(syn::ExprIf { attrs, .. })
        | Expr::Index(syn::ExprIndex { attrs, .. })
        | Expr::Lit(syn::ExprLit { attrs, .. })
        | Expr::Loop(syn::ExprLoop { attrs, .. })
        | Expr::Macro(syn::ExprMacro { attrs, .. })
        | Expr::Match(syn::ExprMatch { attrs, .. })
        | Expr::MethodCall(syn::ExprMethodCall { attrs, .. })
        | Expr::Paren(syn::ExprParen { attrs, .. })
        | Expr::Path(syn::ExprPath { attrs, .. })
        | Expr::Reference(syn::ExprReference { attrs, .. })
        | Expr::Return(syn::ExprReturn { attrs, .. })
        | Expr::Struct(syn::ExprStruct { attrs, .. })
        | Expr::Try(syn::ExprTry { attrs, .. })
        | Expr::Tuple(syn::ExprTuple { attrs, .. })
        | Expr::Unary(syn::ExprUnary { attrs, .. })
        | Expr::Unsafe(syn::ExprUnsafe { attrs, .. })
        | Expr::While(syn::ExprWhile { attrs, .. }) => Some(attrs),
        _ => None,
    }
}

/// What the attribute says: itself, or what a `#[cfg_attr(..)]` puts in its place.
pub(crate) fn metas(attribute: &Attribute) -> Vec<Meta> {
    applied(attribute.meta.clone())
}

fn applied(meta: Meta) -> Vec<Meta> {
    let Meta::List(list) = &meta else { return vec![meta] };
    if !list.path.is_ident("cfg_attr") {
        return vec![meta];
    }
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let parts = tokens.split(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ','));
    // The first part is the predicate.
    let metas = parts.skip(1).filter_map(|it| syn::parse2(it.iter().cloned().collect()).ok());
    metas.flat_map(applied).collect()
}

/// The last segment of the macro's path.
pub(crate) fn path_name(mac: &Macro) -> String {
    mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

/// The type's name without its module and arguments.
pub(crate) fn type_name(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(it) => {
            it.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
        }
        syn::Type::Reference(it) => type_name(&it.elem),
        _ => String::from("_"),
    }
}

/// Whether the word stands somewhere in the tokens.
pub(crate) fn has_word(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == word,
        TokenTree::Group(group) => has_word(group.stream(), word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether the token is there and is this sign.
pub(crate) fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == sign)
}

/// A string literal.
pub(crate) fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}
