//! Which files there are, of which package.

pub(crate) mod check_cfg;
pub(crate) mod manifest;
pub(crate) mod project;
