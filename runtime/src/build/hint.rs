//! Computes the rebuild hint from what this binary was built with.

use crate::build::feature_set::FeatureSet;
use crate::build::here::{lack_of_feature, possible};
use crate::build::workspace::worth_keeping;
use crate::hardware::check::Lack;
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::model::rebuild::Rebuild;

/// One sentence that says how to rebuild `package`, or `None` when there is no way.
///
/// Where a machine is known, only what it can run is suggested.
pub(crate) fn rebuild(package: &str, ways: &[Rebuild]) -> Option<String> {
    let ways = match possible(package, ways) {
        Ok(ways) => ways,
        Err(lack) => return Some(impossible(&lack)),
    };
    let mut sentences: Vec<String> = Vec::new();
    for way in &ways {
        let mut list: Vec<&str> = worth_keeping(package)
            .into_iter()
            .filter(|name| !way.enable.contains(name) && !way.disable.contains(name))
            .collect();
        list.extend(&way.enable);
        let mut parts = Vec::new();
        if !way.enable.is_empty() {
            let with = if sentences.is_empty() { "with " } else { "" };
            parts.push(format!("{with}`--features {}`", list.join(",")));
        }
        if !way.disable.is_empty() {
            let plural = if way.disable.len() > 1 { "features" } else { "feature" };
            parts.push(format!("without {plural} `{}`", way.disable.join("`, `")));
        }
        if !parts.is_empty() {
            sentences.push(parts.join(" and "));
        }
    }
    if sentences.is_empty() {
        return None;
    }
    Some(format!("Rebuild {}", sentences.join(" or ")))
}

/// What to say where a rebuild would not help.
fn impossible(lack: &Lack) -> String {
    format!("No rebuild helps on this machine: {lack}")
}

impl FeatureSet {
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
            .iter()
            .filter(|feature| missing.contains(&feature.name))
            .map(|feature| feature.package)
            .collect();
        packages.dedup();
        let mut wanted = self.iter().filter(|feature| missing.contains(&feature.name));
        let lack = wanted.find_map(|feature| lack_of_feature(feature.package, feature.name));
        if let Some(lack) = lack {
            return impossible(&lack);
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
}

impl Capability {
    /// How to get a build that has it, such as ``Rebuild with `--features cuda,flash-attn` ``.
    ///
    /// `None` where no rebuild helps; with feature `hardware`, what this machine lacks where that is
    /// why. Features of this package that are on already are part of
    /// the list, so that following the hint loses nothing.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.hint_for(&self.requires)
    }

    /// The hint, were `requires` the predicate.
    pub(crate) fn hint_for(&self, requires: &Predicate) -> Option<String> {
        if requires.holds() {
            return None;
        }
        match self.details.hint {
            Some(hint) => Some(hint.to_owned()),
            None => rebuild(self.package(), &requires.rebuilds()),
        }
    }
}
