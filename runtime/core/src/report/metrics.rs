//! The report as metrics.

use std::fmt::Write as _;

use crate::build::feature_set::FeatureSet;
use crate::registry::index::packages;
use crate::report::collect::Report;

const BUILD: &str = "featherfall_build_info";
const CAPABILITY: &str = "featherfall_capability_info";
const CALLS: &str = "featherfall_calls_total";

/// One value of a metric. Which label values there are is bounded by what is in the binary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MetricSample {
    name: &'static str,
    labels: Vec<(&'static str, String)>,
    value: u64,
}

impl MetricSample {
    /// The metric: `featherfall_build_info`, `featherfall_capability_info` or
    /// `featherfall_calls_total`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Names and values.
    #[must_use]
    pub fn labels(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.labels.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// A count since the process began, or 1.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.value
    }

    /// Whether it only ever grows; the others are always 1.
    #[must_use]
    pub fn is_counter(&self) -> bool {
        self.name == CALLS
    }
}

impl Report {
    /// The report as samples for any metrics library, grouped by name.
    ///
    /// `capability` is the [`id`](crate::Capability::id). In `featherfall_calls_total`, calls of the
    /// capability itself have an empty `reason`.
    pub fn samples(&self) -> impl Iterator<Item = MetricSample> {
        builds()
            .chain(self.rows().map(|row| {
                let of = row.capability();
                let reason = row.reason().map_or("", |reason| reason.code());
                MetricSample {
                    name: CAPABILITY,
                    labels: vec![
                        ("capability", of.id().to_owned()),
                        ("package", of.package().to_owned()),
                        ("requires", of.predicate().to_string()),
                        ("built", row.is_built().to_string()),
                        ("usable", row.is_usable().to_string()),
                        ("reason", reason.to_owned()),
                    ],
                    value: 1,
                }
            }))
            .chain(self.rows().flat_map(|row| {
                let of = row.capability();
                let calls = move |used: &str, reason: &str, value| MetricSample {
                    name: CALLS,
                    labels: vec![
                        ("capability", of.id().to_owned()),
                        ("used", used.to_owned()),
                        ("reason", reason.to_owned()),
                    ],
                    value,
                };
                let itself = (row.used() > 0).then(|| calls(of.name(), "", row.used()));
                let instead = row
                    .degraded()
                    .iter()
                    .map(move |it| calls(it.used(), it.reason().code(), it.count()));
                itself.into_iter().chain(instead)
            }))
    }

    /// The samples as text for a `/metrics` page, both as `OpenMetrics` (where `# EOF` has to end the
    /// page) and in the text format of Prometheus.
    ///
    /// The two name the family of a counter differently, so the counter's type is not written.
    #[must_use]
    pub fn to_openmetrics(&self) -> String {
        let mut text = String::new();
        let mut last = "";
        for sample in self.samples() {
            if sample.name != last {
                last = sample.name;
                let (kind, help) = match last {
                    BUILD => ("gauge", "A package of this binary and its features that are on."),
                    CAPABILITY => ("gauge", "What this binary can do, and why not."),
                    _ => ("", "What ran, and why it was not what was asked for."),
                };
                let _ = writeln!(text, "# HELP {last} {help}");
                if !kind.is_empty() {
                    let _ = writeln!(text, "# TYPE {last} {kind}");
                }
            }
            let labels: Vec<String> = sample
                .labels()
                .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
                .collect();
            let _ = writeln!(text, "{}{{{}}} {}", sample.name, labels.join(","), sample.value);
        }
        text
    }
}

/// One for each package and version; its library and its executable may both have recorded it.
fn builds() -> impl Iterator<Item = MetricSample> {
    let mut seen = Vec::new();
    let is_new = move |package: &(&'static str, &'static str)| {
        let is_new = !seen.contains(package);
        seen.push(*package);
        is_new
    };
    let packages = packages().iter().map(|package| (package.name, package.version));
    packages.filter(is_new).map(|(name, version)| {
        let set = FeatureSet::current();
        let on = set.iter().filter(|feature| feature.package() == name && feature.is_enabled());
        let features: Vec<&str> = on.map(crate::model::feature::Feature::name).collect();
        let labels = [("package", name), ("version", version), ("features", &features.join(","))];
        MetricSample {
            name: BUILD,
            labels: labels.map(|(name, value)| (name, value.to_owned())).into(),
            value: 1,
        }
    })
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
