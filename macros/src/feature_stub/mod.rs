//! `#[feature_stub(PREDICATE, option, ..)]`

mod held;
mod on_function;
mod on_impl;
mod on_type;
mod stub;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{explain_undeclared, runtime_path};
use crate::grammar::{Errors, FEATURE_STUB, Gate};
use crate::item::{self, Function, ImplBlock, Item, Member};
use crate::signature::with_any_body;
use on_function::on_function;
use on_impl::on_impl;
use on_type::{on_type, survive_type};
use stub::Stub;

const ATTRIBUTE: &str = "feature_stub";

/// Expands the attribute. Whatever is wrong, one item of that name survives.
pub(crate) fn expand(arguments: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut gate = Gate::parse(arguments, ATTRIBUTE, FEATURE_STUB, &mut errors);
    // What is not understood may be the way out.
    let is_understood = errors.is_empty();
    if let Some(gate) = &mut gate {
        explain_undeclared(&mut gate.predicate, &mut errors);
    }
    let keyword = item::outline(item).keyword.map(|keyword| keyword.to_string());
    let parsed = match keyword.as_deref() {
        Some("struct") => {
            errors.take(syn::parse2(item.clone())).map(|item| Stubbed::Type(Box::new(item)))
        }
        Some("impl" | "fn") => {
            errors.take(item::parse(item.clone(), ATTRIBUTE)).map(|item| match item {
                Item::Function(function) => Stubbed::Function(function),
                Item::Impl(block) => Stubbed::Impl(block),
            })
        }
        _ => {
            errors.at(
                item.clone().into_iter().next(),
                match keyword.as_deref() {
                    Some("enum" | "type" | "union") => {
                        "`feature_stub` makes a type without values out of `struct Name;`: write that"
                    }
                    _ => {
                        "`feature_stub` goes on `struct Name;`, an impl block of such a type, or `fn name(..) -> Result<..>;`"
                    }
                },
            );
            None
        }
    };
    let expanded = match (gate, parsed) {
        (Some(gate), Some(stubbed)) => {
            let stub = Stub { krate: runtime_path(&gate.options), gate };
            let expanded = match &stubbed {
                Stubbed::Type(item) => on_type(&stub, item, &mut errors),
                Stubbed::Impl(block) => on_impl(&stub, block, &mut errors),
                Stubbed::Function(function) => on_function(&stub, function, &mut errors),
            };
            if is_understood {
                expanded
            } else {
                let (cfg, survivor) = (stub.cfg(), survive(&stubbed));
                quote!(#[cfg(#cfg)] #survivor)
            }
        }
        (None, Some(stubbed)) => survive(&stubbed),
        (_, None) => item.clone(),
    };
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

/// What the attribute may stand on.
enum Stubbed {
    Type(Box<syn::ItemStruct>),
    Impl(Box<ImplBlock>),
    Function(Box<Function>),
}

/// The item behind broken arguments, so that whoever uses it causes no second error.
fn survive(stubbed: &Stubbed) -> TokenStream {
    match stubbed {
        Stubbed::Type(item) => survive_type(item),
        Stubbed::Function(function) => with_any_body(function),
        Stubbed::Impl(block) => {
            let members = block.members.iter().map(|member| match member {
                Member::Function(function) => with_any_body(function),
                Member::Other(tokens) => tokens.clone(),
            });
            block.with_members(members.collect())
        }
    }
}
