//! What the records of a finished file say, read without running it.

use crate::build::feature_set::FeatureSet;
use crate::build::quant_methods::QuantMethods;
use crate::model::capability::Capability;
use crate::model::quant::{Quant, QuantSupport};
use crate::registry::index::{self, Inspected as Records};
use crate::report::labels::labels;

/// What a finished file says of itself: the half of a report that does not depend on a run.
#[derive(Debug)]
pub struct Inspected {
    /// The versions of featherfall that wrote the records.
    pub versions: Vec<&'static str>,
    /// The profile and the target of the build.
    pub compiled: Option<(&'static str, &'static str)>,
    /// The packages that recorded themselves: name, version, and whether as a program.
    pub packages: Vec<(&'static str, &'static str, bool)>,
    /// Every feature that is known of.
    pub features: FeatureSet,
    /// Every annotated item, in report order, each with what reports call it and the level that its
    /// annotation states.
    pub capabilities: Vec<(&'static Capability, String, Option<QuantSupport>)>,
    /// How many records are of a format that is not known here.
    pub foreign: usize,
    /// How many are not as the format says.
    pub damaged: usize,
}

/// Reads the sections of one file, whichever version of this crate wrote them.
///
/// What is read lives as long as the process.
#[must_use]
pub fn inspected(sections: &[Vec<u8>]) -> Inspected {
    let Records { versions, compiled, packages, capabilities, foreign, damaged } =
        index::inspected(sections.concat().leak());
    let methods = QuantMethods::of(capabilities.iter().copied());
    let labels = labels(&capabilities, &methods);
    let gates = capabilities.iter().map(|it| (it.package(), it.predicate()));
    Inspected {
        features: FeatureSet::collect(&packages, gates),
        packages: packages.iter().map(|it| (it.name, it.version, it.executable)).collect(),
        capabilities: capabilities
            .into_iter()
            .zip(labels)
            .map(|(it, label)| (it, label, it.quant().and_then(Quant::support)))
            .collect(),
        versions,
        compiled: compiled.map(|it| (it.profile, it.target)),
        foreign,
        damaged,
    }
}
