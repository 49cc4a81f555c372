//! What one file tells about its package: names, gates, error types, values that are made.

mod fact;
mod macros;
mod read;

pub(crate) use fact::{Facts, Import, ModuleFile};
pub(crate) use read::of;
