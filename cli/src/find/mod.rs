//! Which files there are, of which package.

mod check_cfg;
pub(crate) mod config;
pub(crate) mod decisions;
pub(crate) mod git;
pub(crate) mod manifest;
mod members;
pub(crate) mod paths;
pub(crate) mod project;
pub(crate) mod scope;
pub(crate) mod toml;
mod walk;
mod workspace;
