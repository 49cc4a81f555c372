//! One cargo feature of one package, and packages that disagree on one.

use std::fmt;

/// One cargo feature of one package of this binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Feature {
    pub(crate) package: &'static str,
    pub(crate) name: &'static str,
    pub(crate) enabled: bool,
    pub(crate) doc: &'static str,
}

impl Feature {
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
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// Its doc comment (`##` lines) in `Cargo.toml`; empty when there is none.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        self.doc
    }
}

/// A feature that is on in one package of this binary and off in another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Disagreement {
    pub(crate) name: &'static str,
    pub(crate) enabled_in: Vec<&'static str>,
    pub(crate) disabled_in: Vec<&'static str>,
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
