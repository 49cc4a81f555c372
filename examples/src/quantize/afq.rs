//! Affine quantization of groups: q = round((w − bias) / scale).
//!
//! Source: MLX, `mlx.core.quantize`,
//! <https://ml-explore.github.io/mlx/build/html/python/_autosummary/mlx.core.quantize.html>.

use candle_core::{Result, Tensor};
use featherfall::quant_support;
use half::f16;

use super::Quantized;
use super::packed::{pack_nibbles, unpack_nibbles};

/// Weights that share a scale and a bias.
const GROUP: usize = 64;
/// 4 bits.
const LEVELS: f32 = 15.0;

/// AFQ with 4 bits: groups of 64 with an f16 scale and an f16 bias; 4.5 bits per weight.
///
/// `weights` has shape (rows, columns), dtype f32; a last group may be shorter.
///
/// # Errors
///
/// Anything but a matrix of finite values.
#[quant_support(
    Experimental,
    method = "afq",
    aliases("affine"),
    ignores(imatrix),
    priority = Critical,
    note = "there is no kernel that multiplies the packed weights"
)]
pub fn quantize_afq(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    debug_assert!(imatrix.is_none(), "`ignores` takes it away");
    let (values, columns) = super::rows(weights)?;
    let mut stored_bits = 0;
    let mut dequantized = Vec::with_capacity(values.len());
    for group in values.chunks(columns).flat_map(|row| row.chunks(GROUP)) {
        let (scale, bias) = affine(group);
        let (scale_value, bias_value) = (scale.to_f32(), bias.to_f32());
        let codes: Vec<u8> =
            group.iter().map(|&weight| code(weight, scale_value, bias_value)).collect();
        let packed = pack_nibbles(&codes);
        stored_bits += packed.len() * 8 + 2 * 16;
        dequantized.extend(
            unpack_nibbles(&packed, group.len())
                .map(|code| f32::from(code) * scale_value + bias_value),
        );
    }
    let dequantized = Tensor::from_vec(dequantized, weights.shape(), weights.device())?;
    Ok(Quantized { stored_bits, dequantized })
}

/// Scale and bias that cover the group, as stored.
fn affine(group: &[f32]) -> (f16, f16) {
    let low = group.iter().copied().fold(f32::INFINITY, f32::min);
    let high = group.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    (f16::from_f32((high - low) / LEVELS), f16::from_f32(low))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=15")]
fn code(weight: f32, scale: f32, bias: f32) -> u8 {
    if scale == 0.0 { 0 } else { ((weight - bias) / scale).round().clamp(0.0, LEVELS) as u8 }
}
