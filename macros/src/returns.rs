//! What the declared return type says about the ways out of a gated function.

use std::iter;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::item::{Function, Tokens};

/// How a gated function hands back a value.
#[allow(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Returns {
    /// The type of the value, after `.await`.
    pub(crate) output: Tokens,
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
            output: iter::once(Group::new(Delimiter::Parenthesis, TokenStream::new()).into())
                .collect(),
            is_opaque: false,
            is_never: false,
            is_async,
            is_boxed_future: false,
            span: function.name.span(),
        };
        let Some(declared) = &function.output else { return returns };
        if let Some(first) = declared.first() {
            returns.span = first.span();
        }
        let mut words = Vec::new();
        collect_words(declared, &mut words);
        let future = words.iter().any(|word| word == "async_trait");
        if let Some(output) = future.then(|| async_trait_output(declared)).flatten() {
            returns.is_async = true;
            returns.is_boxed_future = true;
            returns.output = output;
        } else {
            returns.output = declared.clone();
        }
        returns.is_never =
            matches!(&returns.output[..], [TokenTree::Punct(bang)] if bang.as_char() == '!');
        returns.is_opaque = returns.is_never || words.iter().any(|word| word == "impl");
        returns
    }
}

/// Adds every word among the tokens.
fn collect_words(tokens: &[TokenTree], words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Group(group) => {
                collect_words(&Vec::from_iter(group.stream()), words);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `T` of `Pin<Box<dyn Future<Output = T> + Send + 'async_trait>>`.
fn async_trait_output(declared: &Tokens) -> Option<Tokens> {
    let declared: Type = syn::parse2(declared.to_token_stream()).ok()?;
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
            Some(output.ty.to_token_stream().into_iter().collect())
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
