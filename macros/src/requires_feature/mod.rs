//! `#[requires_feature(PREDICATE, option, ..)]`

mod check;
mod conditions;
mod documented;
mod expand;
mod expectations;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::emit::{Body, Halves, WayOut, cfg, explain_undeclared, runtime_path};
use crate::grammar::{Errors, Gate, Instead, Options, REQUIRES_FEATURE};
use crate::item::{self, Attr, Function, ImplBlock, Item, Member};
use crate::signature::{Forward, Returns};
use check::{check_fallback, check_way_out};
use expand::Expansion;

const ATTRIBUTE: &str = "requires_feature";

/// Expands the attribute. Whatever is wrong, the item survives.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut gate = Gate::parse(arguments, ATTRIBUTE, REQUIRES_FEATURE, &mut errors);
    // What is not understood may be the way out.
    let is_understood = errors.is_empty();
    if let Some(gate) = &mut gate {
        explain_undeclared(&mut gate.predicate, &mut errors);
    }
    let parsed = errors.take(item::parse(item.clone(), ATTRIBUTE));
    let expanded = match (gate, parsed) {
        (Some(gate), Some(Item::Function(function))) => {
            on_function(&gate, &function, &[], is_understood, &mut errors)
        }
        (Some(gate), Some(Item::Impl(block))) => on_impl(&gate, &block, is_understood, &mut errors),
        (_, None) => return item::with_errors(item, &errors.into_tokens()),
        _ => item,
    };
    if errors.is_empty() {
        return expanded;
    }
    let errors = errors.into_tokens();
    quote!(#expanded #errors)
}

fn on_impl(
    gate: &Gate,
    block: &ImplBlock,
    is_understood: bool,
    errors: &mut Errors,
) -> TokenStream {
    if let Some(available) = gate.options.available.as_ref().filter(|_| block.is_of_trait) {
        errors.at(
            available,
            "`available` needs an inherent impl: a trait impl cannot have a constant of its own",
        );
    }
    let mut gated = 0;
    let members: TokenStream = block
        .members
        .iter()
        .map(|member| match member {
            Member::Function(function) if function.body.is_some() && !has_own_gate(function) => {
                gated += 1;
                let inner = Gate {
                    predicate: gate.predicate.clone(),
                    // One constant for the whole block.
                    options: Options {
                        available: gate.options.available.clone().filter(|_| gated == 1),
                        ..gate.options.clone()
                    },
                };
                on_function(&inner, function, &block.attrs, is_understood, errors)
            }
            Member::Function(function) => function.to_token_stream(),
            Member::Other(tokens) => tokens.clone(),
        })
        .collect();
    if gated == 0 {
        errors.at(&block.header, "this impl block has no function to gate");
    }
    block.with_members(members)
}

fn has_own_gate(function: &Function) -> bool {
    function.attrs.iter().any(|attribute| attribute.is(ATTRIBUTE))
}

/// `around` are the attributes of the impl block.
fn on_function(
    gate: &Gate,
    function: &Function,
    around: &[Attr],
    is_understood: bool,
    errors: &mut Errors,
) -> TokenStream {
    let Some(body) = &function.body else {
        errors.at(
            &function.name,
            "`requires_feature` needs a function with a body; put it on the implementations of this method, and `#[cfg(feature = \"..\")]` on what an `extern` block declares",
        );
        return function.to_token_stream();
    };
    let returns = Returns::of(function);
    if is_understood {
        check_way_out(gate, function, &returns, errors);
    }
    check_fallback(gate, function, errors);
    let forward = match &gate.options.instead.fallback {
        Some(_) => {
            let Instead { when, required_if, .. } = &gate.options.instead;
            let is_taken_apart = !when.is_empty() || !required_if.is_empty();
            Forward::of(function, is_taken_apart, errors)
        }
        None => None,
    };
    if !errors.is_empty() {
        return survive(gate, function, &returns);
    }
    let krate = runtime_path(&gate.options);
    let way_out = WayOut::of(&gate.options.instead);
    // Another attribute may look at the body, or has put something in front of it.
    let inside = Body::of(body);
    let is_alone = inside.leading_record().is_none()
        && function.attrs.iter().chain(around).all(Attr::is_inert);
    let halves = Halves::of(&gate.predicate, is_alone);
    Expansion { gate, function, returns, krate, way_out, forward, halves }.tokens(body, &inside)
}

/// The item with broken options: the body still stands behind its feature, so that it causes no
/// second error.
fn survive(gate: &Gate, function: &Function, returns: &Returns) -> TokenStream {
    // A constant may be computed with it.
    if returns.is_opaque || function.constness.is_some() {
        return function.to_token_stream();
    }
    let Function { attrs, vis, body, parameters, .. } = function;
    let sig = function.signature(parameters);
    let cfg = cfg(&gate.predicate);
    // What is written in the place of a feature is no declared cfg either.
    let unexpected = gate.predicate.needs_hint().then(|| quote!(, unexpected_cfgs));
    quote! {
        #[allow(unused_variables, unused_mut #unexpected)]
        #(#attrs)* #vis #sig {
            #[cfg(#cfg)]
            #body
            #[cfg(not(#cfg))]
            loop {}
        }
    }
}
