//! One call: count it, may it, say it once.

pub(crate) mod announce;
pub(crate) mod current_policy;
pub(crate) mod site;
