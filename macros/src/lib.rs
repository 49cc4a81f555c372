//! The attribute macros of [`featherfall`](https://docs.rs/featherfall), which re-exports and
//! documents them. Depend on that crate, not on this one.

extern crate proc_macro;

mod arguments;
mod arms;
mod body;
mod cfg_of;
mod declared;
mod descriptor;
mod early_return;
mod feature_set;
mod gate;
mod grammar;
mod is_enabled;
mod item;
mod limitation;
mod manifest;
mod parameters;
mod quant;
mod quant_argument;
mod requirement;
mod returns;
mod stub;
mod testing;
mod way_out;

use proc_macro::TokenStream;

/// Gates a function, a method or every function of an impl block.
#[proc_macro_attribute]
pub fn requires_feature(arguments: TokenStream, item: TokenStream) -> TokenStream {
    gate::expand(arguments.into(), item.into()).into()
}

/// Chooses an expression or a statement by feature.
#[proc_macro]
pub fn feature_gated(arms: TokenStream) -> TokenStream {
    arms::expand(arms.into()).into()
}

/// A type, an impl block or a function that stands in where a predicate does not hold.
#[proc_macro_attribute]
pub fn feature_stub(arguments: TokenStream, item: TokenStream) -> TokenStream {
    stub::expand(arguments.into(), &item.into()).into()
}

/// Declares how far a quantization function, method or impl block is supported.
#[proc_macro_attribute]
pub fn quant_support(arguments: TokenStream, item: TokenStream) -> TokenStream {
    quant::expand(arguments.into(), item.into()).into()
}

/// Goes on without an optional argument, in the middle of a function.
#[proc_macro]
pub fn quant_ignores(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), arguments::Policy::Ignores).into()
}

/// Refuses an optional argument, in the middle of a function.
#[proc_macro]
pub fn quant_refuses(arguments: TokenStream) -> TokenStream {
    quant_argument::expand(arguments.into(), arguments::Policy::Refuses).into()
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
