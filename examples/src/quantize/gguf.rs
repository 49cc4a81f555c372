//! The block formats of GGUF, through candle's implementation.
//!
//! Source: <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>; candle's
//! `quantized::k_quants`.

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Result, Tensor};
use featherfall::quant_support;

use super::Quantized;

/// `Q4_K`: 4-bit codes in super-blocks of 256 with 6-bit scales and minima; 4.5 bits per weight.
///
/// `weights` has shape (rows, columns), dtype f32, columns a multiple of 256. `imatrix` has one
/// importance for each column; with it, the error of important columns counts more. candle 0.11
/// stores a block whose values are all the same as zeros.
///
/// # Errors
///
/// Shapes that do not fit.
#[quant_support(Stable, method = "q4k", aliases("q4_k", "gguf-q4k"))]
pub fn quantize_q4k(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    let quantized = match imatrix {
        Some(imatrix) => QTensor::quantize_imatrix(weights, imatrix, GgmlDType::Q4K)?,
        None => QTensor::quantize(weights, GgmlDType::Q4K)?,
    };
    stored(&quantized)
}

/// `Q8_0`: 8-bit codes in blocks of 32 with one f16 scale; 8.5 bits per weight.
///
/// `weights` has shape (rows, columns), dtype f32, columns a multiple of 32. candle's
/// `quantize_imatrix` panics for this format, so `imatrix` must not reach it.
///
/// # Errors
///
/// Shapes that do not fit.
#[quant_support(Stable, method = "q8_0", ignores(imatrix))]
pub fn quantize_q8_0(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    let quantized = match imatrix {
        Some(imatrix) => QTensor::quantize_imatrix(weights, imatrix, GgmlDType::Q8_0)?,
        None => QTensor::quantize(weights, GgmlDType::Q8_0)?,
    };
    stored(&quantized)
}

fn stored(quantized: &QTensor) -> Result<Quantized> {
    Ok(Quantized {
        stored_bits: quantized.storage_size_in_bytes() * 8,
        dequantized: quantized.dequantize(&Device::Cpu)?,
    })
}
