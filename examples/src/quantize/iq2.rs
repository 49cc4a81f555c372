//! The 2-bit lattice formats of llama.cpp.
//!
//! Source: <https://github.com/ggml-org/llama.cpp/pull/4773>.

use candle_core::{Result, Tensor};
use featherfall::quant_support;

use super::Quantized;

/// IQ2: vectors of eight weights from a codebook on the E8 lattice; about 2.1 bits per weight.
///
/// # Errors
///
/// Always: there is no implementation yet.
#[quant_support(Unimplemented, method = "iq2", alternative = "use `q4k`", priority = Medium)]
pub fn quantize_iq2(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    todo!()
}
