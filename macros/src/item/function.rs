//! A function or method, cut into pieces.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};

use super::attr::Attr;
use super::cursor::Cursor;
use super::tokens::Tokens;

/// A function or method, with or without a body.
#[derive(Clone)]
pub(crate) struct Function {
    /// The tokens of each outer attribute.
    pub(crate) attrs: Vec<Attr>,
    /// Visibility and `default`.
    pub(crate) vis: Tokens,
    /// `const`, `async`, `unsafe`, `extern "C"`, in source order.
    pub(crate) qualifiers: Tokens,
    pub(crate) constness: Option<Ident>,
    pub(crate) is_async: bool,
    pub(crate) is_unsafe: bool,
    pub(crate) fn_token: Ident,
    pub(crate) name: Ident,
    pub(crate) generics: Tokens,
    pub(crate) parameters: Group,
    /// The type behind `->`.
    pub(crate) output: Option<Tokens>,
    pub(crate) where_clause: Tokens,
    pub(crate) body: Option<Group>,
}

/// The function whose qualifiers `cursor` stands in front of.
pub(super) fn function(attrs: Vec<Attr>, vis: Tokens, mut cursor: Cursor<'_>) -> Option<Function> {
    let mut qualifiers = Tokens::default();
    let (mut constness, mut is_async, mut is_unsafe) = (None, false, false);
    let fn_token = loop {
        let token = cursor.bump()?;
        if let TokenTree::Ident(ident) = token {
            match ident.to_string().as_str() {
                "fn" => break ident.clone(),
                "const" => constness = Some(ident.clone()),
                "async" => is_async = true,
                "unsafe" => is_unsafe = true,
                _ => {}
            }
        }
        qualifiers.0.push(token.clone());
    };
    let name = match cursor.bump()? {
        TokenTree::Ident(name) => name.clone(),
        // A macro hands on `$name` in invisible delimiters.
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            match group.stream().into_iter().next()? {
                TokenTree::Ident(name) => name,
                _ => return None,
            }
        }
        _ => return None,
    };
    let is_parenthesis = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let generics = cursor.until(is_parenthesis);
    let parameters = match cursor.bump()? {
        TokenTree::Group(group) => group.clone(),
        _ => return None,
    };
    let ends_head = |token: &TokenTree| match token {
        TokenTree::Group(group) => as_body(group).is_some(),
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Ident(ident) => *ident == "where",
        TokenTree::Literal(_) => false,
    };
    let output = match cursor.tokens {
        [TokenTree::Punct(dash), TokenTree::Punct(angle), rest @ ..]
            if dash.as_char() == '-' && angle.as_char() == '>' =>
        {
            cursor.tokens = rest;
            Some(cursor.until(ends_head))
        }
        _ => None,
    };
    let where_clause =
        cursor.until(|token| ends_head(token) && !matches!(token, TokenTree::Ident(_)));
    let body = match cursor.bump()? {
        TokenTree::Group(body) => as_body(body),
        _ => None,
    };
    if !cursor.tokens.is_empty() {
        return None;
    }
    Some(Function {
        attrs,
        vis,
        qualifiers,
        constness,
        is_async,
        is_unsafe,
        fn_token,
        name,
        generics,
        parameters,
        output,
        where_clause,
        body,
    })
}

/// The braces; a macro hands on `$body` with invisible delimiters around them.
pub(super) fn as_body(group: &Group) -> Option<Group> {
    match group.delimiter() {
        Delimiter::Brace => Some(group.clone()),
        Delimiter::None => match group.stream().into_iter().next()? {
            TokenTree::Group(inner) if inner.delimiter() == Delimiter::Brace => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

impl Function {
    /// The `#[cfg(..)]` attributes, which whatever stands beside the function needs too.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attr> {
        self.attrs.iter().filter(|attribute| attribute.is("cfg"))
    }

    /// The names of the parameters, `self` too, if each is a plain name: syn takes longer to parse
    /// them than the whole expansion.
    pub(crate) fn plain_parameters(&self) -> Option<Vec<Tokens>> {
        let tokens = Vec::from_iter(self.parameters.stream());
        let mut cursor = Cursor { tokens: &tokens };
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        let mut names = Vec::new();
        while !cursor.tokens.is_empty() {
            let parameter = cursor.until(is_comma);
            cursor.bump();
            let name = match &parameter[..] {
                [TokenTree::Ident(name), TokenTree::Punct(colon), ..]
                    if colon.as_char() == ':'
                        && colon.spacing() == Spacing::Alone
                        && name != "_" =>
                {
                    name
                }
                [.., TokenTree::Ident(name)] if name == "self" => name,
                _ => return None,
            };
            names.push(Tokens::one(name.clone()));
        }
        Some(names)
    }

    /// The signature, from the qualifiers to the where clause, with other `parameters`.
    pub(crate) fn signature(&self, parameters: &Group) -> TokenStream {
        let Self { qualifiers, fn_token, name, generics, output, where_clause, .. } = self;
        let output = output.as_ref().map(|output| quote!(-> #output));
        quote!(#qualifiers #fn_token #name #generics #parameters #output #where_clause)
    }
}

/// As written.
impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.attrs);
        self.vis.to_tokens(tokens);
        tokens.extend(self.signature(&self.parameters));
        match &self.body {
            Some(body) => body.to_tokens(tokens),
            None => tokens.extend(quote!(;)),
        }
    }
}
