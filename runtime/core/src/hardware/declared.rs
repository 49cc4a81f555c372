//! What one package declares, its library and its executable together.

use crate::model::package::{Declared, Package};
use crate::model::requirement::Need;

/// The records of one package.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeclaredBy<'a>(pub(crate) &'a [&'static Package<'static>]);

impl DeclaredBy<'_> {
    /// What `feature_set!(requires(..))` says that a feature needs.
    pub(crate) fn needs(self, feature: &str) -> Option<&'static [Need]> {
        let needs = self.0.iter().flat_map(|package| &package.needs);
        needs.into_iter().find(|(of, _)| *of == feature).map(|(_, needs)| *needs)
    }

    /// The features of the same package that a feature turns on.
    pub(crate) fn implied(self, feature: &str) -> Vec<&'static str> {
        let declared = self.0.iter().flat_map(|package| &package.features);
        let here = declared.into_iter().filter(|declared| declared.name == feature);
        here.flat_map(Declared::implies).collect()
    }
}
