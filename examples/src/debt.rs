//! What an LLM engine still owes its users, as annotations on the code that owes it.
//!
//! `cargo featherfall issues` makes one issue of each, `cargo featherfall limitations` its README's
//! list. Flash attention, AFQ and bitsandbytes carry theirs in [`crate::attention`] and
//! [`crate::quantize`].

use candle_core::{D, Result, Tensor};
use candle_nn::{Linear, Module};
use featherfall::{limitation, quant_support};

use crate::quantize::Nf4Linear;

/// A linear layer: dense, or with NF4 weights.
#[derive(Debug)]
pub enum LinearLayer {
    /// Dense weights.
    Dense(Linear),
    /// NF4 weights.
    Nf4(Nf4Linear),
}

impl LinearLayer {
    /// The dense weights, shape (outputs, inputs).
    ///
    /// # Errors
    ///
    /// If the weights are quantized.
    #[limitation(
        "a quantized linear layer has no inner weight",
        workaround = "call `Nf4Linear::dequantize`",
        priority = Critical
    )]
    pub fn inner_weight(&self) -> Result<&Tensor> {
        match self {
            Self::Dense(linear) => Ok(linear.weight()),
            Self::Nf4(linear) => linear.inner_weight(),
        }
    }
}

/// A frozen NF4 layer with a trained adapter of low rank: y = x·Wᵀ + scale·(x·Aᵀ)·Bᵀ.
///
/// Source: Dettmers et al., "`QLoRA`: Efficient Finetuning of Quantized LLMs", arXiv:2305.14314,
/// section 3.
#[derive(Debug)]
pub struct QLoraLinear {
    /// W, shape (outputs, inputs).
    pub base: Nf4Linear,
    /// A, shape (rank, inputs), dtype f32.
    pub a: Tensor,
    /// B, shape (outputs, rank), dtype f32.
    pub b: Tensor,
    /// What the adapter is multiplied with.
    pub scale: f64,
}

impl QLoraLinear {
    /// The weights with the adapter merged in, W + scale·B·A, shape (outputs, inputs).
    ///
    /// # Errors
    ///
    /// Always: NF4 weights are not merged with an adapter yet.
    #[quant_support(
        Unimplemented,
        method = "nf4",
        name = "qlora_weight",
        alternative = "dequantize and add the adapter",
        priority = Critical,
        note = "merging needs the weights of the frozen layer, which stay packed"
    )]
    pub fn weight(&self) -> Result<Tensor> {
        todo!()
    }
}

/// DeepSeek-V2 with X-LoRA: a mixture of adapters, weighted anew for each token.
///
/// Source: Buehler and Buehler, "X-LoRA: Mixture of Low-Rank Adapter Experts", arXiv:2402.07148.
#[limitation(
    "X-LoRA does not run DeepSeek-V2",
    workaround = "merge one adapter",
    priority = Critical,
    note = "the scalings must reach the experts, which see only the tokens routed to them"
)]
#[derive(Debug)]
pub struct XLoraDeepSeekV2;

/// DeepSeek-V3 with X-LoRA.
#[limitation(
    "X-LoRA does not run DeepSeek-V3",
    workaround = "merge one adapter",
    priority = Critical,
    note = "as for DeepSeek-V2, and the published weights are blockwise FP8"
)]
#[derive(Debug)]
pub struct XLoraDeepSeekV3;

impl Module for XLoraDeepSeekV2 {
    fn forward(&self, _: &Tensor) -> Result<Tensor> {
        candle_core::bail!("X-LoRA does not run DeepSeek-V2: merge one adapter")
    }
}

impl Module for XLoraDeepSeekV3 {
    fn forward(&self, _: &Tensor) -> Result<Tensor> {
        candle_core::bail!("X-LoRA does not run DeepSeek-V3: merge one adapter")
    }
}

/// Attention of T5: softmax(q·kᵀ + bias)·v, without a scale.
///
/// `q`, `k` and `v` have shape (batch, heads, sequence, `head_dim`); `bias`, the relative position
/// bias, has shape (1, heads, sequence, sequence); all any one float dtype, and so has the result.
///
/// Source: Raffel et al., "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
/// Transformer", arXiv:1910.10683, section 2.1.
///
/// # Errors
///
/// Shapes that do not match.
#[limitation(
    "T5 has no flash attention",
    workaround = "T5 runs eager attention",
    priority = High,
    tracking = "https://github.com/Dao-AILab/flash-attention/issues/332",
    note = "the fused kernel takes no relative position bias"
)]
pub fn t5_attention(q: &Tensor, k: &Tensor, v: &Tensor, bias: &Tensor) -> Result<Tensor> {
    let scores = q.matmul(&k.transpose(D::Minus2, D::Minus1)?)?.broadcast_add(bias)?;
    candle_nn::ops::softmax_last_dim(&scores)?.matmul(v)
}

/// x·Wᵀ with W in FP8 and a scale for each block of 128 × 128, multiplied as FP8.
///
/// `x` has shape (rows, inputs), dtype f32; `codes` (outputs, inputs), dtype F8E4M3; `scales`
/// (outputs / 128, inputs / 128), dtype f32, both rounded up.
///
/// Source: DeepSeek-V3, arXiv:2412.19437, section 3.3.
///
/// # Errors
///
/// Always: there is no kernel for it yet.
#[quant_support(
    Unimplemented,
    method = "fp8",
    alternative = "dequantize and use `matmul`",
    priority = High
)]
pub fn blockwise_fp8_gemm(x: &Tensor, codes: &Tensor, scales: &Tensor) -> Result<Tensor> {
    todo!()
}

/// The tokens at which DRY sampling stops looking for repetitions, one for each breaker that is one
/// token; others are left out.
///
/// Source: the sampler's proposal, <https://github.com/oobabooga/textgen/pull/5677>.
#[limitation(
    "sampling ignores sequence breakers of several tokens",
    workaround = "use breakers of one token",
    priority = High,
    tracking = "https://github.com/LostRuins/koboldcpp/pull/982"
)]
#[must_use]
pub fn sequence_breakers(breakers: &[Vec<u32>]) -> Vec<u32> {
    breakers
        .iter()
        .filter_map(|tokens| match tokens[..] {
            [token] => Some(token),
            _ => None,
        })
        .collect()
}
