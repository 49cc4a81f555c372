//! What became of it.

pub(crate) mod binary;
pub(crate) mod collect;
pub(crate) mod inspected;
pub(crate) mod labels;
pub(crate) mod ledger;
pub(crate) mod markdown;
pub(crate) mod metrics;
pub(crate) mod output;
pub(crate) mod row;
pub(crate) mod startup;
pub(crate) mod text;
