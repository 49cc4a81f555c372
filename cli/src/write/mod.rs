//! What leaves the program.

pub(crate) mod consent;
pub(crate) mod diff;
pub(crate) mod edit;
pub(crate) mod file;
pub(crate) mod manifest;
pub(crate) mod markdown;
pub(crate) mod output;
pub(crate) mod printable;
pub(crate) mod progress;
