//! Why not.

pub(crate) mod candle;
pub(crate) mod denial;
pub(crate) mod find;
pub(crate) mod message;
pub(crate) mod unavailable;
