//! A small inference crate: four attention kernels and seven quantizers on candle, and what such a
//! crate does not have yet, annotated with featherfall as a user would.

pub mod attention;
pub mod debt;
pub mod quantize;
pub mod weights;

featherfall::feature_set!(
    // This crate's fused attention runs on any CPU.
    requires("flash-attn"),
    requires("flash-attn-cuda", compute_capability = "8.0"),
);
