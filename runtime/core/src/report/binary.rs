//! Which program this is.

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

/// The package that holds `main`, as far as `feature_set!` calls tell.
pub(crate) fn binary() -> Binary {
    let packages = packages();
    let main = packages
        .iter()
        .find(|package| package.executable)
        .or_else(|| if packages.len() == 1 { packages.first() } else { None });
    Binary {
        package: main.map(|package| package.name),
        version: main.map(|package| package.version),
        profile: HERE.profile,
        target: HERE.target,
    }
}
