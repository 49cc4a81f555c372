//! Which files there are, of which package.

mod check_cfg;
mod decisions;
pub(crate) mod manifest;
pub(crate) mod paths;
pub(crate) mod project;
mod walk;
