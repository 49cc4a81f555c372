//! The lines a program logs when it starts.

use crate::calls::announce::Speaker;
use crate::calls::current_policy::warn_about_environment;
use crate::report::collect::Report;
use crate::report::output::at_first_use;

/// Logs what this binary was built with, at level `info`, and at level `warn` what the user can act
/// on: features on which packages disagree, words of `FEATHERFALL` that mean nothing; with feature
/// `hardware` also features that this machine cannot run, and a GPU that no feature uses. The probe
/// delays it by one second at most, and only the first time.
pub fn log_feature_info() {
    let report = Report::without_rows();
    for line in report.head() {
        tracing::info!(target: "featherfall", "{}", line.trim_end());
    }
    for actionable in report.actionable() {
        tracing::warn!(target: "featherfall", "{actionable}");
    }
    if let Some(speaker) = Speaker::of_this_thread() {
        warn_about_environment(&speaker);
    }
    at_first_use();
}
