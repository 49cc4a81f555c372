//! What the command can do; no verb knows another.

pub(crate) mod matrix;
