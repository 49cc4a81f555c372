//! Multi-head attention: softmax(q·kᵀ·scale)·v.

use candle_core::{D, Device, Result, Tensor};
use featherfall::requires_feature;

/// Attention from candle's tensor operations.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`), any float dtype, and so has
/// the result. Holds the whole (sequence × sequence) score matrix of every head in memory.
///
/// # Errors
///
/// Shapes that do not match.
pub fn eager_attention(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    let scores = (q.matmul(&k.transpose(D::Minus2, D::Minus1)?)? * f64::from(scale))?;
    candle_nn::ops::softmax_last_dim(&scores)?.matmul(v)
}

/// Attention in one pass over the keys, without the score matrix: candle-nn's fused CPU kernel.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`), dtype f32, and so has the
/// result.
///
/// # Errors
///
/// Shapes that do not match.
#[requires_feature(
    "flash-attn",
    fallback = eager_attention,
    alternative = "set `attention = \"eager\"` in the model config",
    priority = Critical,
    note = "the fallback is slower and holds the score matrix in memory"
)]
pub fn flash_attention(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    use candle_nn::attention::{AttnMask, flash_attn};
    // The kernel wants (batch, sequence, heads, head_dim) and returns (batch, heads, sequence, ..).
    let layout = |tensor: &Tensor| tensor.transpose(1, 2)?.contiguous();
    flash_attn::<f32>(&layout(q)?, &layout(k)?, &layout(v)?, scale, AttnMask::None, None, None)
}

/// Attention on an NVIDIA GPU: [`eager_attention`], which candle runs where the tensors are.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`), dtype f16, bf16 or f32, and stand
/// on one CUDA device; so does the result.
///
/// # Errors
///
/// Shapes that do not match, and what CUDA reports.
#[requires_feature(
    "cuda",
    fallback = eager_attention,
    when(q.device().is_cuda(), "q must be on a CUDA device")
)]
pub fn attention_cuda(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    eager_attention(q, k, v, scale)
}

/// Attention in one pass over the keys on an NVIDIA GPU: FlashAttention-2 of candle-flash-attn.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`), dtype f16 or bf16, and stand on
/// one CUDA device; so does the result.
///
/// # Errors
///
/// Shapes that do not match, and what CUDA reports.
#[requires_feature(
    "flash-attn-cuda",
    fallback = attention_cuda,
    when(q.device().is_cuda(), "q must be on a CUDA device"),
    when(
        matches!(q.dtype(), candle_core::DType::F16 | candle_core::DType::BF16),
        "q must be f16 or bf16"
    )
)]
pub fn flash_attention_cuda(q: &Tensor, k: &Tensor, v: &Tensor, scale: f32) -> Result<Tensor> {
    // The kernel wants (batch, sequence, heads, head_dim), with any strides, and returns the same.
    let [q, k, v] = [q.transpose(1, 2)?, k.transpose(1, 2)?, v.transpose(1, 2)?];
    candle_flash_attn::flash_attn(&q, &k, &v, scale, false)?.transpose(1, 2)
}

/// The first CUDA device that this process sees.
///
/// # Errors
///
/// What CUDA reports, such as `CUDA_ERROR_NO_DEVICE`.
#[requires_feature("cuda", alternative = "use the CPU")]
pub fn cuda_device() -> Result<Device> {
    Device::new_cuda(0)
}
