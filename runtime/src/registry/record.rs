//! What expansions leave in the binary: one static for each annotated item, and one for each
//! `feature_set!()`.
//!
//! The first kind is compiled once for every gate, so it is little more than one text: every field of
//! its own would cost as much again. The [`Capability`](crate::Capability) that users see is read from
//! it once, when somebody asks.

use crate::model::counter::Counter;
use crate::model::requirement::Need;

/// One annotated item.
#[derive(Debug)]
pub struct Record {
    /// One `key: value` a line.
    pub text: &'static str,
    /// `module_path!()`
    pub module: &'static str,
    /// Bit `i` is the truth of the `i`th feature or cfg that the text `requires`.
    pub holds: u32,
    /// How often it was called, where that is counted.
    pub calls: Counter,
}

/// What `feature_set!()` records: the features that a package's `Cargo.toml` declares.
#[doc(hidden)]
#[derive(Debug)]
pub struct PackageFeatures {
    pub package: &'static str,
    pub version: &'static str,
    /// Whether `feature_set!()` stands in the root of an executable.
    pub executable: bool,
    pub features: &'static [DeclaredFeature],
}

/// One feature as declared.
#[doc(hidden)]
#[derive(Debug)]
pub struct DeclaredFeature {
    pub name: &'static str,
    pub enabled: bool,
    pub doc: &'static str,
    /// The features of the same package that it turns on.
    pub implies: &'static [&'static str],
    /// What `feature_set!(requires(..))` says that it needs of the machine.
    pub needs: Option<&'static [Need]>,
}
