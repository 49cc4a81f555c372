//! Plain data and words: no statics, no look-ups.

pub(crate) mod capability;
pub(crate) mod counts;
pub(crate) mod feature;
pub(crate) mod kind;
pub(crate) mod machine;
pub(crate) mod named;
pub(crate) mod package;
pub(crate) mod policy;
pub(crate) mod policy_word;
pub(crate) mod predicate;
pub(crate) mod quant;
pub(crate) mod reason;
pub(crate) mod requirement;
pub(crate) mod word;
