//! Which cargo features this binary was built with, package by package.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::OnceLock;

use crate::model::predicate::Predicate;
use crate::model::requirement::Need;
use crate::registry::section as registry;
use crate::text::nearest::nearest_first;

/// What `feature_set!()` records: the features that a package's `Cargo.toml` declares.
#[doc(hidden)]
#[derive(Debug)]
pub struct PackageFeatures {
    pub package: &'static str,
    pub version: &'static str,
    /// Whether `feature_set!()` stands in the root of an executable.
    pub executable: bool,
    pub features: &'static [DeclaredFeature],
}

/// One feature as declared.
#[doc(hidden)]
#[derive(Debug)]
pub struct DeclaredFeature {
    pub name: &'static str,
    pub enabled: bool,
    pub doc: &'static str,
    /// The features of the same package that it turns on.
    pub implies: &'static [&'static str],
    /// What `feature_set!(requires(..))` says that it needs of the machine.
    pub needs: Option<&'static [Need]>,
}

/// One cargo feature of one package of this binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    package: &'static str,
    name: &'static str,
    enabled: bool,
    doc: &'static str,
}

impl Feature {
    #[cfg(all(test, feature = "hardware"))]
    pub(crate) fn new(package: &'static str, name: &'static str, enabled: bool) -> Self {
        Self { package, name, enabled, doc: "" }
    }

    /// The package that declares it.
    #[must_use]
    pub fn package(&self) -> &'static str {
        self.package
    }

    /// Its name in `Cargo.toml`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is on in that package.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.enabled
    }

    /// Its doc comment (`##` lines) in `Cargo.toml`; empty when there is none.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        self.doc
    }
}

/// A feature that is on in one package of this binary and off in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    name: &'static str,
    enabled_in: Vec<&'static str>,
    disabled_in: Vec<&'static str>,
}

impl Disagreement {
    /// The feature.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The packages in which it is on.
    #[must_use]
    pub fn enabled_in(&self) -> &[&'static str] {
        &self.enabled_in
    }

    /// The packages in which it is off.
    #[must_use]
    pub fn disabled_in(&self) -> &[&'static str] {
        &self.disabled_in
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "feature `{}` is on in `{}` but off in `{}`",
            self.name,
            self.enabled_in.join("`, `"),
            self.disabled_in.join("`, `")
        )
    }
}

/// The features of every package that calls [`feature_set!`](crate::feature_set), plus every
/// feature that a linked gate names.
///
/// `cfg!` is evaluated in those packages, never here.
#[derive(Debug)]
pub struct FeatureSet {
    features: Vec<Feature>,
    enabled: HashMap<&'static str, bool>,
}

