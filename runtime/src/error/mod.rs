//! Why not.

pub(crate) mod candle;
pub(crate) mod find;
pub(crate) mod message;
pub(crate) mod unavailable;
