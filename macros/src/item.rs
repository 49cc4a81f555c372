//! The annotated item. Bodies are kept as the brace group they came in, never parsed.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::parse::{ParseStream, Parser};
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
    let (head, body) = split_body(tokens);
    (|input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        if is_impl(input) {
            return impl_block(attrs, input.parse()?, body)
                .map(|block| Item::Impl(Box::new(block)));
        }
        if let Some(other) = other_item(&input.fork()) {
            return Err(input.error(format!(
                "`{attribute}` goes on a function, a method or an impl block, not on {other}"
            )));
        }
        Function::parse_head(attrs, input, body).map(|function| Item::Function(Box::new(function)))
    })
    .parse2(head)
}

/// The tokens in front of the brace group at the end, and that group.
///
/// A parser sees only the head: to hand it the body would cost as much as parsing the body.
fn split_body(tokens: TokenStream) -> (TokenStream, Option<Group>) {
    let mut head: Vec<TokenTree> = tokens.into_iter().collect();
    match head.pop() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
            (head.into_iter().collect(), Some(body))
        }
        last => {
            head.extend(last);
            (head.into_iter().collect(), None)
        }
    }
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
    /// Reads what stands before the body, or before the semicolon of a function without one.
    fn parse_head(
        attrs: Vec<Attribute>,
        input: ParseStream<'_>,
        body: Option<Group>,
    ) -> syn::Result<Self> {
        let vis = input.parse()?;
        let defaultness = if input.peek(Token![default]) { Some(input.parse()?) } else { None };
        let sig = input.parse()?;
        if body.is_none() {
            input.parse::<Token![;]>()?;
        }
        Ok(Self { attrs, vis, defaultness, sig, body })
    }

    /// The `#[cfg(..)]` attributes, which whatever stands beside the function needs too.
    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"))
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

fn impl_block(
    attrs: Vec<Attribute>,
    header: TokenStream,
    brace: Option<Group>,
) -> syn::Result<ImplBlock> {
    let Some(brace) = brace else {
        return Err(syn::Error::new_spanned(header, "expected the body of the impl block"));
    };
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
        members: members(brace.stream()),
        brace,
    })
}

/// Cuts the block into members: each ends at its semicolon, or at the brace group of a function or
/// a macro.
fn members(tokens: TokenStream) -> Vec<Member> {
    let mut members = Vec::new();
    let mut member: Vec<TokenTree> = Vec::new();
    let mut is_function = false;
    let mut is_value = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => {
                // `Matrix<{ N }>` in a signature is no body.
                let is_argument = matches!(
                    tokens.peek(),
                    Some(TokenTree::Punct(next)) if matches!(next.as_char(), '>' | ',')
                );
                group.delimiter() == Delimiter::Brace && !is_value && !is_argument
            }
            TokenTree::Ident(ident) => {
                is_function |= *ident == "fn";
                // `const X: T = T { .. };` ends at the semicolon, but `const fn` is a function.
                is_value = !is_function && (is_value || *ident == "const" || *ident == "type");
                false
            }
            TokenTree::Literal(_) => false,
        };
        member.push(token);
        if ends {
            let tokens: TokenStream = std::mem::take(&mut member).into_iter().collect();
            members.push(one_member(tokens, std::mem::take(&mut is_function)));
            is_value = false;
        }
    }
    if !member.is_empty() {
        members.push(Member::Other(member.into_iter().collect()));
    }
    members
}

fn one_member(tokens: TokenStream, is_function: bool) -> Member {
    if is_function {
        let (head, body) = split_body(tokens.clone());
        let parse = |input: ParseStream<'_>| {
            Function::parse_head(input.call(Attribute::parse_outer)?, input, body)
        };
        if let Ok(function) = parse.parse2(head) {
            return Member::Function(Box::new(function));
        }
    }
    Member::Other(tokens)
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
    let statements = body.stream();
    let (attrs, statements) = if starts_with_inner_attribute(statements.clone()) {
        split_inner_attributes(statements)
    } else {
        (Vec::new(), statements)
    };
    let mut tokens = prologue;
    tokens.extend(statements);
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(body.span());
    (attrs, group)
}

fn starts_with_inner_attribute(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#')
        && matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!')
}

fn split_inner_attributes(statements: TokenStream) -> (Vec<Attribute>, TokenStream) {
    let split = |input: ParseStream<'_>| {
        let mut attrs = Attribute::parse_inner(input)?;
        for attribute in &mut attrs {
            attribute.style = syn::AttrStyle::Outer;
        }
        Ok((attrs, input.parse()?))
    };
    split.parse2(statements.clone()).unwrap_or_else(|_| (Vec::new(), statements))
}