impl FeatureSet {
    /// The features of this binary. Collected at the first call, then free.
    #[must_use]
    pub fn current() -> &'static FeatureSet {
        static CURRENT: OnceLock<FeatureSet> = OnceLock::new();
        CURRENT.get_or_init(|| {
            let gates = registry::capabilities()
                .iter()
                .map(|capability| (capability.package(), capability.requires));
            FeatureSet::collect(registry::package_features(), gates)
        })
    }

    fn collect<'a>(
        packages: impl IntoIterator<Item = &'a PackageFeatures>,
        gates: impl IntoIterator<Item = (&'static str, Predicate)>,
    ) -> Self {
        let mut merged: BTreeMap<(&str, &str), Feature> = BTreeMap::new();
        for package in packages {
            for feature in package.features {
                let entry = merged.entry((package.package, feature.name)).or_insert(Feature {
                    package: package.package,
                    name: feature.name,
                    enabled: false,
                    doc: feature.doc,
                });
                entry.enabled |= feature.enabled;
            }
        }
        for (package, predicate) in gates {
            predicate.features(&mut |name, enabled| {
                merged.entry((package, name)).or_insert(Feature {
                    package,
                    name,
                    enabled,
                    doc: "",
                });
            });
        }
        let features: Vec<Feature> = merged.into_values().collect();
        let mut enabled = HashMap::new();
        for feature in &features {
            *enabled.entry(feature.name).or_insert(false) |= feature.enabled;
        }
        Self { features, enabled }
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

    /// How to rebuild with the `needed` features: those that are on already plus those that are
    /// missing. Empty when nothing is missing.
    ///
    /// With feature `hardware` it says instead what this machine lacks, where it could not run them.
    ///
    /// ```
    /// # use featherfall::FeatureSet;
    /// let hint = FeatureSet::current().compilation_hints(&["flash-attn", "cuda"]);
    /// assert_eq!(hint, "Rebuild with `--features flash-attn,cuda`");
    /// ```
    #[must_use]
    pub fn compilation_hints(&self, needed: &[&str]) -> String {
        let missing: Vec<&str> =
            needed.iter().copied().filter(|name| !self.is_enabled(name)).collect();
        if missing.is_empty() {
            return String::new();
        }
        let mut packages: Vec<&str> = self
            .features
            .iter()
            .filter(|feature| missing.contains(&feature.name))
            .map(|feature| feature.package)
            .collect();
        packages.dedup();
        #[cfg(feature = "hardware")]
        if let Some(lack) = self.lack_of(&missing) {
            return crate::build::hint::impossible(&lack);
        }
        let kept: Vec<&str> = packages.into_iter().flat_map(worth_keeping).collect();
        let mut list: Vec<&str> = Vec::new();
        for name in kept.into_iter().chain(missing) {
            if !list.contains(&name) {
                list.push(name);
            }
        }
        format!("Rebuild with `--features {}`", list.join(","))
    }

    /// What this machine lacks to run these features.
    #[cfg(feature = "hardware")]
    fn lack_of(&self, names: &[&str]) -> Option<impl fmt::Display + use<>> {
        let mut wanted = self.features.iter().filter(|feature| names.contains(&feature.name));
        wanted.find_map(|feature| crate::hardware::lack_of_feature(feature.package, feature.name))
    }

    /// Every feature of every package, sorted by package and name.
    pub fn iter(&self) -> std::slice::Iter<'_, Feature> {
        self.features.iter()
    }

    /// The features on which packages of this binary disagree. Cargo builds such a binary without
    /// a word.
    #[must_use]
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let mut by_name: BTreeMap<&str, Disagreement> = BTreeMap::new();
        for feature in self.features.iter().filter(|feature| feature.name != "default") {
            let entry = by_name.entry(feature.name).or_insert(Disagreement {
                name: feature.name,
                enabled_in: Vec::new(),
                disabled_in: Vec::new(),
            });
            if feature.enabled { &mut entry.enabled_in } else { &mut entry.disabled_in }
                .push(feature.package);
        }
        by_name
            .into_values()
            .filter(|entry| !entry.enabled_in.is_empty() && !entry.disabled_in.is_empty())
            .collect()
    }

    /// The names that are on (or off) everywhere, without `default`.
    pub(crate) fn names(&self, enabled: bool) -> Vec<&'static str> {
        let mut names: Vec<&str> = self
            .enabled
            .iter()
            .filter(|&(&name, &on)| on == enabled && name != "default")
            .map(|(&name, _)| name)
            .collect();
        names.sort_unstable();
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

/// The features of `package` that a rebuild has to name to keep them: those that are on and that
/// neither `default` nor another of them turns on.
pub(crate) fn worth_keeping(package: &str) -> Vec<&'static str> {
    let set = FeatureSet::current();
    let declared: Vec<&DeclaredFeature> = registry::package_features()
        .into_iter()
        .filter(|features| features.package == package)
        .flat_map(|features| features.features)
        .filter(|feature| feature.enabled)
        .collect();
    let implied = |name: &str| {
        declared.iter().any(|feature| {
            feature.name != name && reaches(&declared, feature.name, name)
                // Two features that turn each other on: keep the first.
                && !(reaches(&declared, name, feature.name) && name < feature.name)
        })
    };
    set.iter()
        .filter(|feature| feature.package == package && feature.enabled)
        .map(|feature| feature.name)
        .filter(|&name| name != "default" && !implied(name))
        .collect()
}

/// Whether turning on `from` turns on `to`.
fn reaches(declared: &[&DeclaredFeature], from: &str, to: &str) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while next < seen.len() {
        let name = seen[next];
        let here = declared.iter().filter(|feature| feature.name == name);
        for &implied in here.flat_map(|feature| feature.implies) {
            if implied == to {
                return true;
            }
            if !seen.contains(&implied) {
                seen.push(implied);
            }
        }
        next += 1;
    }
    false
}

/// Why [`require_feature`] failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FeatureError {
    /// The feature exists but is off.
    #[error("feature `{name}` is not enabled. {hint}.")]
    NotEnabled {
        /// The feature.
        name: String,
        /// How to rebuild.
        hint: String,
    },
    /// No package of this binary declares such a feature.
    #[error("unknown feature `{name}`{}", known_features(known))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The features that are known, nearest first.
        known: Vec<&'static str>,
    },
}

fn known_features(known: &[&str]) -> String {
    if known.is_empty() {
        return format!("; no feature is recorded, {}", registry::WHY_EMPTY);
    }
    format!("; known features, nearest first: `{}`", known.join("`, `"))
}

/// Fails unless the feature is on in at least one package of this binary.
pub fn require_feature(name: &str) -> Result<(), FeatureError> {
    let set = FeatureSet::current();
    match set.enabled.get(name) {
        Some(true) => Ok(()),
        Some(false) => Err(FeatureError::NotEnabled {
            name: name.to_owned(),
            hint: set.compilation_hints(&[name]),
        }),
        None => Err(FeatureError::Unknown {
            name: name.to_owned(),
            known: nearest_first(name, set.enabled.keys().copied()),
        }),
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
