//! Why not.

#[cfg(feature = "candle")]
pub(crate) mod candle;
pub(crate) mod message;
pub(crate) mod unavailable;
