//! Ways to another build.

/// Whether a feature can be part of a build for this target, or for this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Never,
    Yes,
    /// It is made for this very machine.
    Made,
}

/// Says it of a package's feature.
pub(crate) type Judge<'j> = dyn Fn(&str, &str) -> Fit + 'j;

/// One word of `--features`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// A direct dependency of the root, by the name that the root gives it.
    pub(crate) dependency: Option<&'a str>,
    pub(crate) feature: &'a str,
}

/// A dependency, by the name that a manifest gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Renamed<'a> {
    pub(crate) name: &'a str,
    pub(crate) package: &'a str,
}

/// One way to another build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way<'a> {
    /// These flags instead of those that the build had.
    Command {
        no_default_features: bool,
        features: Vec<Word<'a>>,
        /// What the build had that must go.
        without: Vec<Word<'a>>,
        /// The feature that it turns on, and that must be off.
        unwanted: Option<&'a str>,
        /// Those of `features` that keep what it turned on besides.
        kept: Vec<Word<'a>>,
        /// One of `features`, and one that the build may have had instead, as each turns the other on.
        same: Option<(&'a str, &'a str)>,
    },
    /// Add the features to a dependency in the manifest of `package`.
    Edit { package: &'a str, dependency: Renamed<'a>, features: Vec<&'a str> },
    /// Write this for a dependency in the manifest of `package`, instead of what is there.
    Rewrite {
        package: &'a str,
        dependency: Renamed<'a>,
        default_features: bool,
        features: Vec<&'a str>,
        /// The command after that, where the flags that this build had may be a reason as well.
        then: Option<Box<Way<'a>>>,
    },
    /// Add a dependency to the manifest of `package`, the root.
    Line {
        package: &'a str,
        dependency: &'a str,
        version: &'a str,
        default_features: bool,
        features: Vec<&'a str>,
    },
    /// How it is done is not known.
    Plain { package: Option<&'a str>, with: Vec<&'a str>, without: Vec<&'a str> },
}

/// All ways of the best kind that there is, the fewest changes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ways<'a> {
    pub(crate) list: Vec<Way<'a>>,
    /// How many more there are.
    pub(crate) more: usize,
    /// Whether there are even more than that.
    pub(crate) at_least: bool,
    /// Whether nobody knows which package is built: flags may be given to the one with the gate.
    pub(crate) rootless: bool,
    /// Where there is none: what would do, and cannot be on here, as package and feature.
    pub(crate) blocked: Option<(&'a str, &'a str)>,
}

impl Ways<'_> {
    /// Whether it is more than the features themselves.
    pub(crate) fn says_how(&self) -> bool {
        self.list.iter().any(|way| !matches!(way, Way::Plain { .. }))
    }
}
