//! What is linked into this binary.

pub(crate) mod annotation;
pub(crate) mod compiled;
pub(crate) mod describe;
pub(crate) mod index;
pub(crate) mod parse;
pub(crate) mod record;
pub(crate) mod section;
