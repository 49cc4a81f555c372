//! What leaves the program.

pub(crate) mod edit;
pub(crate) mod file;
pub(crate) mod markdown;
pub(crate) mod progress;
