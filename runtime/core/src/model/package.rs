//! What a package says of itself: its features, and what they turn on in its dependencies.

use crate::model::requirement::Need;

/// What `feature_set!()` recorded of a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Package<'a> {
    pub(crate) name: &'a str,
    pub(crate) version: &'a str,
    /// Whether `feature_set!()` stands in it; without, the features are those that its gates name.
    pub(crate) recorded: bool,
    /// Whether this record was made while an executable of the package was compiled.
    pub(crate) executable: bool,
    /// The names of all its binaries, examples, tests and benchmarks.
    pub(crate) executables: Vec<&'a str>,
    /// Every feature that it declares, those of optional dependencies too.
    pub(crate) features: Vec<Declared<'a>>,
    /// What it depends on.
    pub(crate) dependencies: Vec<Dependency<'a>>,
    /// What `feature_set!(requires(..))` says that a feature needs of the machine.
    pub(crate) needs: Vec<(&'a str, &'static [Need])>,
}

/// One feature of a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Declared<'a> {
    pub(crate) name: &'a str,
    pub(crate) enabled: bool,
    pub(crate) doc: &'a str,
    /// The values of its array as in `Cargo.toml`: `x`, `dep:half`, `kernels/cuda`, `kernels?/mkl`.
    pub(crate) turns_on: Vec<&'a str>,
}

impl<'a> Declared<'a> {
    /// The features of the same package that it turns on.
    pub(crate) fn implies(&self) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        self.turns_on.iter().copied().filter(|name| !name.contains([':', '/']))
    }
}

/// One entry of a table of dependencies; what it inherits from the workspace is filled in.
// Each flag is a word of its own in a manifest.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dependency<'a> {
    /// As this `Cargo.toml` calls it.
    pub(crate) name: &'a str,
    /// The package's own name.
    pub(crate) package: &'a str,
    /// The version that is asked for; empty where none is.
    pub(crate) requirement: &'a str,
    pub(crate) optional: bool,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<&'a str>,
    /// The `cfg(..)` or the triple that its table is for.
    pub(crate) target: Option<&'a str>,
    /// Whether it has a `path`, which no package of a registry can depend on.
    pub(crate) local: bool,
    /// Whether the workspace's manifest says a part of it.
    pub(crate) inherited: bool,
    pub(crate) table: Table,
}

/// For what a dependency is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Table {
    #[default]
    Normal,
    /// Under the oldest resolver it turns features on for the program as well.
    Build,
    /// The root's turns features on for tests, and under the oldest resolver for all; others' never do.
    Dev,
}
