//! Which cargo features this binary was built with, package by package.

use std::collections::HashMap;
use std::fmt;

use crate::model::feature::{Disagreement, Feature};
use crate::model::package::{Declared, Package};
use crate::model::predicate::Predicate;
use crate::registry::index;
use crate::sync::lazy::Lazy;
use crate::text::sort::{sort_by, sort_by_key};

/// The features of every package that calls [`feature_set!`](https://docs.rs/featherfall/latest/featherfall/macro.feature_set.html), plus every
/// feature that a linked gate names.
///
/// `cfg!` is evaluated in those packages, never here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    features: Vec<Feature>,
    enabled: HashMap<&'static str, bool>,
    /// The package that it is about, if not about all.
    only: Option<String>,
}

impl FeatureSet {
    /// The features of this binary. Collected at the first call, then free.
    #[must_use]
    pub fn current() -> &'static FeatureSet {
        static CURRENT: Lazy<FeatureSet> = Lazy::new();
        CURRENT.get_or_make(|| {
            let gates = index::gates().iter().map(|gate| (gate.package, gate.requires));
            FeatureSet::collect(index::packages(), gates)
        })
    }

    pub(crate) fn collect<'a>(
        packages: impl IntoIterator<Item = &'a Package<'static>>,
        gates: impl IntoIterator<Item = (&'static str, Predicate)>,
    ) -> Self {
        // What packages declare stands before what gates only name, also when it is sorted.
        let mut features: Vec<(Feature, bool)> = Vec::new();
        for package in packages {
            for &Declared { name, enabled, doc, .. } in &package.features {
                features.push((Feature { package: package.name, name, enabled, doc }, true));
            }
        }
        for (package, predicate) in gates {
            predicate.features(&mut |name, enabled| {
                features.push((Feature { package, name, enabled, doc: "" }, false));
            });
        }
        let key = |feature: &Feature| (feature.package, feature.name);
        sort_by_key(&mut features, |(feature, _)| key(feature));
        features.dedup_by(|(next, is_declared), (kept, _)| {
            let is_same = key(next) == key(kept);
            kept.enabled |= is_same && *is_declared && next.enabled;
            is_same
        });
        Self::of(features.into_iter().map(|(feature, _)| feature).collect(), None)
    }

    fn of(features: Vec<Feature>, only: Option<String>) -> Self {
        let mut enabled = HashMap::new();
        for feature in &features {
            *enabled.entry(feature.name).or_insert(false) |= feature.enabled;
        }
        Self { features, enabled, only }
    }

    /// The same questions for one package; nothing is known of a package that is none of this binary.
    ///
    /// ```
    /// # use featherfall::FeatureSet;
    /// assert!(!FeatureSet::current().package("kernels").is_enabled("cuda"));
    /// ```
    #[must_use]
    pub fn package(&self, name: &str) -> FeatureSet {
        let of_it = self.features.iter().filter(|feature| feature.package == name);
        Self::of(of_it.copied().collect(), Some(name.to_owned()))
    }

    pub(crate) fn only(&self) -> Option<&str> {
        self.only.as_deref()
    }

    /// Whether the feature is on in at least one package; `false` for unknown names. No
    /// allocation.
    #[must_use]
    pub fn is_enabled(&self, name: &str) -> bool {
        self.enabled.get(name).copied().unwrap_or(false)
    }

    /// Whether any package declares the feature or gates something on it.
    #[must_use]
    pub fn is_known(&self, name: &str) -> bool {
        self.enabled.contains_key(name)
    }

    /// `flash-attn`
    #[must_use]
    pub fn flash_attn(&self) -> bool {
        self.is_enabled("flash-attn")
    }

    /// `flash-attn-v3`
    #[must_use]
    pub fn flash_attn_v3(&self) -> bool {
        self.is_enabled("flash-attn-v3")
    }

    /// `cuda`
    #[must_use]
    pub fn cuda(&self) -> bool {
        self.is_enabled("cuda")
    }

    /// `metal`
    #[must_use]
    pub fn metal(&self) -> bool {
        self.is_enabled("metal")
    }

    /// `accelerate`
    #[must_use]
    pub fn accelerate(&self) -> bool {
        self.is_enabled("accelerate")
    }

    /// `mkl`
    #[must_use]
    pub fn mkl(&self) -> bool {
        self.is_enabled("mkl")
    }

    /// `pyo3`
    #[must_use]
    pub fn pyo3(&self) -> bool {
        self.is_enabled("pyo3")
    }

    /// `flash-attn` or `flash-attn-v3`
    #[must_use]
    pub fn has_flash_attn(&self) -> bool {
        self.flash_attn() || self.flash_attn_v3()
    }

    /// `cuda` or `metal`
    #[must_use]
    pub fn has_hw_accel(&self) -> bool {
        self.cuda() || self.metal()
    }

    /// `accelerate` or `mkl`
    #[must_use]
    pub fn has_cpu_accel(&self) -> bool {
        self.accelerate() || self.mkl()
    }

    /// The names of the features that are on, separated by `, `.
    #[must_use]
    pub fn summary(&self) -> String {
        let names = self.names(true);
        if names.is_empty() {
            return String::from("no optional features enabled");
        }
        names.join(", ")
    }

    /// Every feature of every package, sorted by package and name.
    pub fn iter(&self) -> std::slice::Iter<'_, Feature> {
        self.features.iter()
    }

    /// The features on which packages of this binary disagree. Cargo builds such a binary without
    /// a word.
    #[must_use]
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let mut by_name = self.features.clone();
        sort_by_key(&mut by_name, |feature| feature.name);
        let mut found = Vec::new();
        for of_name in by_name.chunk_by(|one, other| one.name == other.name) {
            let name = of_name[0].name;
            let (mut enabled_in, mut disabled_in) = (Vec::new(), Vec::new());
            for feature in of_name {
                if feature.enabled { &mut enabled_in } else { &mut disabled_in }
                    .push(feature.package);
            }
            if name != "default" && !enabled_in.is_empty() && !disabled_in.is_empty() {
                found.push(Disagreement { name, enabled_in, disabled_in });
            }
        }
        found
    }

    /// The names that are on (or off) everywhere, without `default`.
    pub(crate) fn names(&self, enabled: bool) -> Vec<&'static str> {
        let mut names: Vec<&str> = self
            .enabled
            .iter()
            .filter(|&(&name, &on)| on == enabled && name != "default")
            .map(|(&name, _)| name)
            .collect();
        sort_by(&mut names, Ord::cmp);
        names
    }
}

