//! The attribute macros of [`featherfall`](https://docs.rs/featherfall), which re-exports and
//! documents them. Depend on that crate, not on this one.

extern crate proc_macro;

// The layers: each uses only those above it.
mod grammar;

mod item;

mod signature;

mod manifest;

mod testing;

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

/// Gates a function, a method or every function of an impl block.
#[proc_macro_attribute]
pub fn requires_feature(arguments: TokenStream, item: TokenStream) -> TokenStream {
    requires_feature::expand(arguments.into(), item.into()).into()
}

/// Chooses an expression or a statement by feature.
#[proc_macro]
pub fn feature_gated(arms: TokenStream) -> TokenStream {
    feature_gated::expand(arms.into()).into()
}

/// A type, an impl block or a function that stands in where a predicate does not hold.
#[proc_macro_attribute]
pub fn feature_stub(arguments: TokenStream, item: TokenStream) -> TokenStream {
    feature_stub::expand(arguments.into(), &item.into()).into()
}

/// Declares how far a quantization function, method or impl block is supported.
#[proc_macro_attribute]
pub fn quant_support(arguments: TokenStream, item: TokenStream) -> TokenStream {
    quant_support::expand(arguments.into(), item.into()).into()
}

/// Goes on without an optional argument, in the middle of a function.
#[proc_macro]
pub fn quant_ignores(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), Policy::Ignores).into()
}

/// Refuses an optional argument, in the middle of a function.
#[proc_macro]
pub fn quant_refuses(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), Policy::Refuses).into()
}

/// Says what an item cannot do.
#[proc_macro_attribute]
pub fn limitation(arguments: TokenStream, item: TokenStream) -> TokenStream {
    limitation::expand(arguments.into(), item.into()).into()
}

/// Records the features that the package's `Cargo.toml` declares.
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
