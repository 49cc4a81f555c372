//! What the packages of this binary declare, and which of their features turn on which.

use crate::build::feature_set::FeatureSet;
use crate::model::package::DeclaredFeature;
use crate::registry::index::packages;

/// Every feature that a package declares; its library and its executable may both declare it.
pub(crate) fn declared(package: &str) -> Vec<&'static DeclaredFeature> {
    packages().iter().filter(|it| it.name == package).flat_map(|it| &it.features).collect()
}

/// The features of `package` that a rebuild has to name to keep them: those that are on and that
/// neither `default` nor another of them turns on.
pub(crate) fn worth_keeping(package: &str) -> Vec<&'static str> {
    let set = FeatureSet::current();
    let mut declared = declared(package);
    declared.retain(|feature| feature.enabled);
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
        for implied in here.flat_map(|feature| feature.implies()) {
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
