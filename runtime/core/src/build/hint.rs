//! How to get another build than this one, in words.

use crate::build::feature_set::FeatureSet;
use crate::build::here::{fit, why_unfit};
use crate::build::workspace::{packages, without, workspace};
use crate::hardware;
use crate::hardware::check::Lack;
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::rebuild::questions::compilation_hint;
use crate::rebuild::ways::Ways;
use crate::rebuild::workspace::Workspace;

/// What to say where a rebuild would not help.
fn impossible(lack: &Lack) -> String {
    let here = if hardware::known().is_some() { "on this machine" } else { "for this target" };
    format!("No rebuild helps {here}: {lack}")
}

/// One sentence, or `None` where there is no way.
fn sentence(ways: &Ways<'_>) -> Option<String> {
    let unfit = || ways.blocked.and_then(|(package, feature)| why_unfit(package, feature));
    ways.sentence().or_else(|| Some(impossible(&unfit()?)))
}

impl FeatureSet {
    /// How to rebuild with the `needed` features, so that what is on stays on. Empty when nothing is
    /// missing.
    ///
    /// It is a command for the package whose program this is, or what to write into which
    /// `Cargo.toml`; where that package is not known, as in a library that another language has
    /// loaded, the features alone. A feature that the target, or with feature `hardware` this machine,
    /// cannot run is no way: then it says so.
    ///
    /// ```
    /// # use featherfall::FeatureSet;
    /// let hint = FeatureSet::current().compilation_hints(&["flash-attn", "cuda"]);
    /// assert_eq!(hint, "Rebuild with features `flash-attn` and `cuda`");
    /// ```
    #[must_use]
    pub fn compilation_hints(&self, needed: &[&str]) -> String {
        if let Some(package) = self.only() {
            let is_off =
                |name: &&&str| self.iter().any(|it| it.name() == **name && !it.is_enabled());
            let missing: Vec<&str> = needed.iter().filter(is_off).copied().collect();
            let of = packages().iter().find(|it| it.name == package);
            let version = of.map_or("", |it| it.version);
            let ways = workspace().for_features_of(package, version, &missing, &fit);
            return sentence(&ways).unwrap_or_default();
        }
        match compilation_hint(workspace(), packages(), needed, &fit) {
            Ok(hint) => hint,
            Err((package, feature)) => {
                why_unfit(package, feature).map_or_else(String::new, |lack| impossible(&lack))
            }
        }
    }
}

impl Capability {
    /// How to get a build that has it, such as ``Rebuild with `--features cuda,flash-attn` ``.
    ///
    /// Following it, instead of the flags that this build had, leaves on everything that is on. `None`
    /// where no rebuild helps; with feature `hardware`, what this machine lacks where that is why.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.hint_for(&self.requires)
    }

    /// The hint, were `requires` the predicate.
    pub(crate) fn hint_for(&self, requires: &Predicate) -> Option<String> {
        if requires.holds() {
            return None;
        }
        if let Some(hint) = self.details.hint {
            return Some(hint.to_owned());
        }
        let ask = |workspace: &Workspace<'_>| {
            sentence(&workspace.for_gate(self.package(), self.package_version(), requires, &fit))
        };
        if self.requires.holds() {
            without(self.package(), requires, ask)
        } else {
            ask(workspace())
        }
    }
}
