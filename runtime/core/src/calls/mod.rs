//! One call: count it, ask whether it may, say it once.

pub(crate) mod announce;
pub(crate) mod clock;
pub(crate) mod current_policy;
pub(crate) mod settle;
pub(crate) mod site;
pub(crate) mod sites;
