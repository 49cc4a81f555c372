//! What `featherfall` is but for its macros. Depend on [`featherfall`](https://docs.rs/featherfall),
//! which re-exports all of it: a crate of its own is compiled beside syn, on which the macros wait.

mod build;
mod calls;
mod convert;
mod entry;
mod error;
pub mod hardware;
mod model;
mod overrides;
mod private;
mod rebuild;
mod registry;
mod report;
mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod text;

pub use build::feature_set::FeatureSet;
pub use build::here::UnusableFeature;
pub use build::quant_error::{QuantError, UnknownArgument, UnknownMethod};
pub use build::quant_methods::{QuantMethod, QuantMethods, quant_methods, quantization_support};
pub use build::require::{FeatureError, require_feature};
pub use calls::current_policy::{policy, set_policy};
pub use error::unavailable::Unavailable;
pub use model::capability::{Capability, SourceLocation};
pub use model::feature::{Disagreement, Feature};
pub use model::kind::CapabilityKind;
pub use model::policy::Policy;
pub use model::policy_word::{PolicyEffect, PolicyError, PolicyWord};
pub use model::predicate::Predicate;
pub use model::quant::{ArgumentPolicy, Quant, QuantArgument, QuantSupport};
pub use model::reason::Reason;
pub use model::word::UnknownWord;
pub use registry::index::capabilities;
pub use report::collect::{Report, report};
pub use report::ledger::{Degradation, degradations};
pub use report::metrics::MetricSample;
pub use report::output::{ReportAtEnd, report_at_end};
pub use report::row::ReportRow;
pub use report::startup::log_feature_info;

/// What expansions name. Not part of the public interface: it may change in any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
