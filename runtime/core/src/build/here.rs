//! What this machine makes of this build. Where no machine is known, it lacks nothing.

use std::fmt;

use crate::build::candle;
use crate::build::feature_set::FeatureSet;
use crate::build::workspace::records_of;
use crate::hardware;
use crate::hardware::check::{Lack, Question, most_actionable};
use crate::hardware::declared::DeclaredBy;
use crate::hardware::{check, table};
use crate::model::capability::Capability;
use crate::model::feature::Feature;
use crate::model::machine::Machine;
use crate::model::predicate::Predicate;
use crate::model::reason::Reason;
use crate::model::requirement::Need;
use crate::rebuild::ways::Fit;

/// What the machine lacks of what the capability's predicate needs.
pub(crate) fn lack_of(capability: &Capability) -> Option<Lack> {
    let machine = hardware::known()?;
    ask(capability.package(), &|need| check::lack(need, machine), |question| {
        question.of_predicate(built_part(capability))
    })
}

/// What is known to keep the capability from working where nothing is lacking.
pub(crate) fn mismatch_of(capability: &Capability) -> Option<Lack> {
    let machine = hardware::known()?;
    ask(capability.package(), &|need| mismatch(need, machine), |question| {
        question.of_predicate(built_part(capability))
    })
}

/// Of a choice with several arms, the one that is built.
fn built_part(capability: &Capability) -> Predicate {
    capability.arm().unwrap_or(capability.predicate())
}

/// What this machine lacks of what a feature of a package needs.
pub(crate) fn lack_of_feature(package: &str, feature: &str) -> Option<Lack> {
    let machine = hardware::known()?;
    ask(package, &|need| check::lack(need, machine), |question| question.of_feature(feature))
}

/// What keeps this machine from running a feature of a package, a driver that is too old included.
pub(crate) fn obstacle_of_feature(package: &str, feature: &str) -> Option<Lack> {
    let machine = hardware::known()?;
    lack_of_feature(package, feature).or_else(|| {
        ask(package, &|need| check::mismatch(need, machine), |it| it.of_feature(feature))
    })
}

/// Whether a build for this target, or for this machine where one is known, can have a feature of a
/// package.
pub(crate) fn fit(package: &str, feature: &str) -> Fit {
    let declared = records_of(package);
    let declared = DeclaredBy(&declared);
    let machine = hardware::known();
    let lack = |need| match machine {
        Some(machine) => check::lack(need, machine).or_else(|| check::mismatch(need, machine)),
        None => check::lack_of_target(need),
    };
    if table::needs_of(declared, feature).into_iter().any(|need| lack(need).is_some()) {
        Fit::Never
    } else if machine.is_some() && table::is_made_for_one(declared, feature) {
        Fit::Made
    } else {
        Fit::Yes
    }
}

/// Why a build for this target, or for this machine, cannot have a feature of a package.
pub(crate) fn why_unfit(package: &str, feature: &str) -> Option<Lack> {
    let needs = || table::needs_of(DeclaredBy(&records_of(package)), feature).into_iter();
    obstacle_of_feature(package, feature)
        .or_else(|| most_actionable(needs().filter_map(check::lack_of_target)))
}

fn ask<R>(
    package: &str,
    missing: &dyn Fn(Need) -> Option<Lack>,
    question: impl FnOnce(Question<'_>) -> R,
) -> R {
    question(Question { declared: DeclaredBy(&records_of(package)), missing })
}

/// What is known of build and machine that contradicts each other.
fn mismatch(need: Need, machine: &Machine) -> Option<Lack> {
    match need {
        Need::CandleFeature(feature) if candle::lacks(feature) => Some(Lack {
            reason: Reason::FeatureMismatch,
            why: format!("`candle-core` was built without feature `{feature}`"),
        }),
        _ => check::mismatch(need, machine),
    }
}

/// A feature that is on in this build and that this machine cannot run.
///
/// Displays as one line, such as
/// ``feature `cuda` of `my-llm` is on but unusable here: no NVIDIA driver is installed``.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct UnusableFeature {
    feature: Feature,
    #[cfg_attr(feature = "serde", serde(flatten))]
    lack: Lack,
}

impl UnusableFeature {
    /// The feature.
    #[must_use]
    pub fn feature(&self) -> Feature {
        self.feature
    }

    /// Why, as a stable code.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.lack.reason
    }

    /// Whether it is unusable for what makes another feature of the same package unusable.
    pub(crate) fn has_the_cause_of(&self, other: &Self) -> bool {
        self.feature.package() == other.feature.package() && self.lack == other.lack
    }
}

impl fmt::Display for UnusableFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feature, lack } = self;
        let (name, package) = (feature.name(), feature.package());
        write!(f, "feature `{name}` of `{package}` is on but unusable here: {lack}")
    }
}

impl FeatureSet {
    /// The features that are on and that this machine cannot run, in the order of
    /// [`iter`](FeatureSet::iter).
    ///
    /// With feature `hardware`; the machine is probed at the first call. Without it nothing is known
    /// of the machine, and the list is empty.
    #[must_use]
    pub fn unusable(&self) -> Vec<UnusableFeature> {
        let Some(machine) = hardware::known() else { return Vec::new() };
        self.iter()
            .filter(|feature| feature.is_enabled())
            .filter_map(|feature| {
                let records = records_of(feature.package());
                let needs = table::own_needs_of(DeclaredBy(&records), feature.name());
                let lacks = needs.iter().filter_map(|need| check::lack(*need, machine));
                let mismatches = needs.iter().filter_map(|need| mismatch(*need, machine));
                let lack = most_actionable(lacks).or_else(|| most_actionable(mismatches))?;
                Some(UnusableFeature { feature: *feature, lack })
            })
            .collect()
    }
}
