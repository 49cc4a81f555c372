//! Plain data and words.

pub(crate) mod capability;
#[cfg(feature = "hardware")]
pub(crate) mod machine;
pub(crate) mod predicate;
pub(crate) mod quant;
pub(crate) mod requirement;
