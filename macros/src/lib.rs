//! The attribute macros of [`featherfall`](https://docs.rs/featherfall), which re-exports and
//! documents them. Depend on that crate, not on this one.
//!
//! What is said of a macro here stands behind what is said of it there.

extern crate proc_macro;

// The layers: each uses only those above it.
mod grammar;

mod item;

mod signature;

mod manifest;

mod testing;

mod command;

mod emit;

// The macros: none uses another.
mod feature_gated;
mod feature_set;
mod feature_stub;
mod is_enabled;
mod limitation;
mod quant_argument;
mod quant_support;
mod requires_feature;

use proc_macro::TokenStream;

use crate::grammar::Policy;

#[doc = include_str!("../expansions/requires_feature.md")]
#[proc_macro_attribute]
pub fn requires_feature(arguments: TokenStream, item: TokenStream) -> TokenStream {
    requires_feature::expand(arguments.into(), item.into()).into()
}

#[doc = include_str!("../expansions/feature_gated.md")]
#[proc_macro]
pub fn feature_gated(arms: TokenStream) -> TokenStream {
    feature_gated::expand(arms.into()).into()
}

#[doc = include_str!("../expansions/feature_stub.md")]
#[proc_macro_attribute]
pub fn feature_stub(arguments: TokenStream, item: TokenStream) -> TokenStream {
    feature_stub::expand(arguments.into(), &item.into()).into()
}

#[doc = include_str!("../expansions/quant_support.md")]
#[proc_macro_attribute]
pub fn quant_support(arguments: TokenStream, item: TokenStream) -> TokenStream {
    quant_support::expand(arguments.into(), item.into()).into()
}

#[doc = include_str!("../expansions/quant_ignores.md")]
#[proc_macro]
pub fn quant_ignores(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), Policy::Ignores).into()
}

#[doc = include_str!("../expansions/quant_refuses.md")]
#[proc_macro]
pub fn quant_refuses(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), Policy::Refuses).into()
}

#[doc = include_str!("../expansions/limitation.md")]
#[proc_macro_attribute]
pub fn limitation(arguments: TokenStream, item: TokenStream) -> TokenStream {
    limitation::expand(arguments.into(), item.into()).into()
}

/// # What it expands to
///
/// A static that holds what it read, in the section of the binary that the registry reads.
#[proc_macro]
pub fn feature_set(arguments: TokenStream) -> TokenStream {
    feature_set::expand(arguments.into()).into()
}

/// Whether a feature of the calling crate is on; for the runtime's own macros.
#[doc(hidden)]
#[proc_macro]
pub fn is_enabled(feature: TokenStream) -> TokenStream {
    is_enabled::expand(feature.into()).into()
}
