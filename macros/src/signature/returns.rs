//! What the declared return type says about the ways out of a gated function.

use std::iter;

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, Path, PathArguments, Type, TypeImplTrait, TypeParamBound};

use crate::item::{Function, Tokens, shown_at};

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
    /// Whether the type names something like `Result`.
    pub(crate) is_written_result: bool,
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
            is_written_result: false,
            span: shown_at(function.name.span()),
        };
        let Some(declared) = &function.output else { return returns };
        if let Some(first) = declared.first() {
            returns.span = shown_at(first.span());
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
        returns.is_written_result = words.iter().any(|word| word.ends_with("Result"));
        returns.is_never =
            matches!(&returns.output[..], [TokenTree::Punct(bang)] if bang.as_char() == '!');
        returns.is_opaque = returns.is_never || words.iter().any(|word| word == "impl");
        returns
    }

    /// Statements that only check `value`: another `impl Trait` than the body's cannot be returned.
    ///
    /// Without the declared type, `iter::empty()`, `|x| x + 1` or `Ok(..)` would have none.
    pub(crate) fn checked(&self, value: &TokenStream) -> TokenStream {
        let span = value.clone().into_iter().next().map_or(self.span, |it| shown_at(it.span()));
        let Ok(mut declared) = syn::parse2(self.output.to_token_stream()) else {
            return quote!(let _ = #value;);
        };
        if let Type::ImplTrait(opaque) = declared {
            return match object(&opaque) {
                Some(Object { bound, of_items: false }) => {
                    // `0..n`, borrowed without them, would be a range of references.
                    quote_spanned!(span=> let _: &dyn #bound = &(#value);)
                }
                Some(Object { bound, of_items: true }) => quote_spanned! {span=>
                    let _: &dyn #bound = &::core::iter::IntoIterator::into_iter(#value);
                },
                None => quote!(let _ = #value;),
            };
        }
        let checked = Ident::new("__checked", Span::mixed_site());
        let parts = checked_parts(&declared, &quote!(#checked), span);
        infer_opaque(&mut declared);
        if names_opaque(&declared) {
            quote!(let _ = #value;)
        } else if parts.is_empty() {
            quote!(let _: #declared = #value;)
        } else {
            quote_spanned!(span=> let #checked: #declared = #value; #parts)
        }
    }
}

/// Statements that check what stands in the place of each `impl Trait` in the type of `place`.
fn checked_parts(declared: &Type, place: &TokenStream, span: Span) -> TokenStream {
    let item = ["Result", "Option", "Vec"].iter().find_map(|name| first_argument(declared, name));
    match (declared, item) {
        (Type::ImplTrait(opaque), _) => match object(opaque) {
            Some(Object { bound, of_items: false }) => {
                quote_spanned!(span=> let _: &dyn #bound = &#place;)
            }
            _ => TokenStream::new(),
        },
        (Type::Tuple(tuple), _) => (0..)
            .zip(&tuple.elems)
            .map(|(index, part)| {
                let index = Literal::usize_unsuffixed(index);
                checked_parts(part, &quote!(#place.#index), span)
            })
            .collect(),
        // Their references can be iterated.
        (_, Some(item)) => {
            let name = Ident::new("__item", Span::mixed_site());
            let parts = checked_parts(item, &quote!((*#name)), span);
            if parts.is_empty() {
                return parts;
            }
            quote_spanned! {span=>
                #[allow(for_loops_over_fallibles)]
                for #name in &#place { #parts }
            }
        }
        _ => TokenStream::new(),
    }
}

/// What stands behind `dyn` for a value of an `impl Trait` type.
struct Object {
    bound: TypeParamBound,
    /// Whether it is that of the iterator which the value becomes.
    of_items: bool,
}

/// The object's type if it helps to infer the value's: if it decides what its parameters are.
fn object(opaque: &TypeImplTrait) -> Option<Object> {
    const DECIDING: [&str; 10] = [
        "Iterator",
        "DoubleEndedIterator",
        "ExactSizeIterator",
        "FusedIterator",
        "Stream",
        "Future",
        "Fn",
        "FnMut",
        "FnOnce",
        "AsRef",
    ];
    let (mut bound, of_items) = opaque.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(it) = bound else { return None };
        let name = &it.path.segments.last()?.ident;
        let of_items = name == "IntoIterator";
        (of_items || DECIDING.iter().any(|it| name == it)).then(|| (it.clone(), of_items))
    })?;
    infer_in_arguments(&mut bound.path);
    if of_items {
        let arguments = &bound.path.segments.last()?.arguments;
        bound.path = syn::parse_quote!(::core::iter::Iterator #arguments);
    }
    (!names_opaque(&bound)).then_some(Object { bound: TypeParamBound::Trait(bound), of_items })
}

/// The function; if it has no body, with one that fits any type.
pub(crate) fn with_any_body(function: &Function) -> TokenStream {
    if function.body.is_some() {
        return function.to_token_stream();
    }
    let mut function = function.clone();
    if Returns::of(&function).is_opaque {
        function.output = Some(quote!(!).into_iter().collect());
    }
    let Function { attrs, vis, parameters, .. } = &function;
    let sig = function.signature(parameters);
    quote!(#(#attrs)* #[allow(unused)] #vis #sig { loop {} })
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
    let Type::TraitObject(object) = first_argument(first_argument(&declared, "Pin")?, "Box")?
    else {
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

/// `T` of `Name<T, ..>`, written with any path.
fn first_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}
