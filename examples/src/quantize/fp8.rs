//! 8-bit floating point, E4M3, with a scale for each block.
//!
//! Source: Micikevicius et al., "FP8 Formats for Deep Learning", arXiv:2209.05433; the 128 × 128
//! blocks are those of DeepSeek-V3, arXiv:2412.19437, section 3.3.

use candle_core::{DType, Result, Tensor};
use featherfall::quant_support;

use super::Quantized;

/// Rows and columns that share a scale.
const BLOCK: usize = 128;
/// The largest finite E4M3 number.
const MAX: f32 = 448.0;

/// FP8 E4M3 with an f32 scale for each block of 128 × 128; 8 bits per weight and 32 per block.
///
/// `weights` has shape (rows, columns), dtype f32; blocks at the edges may be smaller.
///
/// # Errors
///
/// Anything but a matrix of finite values.
#[quant_support(Stable, method = "fp8", aliases("fp8-e4m3", "blockwise-fp8"), ignores(imatrix))]
pub fn quantize_fp8(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    debug_assert!(imatrix.is_none(), "`ignores` takes it away");
    let (rows, columns) = weights.dims2()?;
    super::rows(weights)?;
    let mut stored_bits = 0;
    let mut bands = Vec::new();
    for top in (0..rows).step_by(BLOCK) {
        let band = weights.narrow(0, top, BLOCK.min(rows - top))?;
        let mut blocks = Vec::new();
        for left in (0..columns).step_by(BLOCK) {
            let block = band.narrow(1, left, BLOCK.min(columns - left))?.contiguous()?;
            let largest = block.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()?;
            let scale = if largest == 0.0 { 1.0 } else { largest / MAX };
            let codes = (&block / f64::from(scale))?.clamp(-MAX, MAX)?.to_dtype(DType::F8E4M3)?;
            stored_bits += codes.elem_count() * codes.dtype().size_in_bytes() * 8 + 32;
            blocks.push((codes.to_dtype(DType::F32)? * f64::from(scale))?);
        }
        bands.push(Tensor::cat(&blocks, 1)?);
    }
    Ok(Quantized { stored_bits, dequantized: Tensor::cat(&bands, 0)? })
}
