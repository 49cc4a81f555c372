//! What the declared return type says about the ways out of a gated function.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, ReturnType, Signature, Type, TypeParamBound};

/// How a gated function hands back a value.
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
}

impl Returns {
    pub(crate) fn of(sig: &Signature) -> Self {
        let is_async = sig.asyncness.is_some();
        let declared = match &sig.output {
            ReturnType::Default => {
                return Self {
                    output: quote!(()),
                    is_opaque: false,
                    is_never: false,
                    is_async,
                    is_boxed_future: false,
                };
            }
            ReturnType::Type(_, declared) => declared,
        };
        if let Some(output) = async_trait_output(declared) {
            let output = output.into_token_stream();
            return Self {
                is_opaque: has_impl(output.clone()),
                is_never: false,
                output,
                is_async: true,
                is_boxed_future: true,
            };
        }
        let output = declared.to_token_stream();
        let is_never = matches!(**declared, Type::Never(_));
        let is_opaque = is_never || has_impl(output.clone());
        Self { output, is_opaque, is_never, is_async, is_boxed_future: false }
    }
}

fn has_impl(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "impl",
        TokenTree::Group(group) => has_impl(group.stream()),
        _ => false,
    })
}

/// `T` of `Pin<Box<dyn Future<Output = T> + Send + 'async_trait>>`.
fn async_trait_output(declared: &Type) -> Option<&Type> {
    let Type::TraitObject(object) = only_argument(only_argument(declared, "Pin")?, "Box")? else {
        return None;
    };
    let marked = object.bounds.iter().any(
        |bound| matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "async_trait"),
    );
    let future = object.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let PathArguments::AngleBracketed(arguments) = &future.filter(|_| marked)?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
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
