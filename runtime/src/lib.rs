#![doc = include_str!("../README.md")]

mod announce;
#[cfg(feature = "candle")]
mod candle;
mod capability;
mod descriptor;
mod features;
mod hint;
mod ledger;
mod message;
mod nearest;
mod outcome;
mod policy;
mod predicate;
mod quant;
mod registry;
mod report;
mod site;
mod startup;
#[cfg(feature = "testing")]
pub mod testing;
mod unavailable;

pub use capability::{Capability, Debt, Kind, Location, Priority};
pub use features::{Disagreement, Feature, FeatureError, FeatureSet, require_feature};
pub use ledger::{Degradation, degradations};
pub use policy::{Fallbacks, Policy, policy, set_policy};
pub use predicate::Predicate;
pub use quant::{
    Argument, ArgumentPolicy, Quant, QuantMethod, QuantMethods, QuantSupport, UnknownMethod,
    quant_methods, quantization_support,
};
pub use registry::capabilities;
pub use report::{Report, report};
pub use startup::log_feature_info;
pub use unavailable::{Reason, Unavailable};

/// Records the features that the `Cargo.toml` of the calling crate declares, with their `##` doc
/// comments, and which of them are on there.
///
/// Written once, at the root of a crate. It makes [`FeatureSet`] and the hints complete: without it
/// they know only the features that gates name. Takes nothing, or `crate = ::path` where featherfall
/// is not at `::featherfall`. Costs nothing at run time.
///
/// ```
/// featherfall::feature_set!();
///
/// // This package declares `serde`, whether it is on or not.
/// assert!(featherfall::FeatureSet::current().is_known("serde"));
/// ```
pub use featherfall_macros::feature_set;

/// Declares how far a quantization function, method or impl block is supported, and what it does
/// with its optional arguments.
///
/// The first argument is `Stable`, `Experimental`, `Partial` or `Unimplemented`; the options are in
/// the table of the [crate documentation](crate#quant_supportlevel-option-). Costs one atomic
/// addition for each call of an entry point.
///
/// ```
/// use featherfall::{quant_support, Reason, Unavailable};
///
/// struct Linear;
///
/// #[quant_support(Partial, method = "nf4", requires(absmax))]
/// impl Linear {
///     fn new(absmax: Option<f32>) -> std::io::Result<Self> {
///         Ok(Linear)
///     }
///
///     #[quant_support(Unimplemented, alternative = "use `dequantize`")]
///     fn forward(&self, x: f32) -> std::io::Result<f32> {
///         todo!()
///     }
/// }
///
/// let error = Linear::new(None).err().unwrap();
/// assert_eq!(Unavailable::find_in(&error).unwrap().reason(), Reason::ArgumentRequired);
/// let error = Linear::new(Some(1.0)).unwrap().forward(1.0).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`forward` is not implemented for `nf4`. Alternatively, use `dequantize`.",
/// );
/// ```
pub use featherfall_macros::quant_support;

/// Gates a function, a method, or every function of an impl block by what the build has.
///
/// The first argument is a feature or a predicate; the options are in the table of the
/// [crate documentation](crate#requires_featurepredicate-option-). Where the predicate holds, the
/// body runs untouched and at no cost. Where it does not, the function calls its `fallback`,
/// evaluates its `otherwise`, panics, or returns an [`Unavailable`] as its own error type.
///
/// ```
/// use featherfall::requires_feature;
///
/// #[derive(Debug, PartialEq)]
/// enum Error {
///     NotCompiled,
/// }
///
/// // A feature that this build does not have.
/// #[requires_feature(all("serde", not("serde")), error = |_| Error::NotCompiled)]
/// fn kernel(x: u32) -> Result<u32, Error> {
///     Ok(x)
/// }
///
/// #[requires_feature("serde", otherwise = 1, when(x > 1, "x must exceed 1"))]
/// fn lanes(x: u32) -> u32 {
///     x
/// }
///
/// assert_eq!(kernel(1), Err(Error::NotCompiled));
/// assert_eq!(lanes(0), 1);
/// ```
pub use featherfall_macros::requires_feature;

/// What expansions name. Not part of the public interface: it may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::__collect as collect;
    pub use crate::__describe as describe;
    pub use crate::descriptor::Descriptor;
    pub use crate::features::{DeclaredFeature, PackageFeatures};
    pub use crate::outcome::{cold, error, ignore, optional, panic, returns, unreachable};
    pub use crate::site::{Calls, Counts, Denied, Site};
    pub use std::boxed::Box;
}
