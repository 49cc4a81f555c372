//! A small inference crate: three attention kernels and seven quantizers on candle, and what such a
//! crate does not have yet, annotated with featherfall as a user would.

pub mod attention;
pub mod debt;
pub mod quantize;
pub mod weights;

// This crate's fused attention runs on any CPU.
featherfall::feature_set!(requires("flash-attn"));
