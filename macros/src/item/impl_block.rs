//! An impl block, cut into its members.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::attr::Attr;
use super::cursor::Cursor;
use super::function::{Function, as_body, function};

/// An inherent or trait impl.
#[derive(Clone)]
pub(crate) struct ImplBlock {
    pub(crate) attrs: Vec<Attr>,
    /// From `impl` (or `unsafe impl`) up to the brace.
    pub(crate) header: TokenStream,
    pub(crate) is_of_trait: bool,
    /// The last name of the trait's path.
    pub(crate) trait_name: Option<String>,
    pub(crate) self_type: Box<syn::Type>,
    /// The last name of the self type's path, or of what it points to.
    pub(crate) type_name: Option<String>,
    pub(crate) brace: Group,
    pub(crate) members: Vec<Member>,
}

/// One member of an impl block.
#[derive(Clone)]
pub(crate) enum Member {
    Function(Box<Function>),
    Other(TokenStream),
}

pub(super) fn impl_block(attrs: Vec<Attr>, tokens: &[TokenTree]) -> syn::Result<ImplBlock> {
    let header_of = |tokens: &[TokenTree]| tokens.iter().cloned().collect::<TokenStream>();
    let Some((TokenTree::Group(brace), header)) = tokens.split_last() else {
        return Err(syn::Error::new_spanned(
            header_of(tokens),
            "expected the body of the impl block",
        ));
    };
    let header = header_of(header);
    let empty: syn::ItemImpl = syn::parse2(quote!(#header {}))?;
    Ok(ImplBlock {
        attrs,
        header,
        is_of_trait: empty.trait_.is_some(),
        trait_name: empty
            .trait_
            .as_ref()
            .and_then(|(path, _)| path.segments.last().map(|last| last.ident.to_string())),
        type_name: name_of(&empty.self_ty),
        self_type: empty.self_ty,
        members: members(brace.stream()),
        brace: brace.clone(),
    })
}

/// `S` of `S`, `&S`, `Box<S>`.
fn name_of(ty: &syn::Type) -> Option<String> {
    let path = match ty {
        syn::Type::Reference(reference) => return name_of(&reference.elem),
        syn::Type::Paren(inner) => return name_of(&inner.elem),
        syn::Type::Group(inner) => return name_of(&inner.elem),
        syn::Type::Path(path) => path,
        _ => return None,
    };
    let last = path.path.segments.last()?;
    if ["Box", "Rc", "Arc", "Pin"].iter().any(|pointer| last.ident == pointer)
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(syn::GenericArgument::Type(pointee)) = arguments.args.first()
        && let Some(name) = name_of(pointee)
    {
        return Some(name);
    }
    Some(last.ident.to_string())
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
                as_body(group).is_some() && !is_value && !is_argument
            }
            TokenTree::Ident(ident) => {
                is_function |= *ident == "fn" && !is_value_name(&member);
                // `const X: T = T { .. };` ends at the semicolon, but `const fn` is a function.
                is_value = !is_function && (is_value || *ident == "const" || *ident == "type");
                false
            }
            TokenTree::Literal(_) => false,
        };
        member.push(token);
        if ends {
            members
                .push(one_member(&std::mem::take(&mut member), std::mem::take(&mut is_function)));
            is_value = false;
        }
    }
    if !member.is_empty() {
        members.push(Member::Other(member.into_iter().collect()));
    }
    members
}

/// Whether the tokens so far are `const NAME ..` or `type NAME ..`, in which `fn` is a type.
fn is_value_name(member: &[TokenTree]) -> bool {
    member.windows(2).any(|pair| {
        matches!(
            pair,
            [TokenTree::Ident(keyword), TokenTree::Ident(name)]
                if (*keyword == "const" || *keyword == "type")
                    && !["fn", "async", "unsafe", "extern"].iter().any(|word| *name == word)
        )
    })
}

fn one_member(tokens: &[TokenTree], is_function: bool) -> Member {
    let mut cursor = Cursor { tokens };
    let attrs = cursor.attrs();
    let vis = cursor.vis();
    match function(attrs, vis, cursor).filter(|_| is_function) {
        Some(function) => Member::Function(Box::new(function)),
        None => Member::Other(tokens.iter().cloned().collect()),
    }
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
