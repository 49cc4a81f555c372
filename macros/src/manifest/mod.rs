//! What a `Cargo.toml` says.

mod others;
mod package;
mod programs;
mod toml;

pub(crate) use package::{Declared, Dependency, Kind, Manifest};
