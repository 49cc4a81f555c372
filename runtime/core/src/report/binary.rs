//! Which program this is.

use crate::build::workspace::program_of;
use crate::registry::compiled::HERE;
use crate::registry::index::packages;

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Binary {
    pub(crate) package: Option<&'static str>,
    pub(crate) version: Option<&'static str>,
    pub(crate) profile: &'static str,
    pub(crate) target: &'static str,
}

/// The package whose program this is, as far as `feature_set!` calls tell; the only one there is, in a
/// library that another language loads.
pub(crate) fn binary() -> Binary {
    let packages = packages();
    let main = program_of(packages)
        .map(|index| &packages[index])
        .or_else(|| if packages.len() == 1 { packages.first() } else { None });
    Binary {
        package: main.map(|package| package.name),
        version: main.map(|package| package.version),
        profile: HERE.profile,
        target: HERE.target,
    }
}