impl<'a> IntoIterator for &'a FeatureSet {
    type Item = &'a Feature;
    type IntoIter = std::slice::Iter<'a, Feature>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The summary.
impl fmt::Display for FeatureSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.summary())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shorthand_asks_for_its_own_feature() {
        type Asks = fn(&FeatureSet) -> bool;
        let shorthands: [(Asks, &[&str]); 10] = [
            (FeatureSet::flash_attn, &["flash-attn"]),
            (FeatureSet::flash_attn_v3, &["flash-attn-v3"]),
            (FeatureSet::cuda, &["cuda"]),
            (FeatureSet::metal, &["metal"]),
            (FeatureSet::accelerate, &["accelerate"]),
            (FeatureSet::mkl, &["mkl"]),
            (FeatureSet::pyo3, &["pyo3"]),
            (FeatureSet::has_flash_attn, &["flash-attn", "flash-attn-v3"]),
            (FeatureSet::has_hw_accel, &["cuda", "metal"]),
            (FeatureSet::has_cpu_accel, &["accelerate", "mkl"]),
        ];
        let every = shorthands[..7].iter().map(|(_, names)| names[0]);
        for on in every {
            let set = FeatureSet::collect([], [("package", Predicate::Feature(on, true))]);
            for (index, (asks, names)) in shorthands.iter().enumerate() {
                assert_eq!(asks(&set), names.contains(&on), "shorthand {index}, `{on}` on");
            }
        }
    }
}
