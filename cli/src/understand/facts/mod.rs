//! What one file tells about its package: names, gates, error types, values that are made.

mod callers;
mod fact;
mod flags;
mod macros;
mod parts;
mod read;

pub(crate) use fact::{Definition, Facts, Import, ModuleFile, Search, Wanted};
pub(crate) use read::of;
