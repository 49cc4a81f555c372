//! What this build is, and how to get another.

pub(crate) mod advice;
pub(crate) mod candle;
pub(crate) mod feature_set;
pub(crate) mod here;
pub(crate) mod hint;
pub(crate) mod quant_error;
pub(crate) mod quant_methods;
pub(crate) mod require;
pub(crate) mod workspace;
