//! What this build is, and how to get another.

pub(crate) mod feature_set;
pub(crate) mod hint;
