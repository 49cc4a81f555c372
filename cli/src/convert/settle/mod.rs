//! Puts edits together: overlaps, imports, the manifest.

mod file;
mod imports;
mod leaf;
mod package;
mod uses;

pub(crate) use package::{Adopted, may_matter, package};
