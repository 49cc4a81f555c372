//! What is linked into this binary.

pub(crate) mod record;
pub(crate) mod section;
