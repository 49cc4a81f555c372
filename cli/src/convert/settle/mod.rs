//! Puts edits together: overlaps, imports, the manifest.

mod file;
mod imports;
mod package;

pub(crate) use package::{Adopted, package};
