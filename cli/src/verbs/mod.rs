//! What the command can do; no verb knows another.

pub(crate) mod adopt;
pub(crate) mod audit;
pub(crate) mod diff;
pub(crate) mod eject;
pub(crate) mod inspect;
pub(crate) mod issues;
pub(crate) mod limitations;
pub(crate) mod matrix;
pub(crate) mod report;
