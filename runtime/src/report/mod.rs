//! What became of it.

pub(crate) mod collect;
pub(crate) mod ledger;
pub(crate) mod startup;
