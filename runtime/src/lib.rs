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
mod stub;
mod unavailable;

pub use capability::{Capability, Debt, Kind, Location, Priority};
pub use featherfall_macros::{
    feature_gated, feature_set, feature_stub, quant_support, requires_feature,
};
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

/// What expansions name. Not part of the public interface: it may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::descriptor::Descriptor;
    pub use crate::features::{DeclaredFeature, PackageFeatures};
    pub use crate::outcome::{
        absent, error, ignore, panic, record, returns, undeniable, unreachable,
    };
    pub use crate::site::{Calls, Counts, Site};
    pub use crate::stub::Stub;
    pub use std::boxed::Box;
    pub use std::convert::Infallible as Never;
}
