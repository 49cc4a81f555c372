//! A small inference crate: two attention kernels and seven quantizers on candle, each annotated
//! with featherfall as a user would.

pub mod attention;
pub mod quantize;
pub mod weights;

featherfall::feature_set!();
