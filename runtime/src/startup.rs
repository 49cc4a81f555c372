//! The lines a program logs when it starts.

use crate::features::FeatureSet;
use crate::policy::warn_about_environment;
use crate::report::report;

/// Logs what this binary was built with, at level `info`, and at level `warn` what the user can act
/// on: features on which packages disagree, words of `FEATHERFALL` that mean nothing.
pub fn log_feature_info() {
    for line in report().head() {
        tracing::info!(target: "featherfall", "{}", line.trim_end());
    }
    for disagreement in FeatureSet::current().disagreements() {
        tracing::warn!(target: "featherfall", "{disagreement}");
    }
    warn_about_environment();
}
