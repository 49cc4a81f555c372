//! What a package says of itself: its features, and what they turn on in its dependencies.

use crate::model::requirement::Need;

/// What `feature_set!()` recorded of a package.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// Whether this record was made while a program, a test or a bench of the package was compiled.
    pub(crate) executable: bool,
    /// The names of all its programs, examples, tests and benches.
    pub(crate) programs: Vec<&'static str>,
    /// Every feature that it declares, those of optional dependencies too.
    pub(crate) features: Vec<DeclaredFeature>,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One feature as declared.
#[derive(Debug)]
pub(crate) struct DeclaredFeature {
    pub(crate) name: &'static str,
    pub(crate) enabled: bool,
    pub(crate) doc: &'static str,
    /// The values of its array as in `Cargo.toml`: `x`, `dep:half`, `kernels/cuda`, `kernels?/mkl`.
    pub(crate) enables: Vec<&'static str>,
    /// What `feature_set!(requires(..))` says that it needs of the machine.
    pub(crate) needs: Option<&'static [Need]>,
}

impl DeclaredFeature {
    /// The features of the same package that it turns on.
    pub(crate) fn implies(&self) -> impl Iterator<Item = &'static str> {
        self.enables.iter().copied().filter(|name| !name.contains([':', '/']))
    }
}

/// One entry of a table of dependencies; what it inherits from the workspace is filled in.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "as many as a `Cargo.toml` has for it")]
pub(crate) struct Dependency {
    /// As this `Cargo.toml` calls it.
    pub(crate) name: &'static str,
    /// The package's own name.
    pub(crate) package: &'static str,
    /// The version that is asked for; empty where none is.
    pub(crate) requirement: &'static str,
    pub(crate) optional: bool,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<&'static str>,
    /// The `cfg(..)` or the triple that its table is for.
    pub(crate) target: Option<&'static str>,
    /// Whether it has a `path`.
    pub(crate) local: bool,
    /// Whether it is one of `[dependencies]`; those of tests and build scripts turn features on as
    /// well under the oldest resolver.
    pub(crate) normal: bool,
}
