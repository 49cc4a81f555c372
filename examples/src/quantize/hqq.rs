//! Half-quadratic quantization: the zero point of each group minimises a robust norm of the error.
//!
//! Source: H. Badri and A. Shaji, "Half-Quadratic Quantization of Large Machine Learning Models",
//! 2023, <https://mobiusml.github.io/hqq_blog/>: `l_p` norm with p = 0.7, solved by alternating a
//! shrinkage step and a closed-form zero point, β = 10 growing by κ = 1.01, at most 20 rounds,
//! stopping early when the error grows.

use candle_core::{Result, Tensor};
use featherfall::quant_support;
use half::f16;

use super::Quantized;
use super::packed::{pack_nibbles, unpack_nibbles};

/// Weights that share a scale and a zero point.
const GROUP: usize = 64;
/// 4 bits.
const LEVELS: f32 = 15.0;
/// The norm of the error.
const NORM: f32 = 0.7;
const BETA: f32 = 10.0;
const KAPPA: f32 = 1.01;
const ROUNDS: usize = 20;

/// HQQ with 4 bits: groups of 64 with an f16 scale and an f16 zero point; 4.5 bits per weight.
///
/// `weights` has shape (rows, columns), dtype f32; a last group may be shorter. Costs about twenty
/// times what AFQ does.
///
/// # Errors
///
/// Anything but a matrix of finite values.
#[quant_support(
    Experimental,
    method = "hqq",
    aliases("half-quadratic"),
    ignores(imatrix),
    alternative = "use `q4k`, which takes an imatrix into account"
)]
pub fn quantize_hqq(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Quantized> {
    debug_assert!(imatrix.is_none(), "`ignores` takes it away");
    let (values, columns) = super::rows(weights)?;
    let mut stored_bits = 0;
    let mut dequantized = Vec::with_capacity(values.len());
    for group in values.chunks(columns).flat_map(|row| row.chunks(GROUP)) {
        let (scale, zero) = solve(group);
        let (scale, zero) = (f16::from_f32(scale).to_f32(), f16::from_f32(zero).to_f32());
        let codes: Vec<u8> = group.iter().map(|&weight| code(weight, scale, zero)).collect();
        let packed = pack_nibbles(&codes);
        stored_bits += packed.len() * 8 + 2 * 16;
        dequantized.extend(
            unpack_nibbles(&packed, group.len()).map(|code| (f32::from(code) - zero) * scale),
        );
    }
    let dequantized = Tensor::from_vec(dequantized, weights.shape(), weights.device())?;
    Ok(Quantized { stored_bits, dequantized })
}

/// The scale that covers the group, and the zero point that the solver finds for it.
fn solve(group: &[f32]) -> (f32, f32) {
    let low = group.iter().copied().fold(f32::INFINITY, f32::min);
    let high = group.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if high <= low {
        // A constant group: code 0 stands for it exactly, with any scale that is not zero.
        return if low == 0.0 { (1.0, 0.0) } else { (low.abs(), -low.signum()) };
    }
    let scale = (high - low) / LEVELS;
    let mut zero = -low / scale;
    let mut best = (mean_error(group, scale, zero), zero);
    let mut beta = BETA;
    for _ in 0..ROUNDS {
        let mut sum = 0.0;
        for &weight in group {
            let quantized = f32::from(code(weight, scale, zero));
            let restored = (quantized - zero) * scale;
            // The auxiliary error: the shrunken residual.
            let error = shrink(weight - restored, beta);
            sum += quantized - (weight - error) / scale;
        }
        #[allow(clippy::cast_precision_loss, reason = "a group has 64 weights")]
        let mean = sum / group.len() as f32;
        zero = mean;
        beta *= KAPPA;
        let error = mean_error(group, scale, zero);
        if error >= best.0 {
            break;
        }
        best = (error, zero);
    }
    (scale, best.1)
}

/// The generalised soft threshold, the proximal operator of the `l_p` norm:
/// sign(x)·max(0, |x| − |x|^(p−1)/β).
fn shrink(x: f32, beta: f32) -> f32 {
    if x == 0.0 {
        return 0.0;
    }
    x.signum() * (x.abs() - x.abs().powf(NORM - 1.0) / beta).max(0.0)
}

fn mean_error(group: &[f32], scale: f32, zero: f32) -> f32 {
    let restored = |weight: f32| (f32::from(code(weight, scale, zero)) - zero) * scale;
    #[allow(clippy::cast_precision_loss, reason = "a group has 64 weights")]
    let count = group.len() as f32;
    group.iter().map(|&weight| (weight - restored(weight)).abs()).sum::<f32>() / count
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=15")]
fn code(weight: f32, scale: f32, zero: f32) -> u8 {
    (weight / scale + zero).round().clamp(0.0, LEVELS) as u8
}
