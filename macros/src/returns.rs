//! What the declared return type says about the ways out of a gated function.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::{GenericArgument, PathArguments, Type};

use crate::item::Function;

/// How a gated function hands back a value.
#[allow(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Returns {
    /// The type of the value, after `.await`.
    pub(crate) output: TokenStream,
    /// Whether it cannot be written in the body: `!`, or `impl Trait` somewhere in it.
    pub(crate) is_opaque: bool,
    pub(crate) is_never: bool,
    /// `async fn`: a fallback is awaited.
    pub(crate) is_async: bool,
    /// What `#[async_trait]` makes of an `async fn`: the value is made in `Box::pin(async move {..})`.
    pub(crate) is_boxed_future: bool,
    /// Where to point when the type has no way out.
    pub(crate) span: Span,
}

impl Returns {
    pub(crate) fn of(function: &Function) -> Self {
        let is_async = function.is_async;
        let mut returns = Self {
            output: quote!(()),
            is_opaque: false,
            is_never: false,
            is_async,
            is_boxed_future: false,
            span: function.name.span(),
        };
        let Some(declared) = &function.output else { return returns };
        if let Some(first) = declared.clone().into_iter().next() {
            returns.span = first.span();
        }
        if let Some(output) = async_trait_output(declared) {
            returns.is_async = true;
            returns.is_boxed_future = true;
            returns.output = output;
        } else {
            returns.output = declared.clone();
        }
        returns.is_never = is_never(&returns.output);
        returns.is_opaque =
            returns.is_never || any_token(&returns.output, &|token| is_ident(token, "impl"));
        returns
    }
}

fn is_never(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    matches!(tokens.next(), Some(TokenTree::Punct(bang)) if bang.as_char() == '!')
        && tokens.next().is_none()
}

fn is_ident(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if *ident == word)
}

fn any_token(tokens: &TokenStream, wanted: &dyn Fn(&TokenTree) -> bool) -> bool {
    tokens.clone().into_iter().any(|token| match &token {
        TokenTree::Group(group) => any_token(&group.stream(), wanted),
        token => wanted(token),
    })
}

/// `T` of `Pin<Box<dyn Future<Output = T> + Send + 'async_trait>>`.
fn async_trait_output(declared: &TokenStream) -> Option<TokenStream> {
    if !any_token(declared, &|token| is_ident(token, "async_trait")) {
        return None;
    }
    let declared: Type = syn::parse2(declared.clone()).ok()?;
    let Type::TraitObject(object) = only_argument(only_argument(&declared, "Pin")?, "Box")? else {
        return None;
    };
    let future = object.bounds.iter().find_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let PathArguments::AngleBracketed(arguments) = &future?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(output) if output.ident == "Output" => {
            let output = &output.ty;
            Some(quote!(#output))
        }
        _ => None,
    })
}

/// `T` of `Name<T>`, written with any path.
fn only_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}
