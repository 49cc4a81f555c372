//! Which features are on, package by package.

use std::collections::BTreeMap;

use crate::model::package::Package;

/// Whether a feature is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    On,
    Off,
    /// Nobody declares it.
    Unknown,
}

/// Whether the feature is on in at least one of the packages.
pub(crate) fn ask<'p>(packages: impl IntoIterator<Item = &'p Package<'p>>, name: &str) -> Answer {
    let features = packages.into_iter().flat_map(|package| &package.features);
    features.filter(|feature| feature.name == name).fold(Answer::Unknown, |answer, feature| {
        match (answer, feature.enabled) {
            (Answer::On, _) | (_, true) => Answer::On,
            _ => Answer::Off,
        }
    })
}

/// The packages of this name: of several versions, or none.
pub(crate) fn named<'p>(
    packages: &'p [Package<'p>],
    name: &'p str,
) -> impl Iterator<Item = &'p Package<'p>> + Clone {
    packages.iter().filter(move |package| package.name == name)
}

/// The features that one package has on and another off, with the packages, sorted by name.
pub(crate) fn disagreements<'p>(
    packages: &'p [Package<'p>],
) -> Vec<(&'p str, Vec<&'p str>, Vec<&'p str>)> {
    let mut by_name: BTreeMap<&str, [Vec<&str>; 2]> = BTreeMap::new();
    for package in packages {
        for feature in package.features.iter().filter(|feature| feature.name != "default") {
            let sides = by_name.entry(feature.name).or_default();
            let side = &mut sides[usize::from(!feature.enabled)];
            if !side.contains(&package.name) {
                side.push(package.name);
            }
        }
    }
    by_name
        .into_iter()
        .map(|(name, [mut on, mut off])| {
            on.sort_unstable();
            off.sort_unstable();
            (name, on, off)
        })
        .filter(|(_, on, off)| !on.is_empty() && !off.is_empty())
        .collect()
}
