//! The annotated item. Bodies are kept as the brace group they came in, never parsed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Signature, Token, Visibility, token};

/// What the attributes may stand on.
pub(crate) enum Item {
    Function(Box<Function>),
    Impl(Box<ImplBlock>),
}

/// A function or method, with or without a body.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) sig: Signature,
    pub(crate) body: Option<Group>,
}

/// An inherent or trait impl.
pub(crate) struct ImplBlock {
    pub(crate) attrs: Vec<Attribute>,
    /// From `impl` (or `unsafe impl`) up to the brace.
    pub(crate) header: TokenStream,
    pub(crate) is_of_trait: bool,
    /// The last name of the self type's path.
    pub(crate) type_name: Option<String>,
    pub(crate) brace: Group,
    pub(crate) members: Vec<Member>,
}

/// One member of an impl block.
pub(crate) enum Member {
    Function(Box<Function>),
    Other(TokenStream),
}

/// Reads the item; `attribute` names the attribute in messages.
pub(crate) fn parse(tokens: TokenStream, attribute: &str) -> syn::Result<Item> {
    (|input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        if is_impl(input) {
            return impl_block(attrs, input).map(|block| Item::Impl(Box::new(block)));
        }
        if let Some(other) = other_item(&input.fork()) {
            return Err(input.error(format!(
                "`{attribute}` goes on a function, a method or an impl block, not on {other}"
            )));
        }
        let function = Function::parse_after(attrs, input)?;
        Ok(Item::Function(Box::new(function)))
    })
    .parse2(tokens)
}

fn is_impl(input: ParseStream<'_>) -> bool {
    input.peek(Token![impl])
        || (input.peek(Token![unsafe]) && input.peek2(Token![impl]))
        || (input.peek(Token![default])
            && (input.peek2(Token![impl])
                || input.peek2(Token![unsafe]) && input.peek3(Token![impl])))
}

/// What else stands there, with its article.
fn other_item(input: ParseStream<'_>) -> Option<&'static str> {
    let _: Visibility = input.parse().ok()?;
    Some(match () {
        () if input.peek(Token![struct]) => "a struct",
        () if input.peek(Token![enum]) => "an enum",
        () if input.peek(Token![union]) && input.peek2(syn::Ident) => "a union",
        () if input.peek(Token![trait]) || input.peek2(Token![trait]) => "a trait",
        () if input.peek(Token![mod]) => "a module",
        () if input.peek(Token![use]) => "a `use`",
        () if input.peek(Token![type]) => "a type alias",
        () if input.peek(Token![static]) => "a static",
        () if input.peek(Token![let]) => "a `let`: use an item",
        () if input.peek(Token![const]) && input.peek2(syn::Ident) => "a constant",
        () if input.peek(Token![extern]) && input.peek2(Token![crate]) => "an `extern crate`",
        () if input.peek(Token![extern])
            && (input.peek2(token::Brace) || input.peek3(token::Brace)) =>
        {
            "an extern block"
        }
        () => return None,
    })
}

impl Function {
    fn parse_after(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<Self> {
        let vis = input.parse()?;
        let defaultness = if input.peek(Token![default]) { Some(input.parse()?) } else { None };
        let sig: Signature = input.parse()?;
        let body = if input.peek(Token![;]) {
            input.parse::<Token![;]>()?;
            None
        } else {
            Some(brace(input)?)
        };
        Ok(Self { attrs, vis, defaultness, sig, body })
    }

    /// The `#[cfg(..)]` attributes, which whatever stands beside the function needs too.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"))
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Self::parse_after(input.call(Attribute::parse_outer)?, input)
    }
}

/// As written.
impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attrs, vis, defaultness, sig, body } = self;
        tokens.append_all(attrs);
        vis.to_tokens(tokens);
        defaultness.to_tokens(tokens);
        sig.to_tokens(tokens);
        match body {
            Some(body) => body.to_tokens(tokens),
            None => tokens.extend(quote!(;)),
        }
    }
}

fn brace(input: ParseStream<'_>) -> syn::Result<Group> {
    input.step(|cursor| match cursor.token_tree() {
        Some((TokenTree::Group(group), rest)) if group.delimiter() == Delimiter::Brace => {
            Ok((group, rest))
        }
        _ => Err(cursor.error("expected the body of the function")),
    })
}

fn impl_block(attrs: Vec<Attribute>, input: ParseStream<'_>) -> syn::Result<ImplBlock> {
    let mut header: Vec<TokenTree> = Vec::new();
    while !input.is_empty() {
        header.push(input.parse()?);
    }
    let Some(TokenTree::Group(brace)) = header.pop().filter(
        |last| matches!(last, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    ) else {
        return Err(input.error("expected the body of the impl block"));
    };
    let header: TokenStream = header.into_iter().collect();
    let empty: syn::ItemImpl = syn::parse2(quote!(#header {}))?;
    let type_name = match &*empty.self_ty {
        syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    };
    Ok(ImplBlock {
        attrs,
        header,
        is_of_trait: empty.trait_.is_some(),
        type_name,
        members: members.parse2(brace.stream())?,
        brace,
    })
}

fn members(input: ParseStream<'_>) -> syn::Result<Vec<Member>> {
    let mut members = Vec::new();
    while !input.is_empty() {
        let ahead = input.fork();
        if ahead.parse::<Function>().is_ok() {
            members.push(Member::Function(Box::new(input.parse()?)));
        } else {
            members.push(Member::Other(other_member(input)?));
        }
    }
    Ok(members)
}

/// Constants, types and macros, up to the semicolon or the brace that ends them.
fn other_member(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    let mut ends_at_brace = true;
    while !input.is_empty() {
        if input.peek(Token![const]) || input.peek(Token![type]) {
            ends_at_brace = false;
        }
        let done = input.peek(Token![;]) || (ends_at_brace && input.peek(token::Brace));
        tokens.append(input.parse::<TokenTree>()?);
        if done {
            break;
        }
    }
    Ok(tokens)
}

impl ImplBlock {
    /// The block with `members` in the place of its own.
    pub(crate) fn with_members(&self, members: TokenStream) -> TokenStream {
        let Self { attrs, header, brace, .. } = self;
        let mut body = Group::new(Delimiter::Brace, members);
        body.set_span(brace.span());
        quote!(#(#attrs)* #header #body)
    }
}

/// The body with `prologue` in front of its first statement.
///
/// The body's `#![..]` attributes come back as outer attributes for the function: only the block
/// that is a function's whole body can hold them.
pub(crate) fn with_prologue(body: &Group, prologue: TokenStream) -> (Vec<Attribute>, Group) {
    let split = |input: ParseStream<'_>| {
        let attrs = Attribute::parse_inner(input)?;
        Ok((attrs, input.parse::<TokenStream>()?))
    };
    let (mut attrs, statements) =
        split.parse2(body.stream()).unwrap_or_else(|_| (Vec::new(), body.stream()));
    for attribute in &mut attrs {
        attribute.style = syn::AttrStyle::Outer;
    }
    let mut group = Group::new(Delimiter::Brace, quote!(#prologue #statements));
    group.set_span(body.span());
    (attrs, group)
}
