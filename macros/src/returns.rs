//! What the declared return type says about the ways out of a gated function.

use std::iter;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, Path, PathArguments, Type, TypeImplTrait, TypeParamBound};

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

    /// A statement that only checks `value`: another `impl Trait` than the body's cannot be returned.
    ///
    /// Without the declared type, `iter::empty()`, `|x| x + 1` or `Ok(..)` would have none.
    pub(crate) fn checked(&self, value: &TokenStream) -> TokenStream {
        match syn::parse2(self.output.to_token_stream()) {
            Ok(Type::ImplTrait(opaque)) => {
                let Some(object) = object(opaque) else { return quote!(let _ = #value;) };
                let span = value.clone().into_iter().next().map_or(self.span, |it| it.span());
                quote_spanned!(span=> let _: &dyn #object = &#value;)
            }
            Ok(mut declared) => {
                infer_opaque(&mut declared);
                if names_opaque(&declared) {
                    quote!(let _ = #value;)
                } else {
                    quote!(let _: #declared = #value;)
                }
            }
            Err(_) => quote!(let _ = #value;),
        }
    }
}

/// Traits that decide what their implementor's parameters are, and can be objects.
const DECIDING: [&str; 9] = [
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FusedIterator",
    "Stream",
    "Future",
    "Fn",
    "FnMut",
    "FnOnce",
];

/// What stands behind `dyn` for a value of the type, if that helps to infer its type.
fn object(opaque: TypeImplTrait) -> Option<TypeParamBound> {
    let decides = |path: &Path| {
        path.segments.last().is_some_and(|last| DECIDING.iter().any(|name| last.ident == name))
    };
    let mut bound = opaque
        .bounds
        .into_iter()
        .find(|bound| matches!(bound, TypeParamBound::Trait(it) if decides(&it.path)))?;
    if let TypeParamBound::Trait(bound) = &mut bound {
        infer_in_arguments(&mut bound.path);
    }
    (!names_opaque(&bound)).then_some(bound)
}

/// Writes `_` for every `impl Trait` that may be inferred.
fn infer_opaque(ty: &mut Type) {
    match ty {
        Type::ImplTrait(_) => {
            *ty = syn::parse_quote!(_);
        }
        Type::Path(it) => infer_in_arguments(&mut it.path),
        Type::Reference(it) => infer_opaque(&mut it.elem),
        Type::Tuple(it) => it.elems.iter_mut().for_each(infer_opaque),
        Type::Paren(it) => infer_opaque(&mut it.elem),
        Type::Group(it) => infer_opaque(&mut it.elem),
        Type::Array(it) => infer_opaque(&mut it.elem),
        _ => {}
    }
}

fn infer_in_arguments(path: &mut Path) {
    for segment in &mut path.segments {
        let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { continue };
        for argument in &mut arguments.args {
            match argument {
                GenericArgument::Type(ty) => infer_opaque(ty),
                GenericArgument::AssocType(it) => infer_opaque(&mut it.ty),
                _ => {}
            }
        }
    }
}

fn names_opaque(tokens: &impl ToTokens) -> bool {
    let mut words = Vec::new();
    collect_words(&Vec::from_iter(tokens.to_token_stream()), &mut words);
    words.iter().any(|word| word == "impl")
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
