//! 4-bit `NormalFloat`, the data type of `QLoRA` and bitsandbytes.
//!
//! Source: Dettmers et al., "`QLoRA`: Efficient Finetuning of Quantized LLMs", arXiv:2305.14314,
//! appendix E (the sixteen levels) and section 3 (blocks of 64 with the absolute maximum as scale).

use candle_core::{Result, Shape, Tensor};
use featherfall::quant_support;

use super::Quantized;
use super::packed::{pack_nibbles, unpack_nibbles};

/// Weights that share an absolute maximum.
const BLOCK: usize = 64;

/// The quantiles of the normal distribution that a code stands for.
const LEVELS: [f32; 16] = [
    -1.0,
    -0.696_192_8,
    -0.525_073_05,
    -0.394_917_5,
    -0.284_441_38,
    -0.184_773_43,
    -0.091_050_036,
    0.0,
    0.079_580_3,
    0.160_930_2,
    0.246_112_3,
    0.337_915_24,
    0.440_709_83,
    0.562_617,
    0.722_956_84,
    1.0,
];

/// A linear layer with NF4 weights.
#[derive(Debug)]
pub struct Nf4Linear {
    shape: Shape,
    /// Two codes a byte, block after block.
    codes: Vec<u8>,
    /// The absolute maximum of each block.
    maxima: Vec<f32>,
}

#[quant_support(
    Partial,
    method = "nf4",
    aliases("bnb", "bitsandbytes"),
    ignores(imatrix),
    alternative = "use `q4k`",
    priority = Critical
)]
impl Nf4Linear {
    /// NF4: 4-bit codes in blocks of 64 with an f32 scale; 4.5 bits per weight.
    ///
    /// `weights` has shape (rows, columns), dtype f32; the last block may be shorter.
    ///
    /// # Errors
    ///
    /// Anything but a matrix of finite values.
    pub fn quantize(weights: &Tensor, imatrix: Option<&[f32]>) -> Result<Self> {
        debug_assert!(imatrix.is_none(), "`ignores` takes it away");
        let (values, _) = super::rows(weights)?;
        let (mut codes, mut maxima) = (Vec::new(), Vec::new());
        for block in values.chunks(BLOCK) {
            let maximum = block.iter().fold(0.0f32, |maximum, value| maximum.max(value.abs()));
            let unit = if maximum == 0.0 { 1.0 } else { maximum };
            let block: Vec<u8> = block.iter().map(|value| nearest_level(value / unit)).collect();
            codes.extend(pack_nibbles(&block));
            maxima.push(maximum);
        }
        Ok(Self { shape: weights.shape().clone(), codes, maxima })
    }

    /// The weights that the codes stand for, shape (rows, columns), dtype f32.
    ///
    /// # Errors
    ///
    /// None but those of candle.
    pub fn dequantize(&self) -> Result<Tensor> {
        let count = self.shape.elem_count();
        let values: Vec<f32> = unpack_nibbles(&self.codes, count)
            .zip(self.maxima.iter().flat_map(|&maximum| std::iter::repeat_n(maximum, BLOCK)))
            .map(|(code, maximum)| LEVELS[usize::from(code)] * maximum)
            .collect();
        Tensor::from_vec(values, self.shape.clone(), &candle_core::Device::Cpu)
    }

    /// x·Wᵀ with x of shape (batch, columns), dtype f32.
    ///
    /// # Errors
    ///
    /// Always: there is no kernel for it yet.
    #[quant_support(Unimplemented, alternative = "dequantize and use a dense layer")]
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        todo!()
    }

    /// The weights as a tensor that the layer holds.
    ///
    /// # Errors
    ///
    /// Always: it holds codes.
    #[quant_support(Unimplemented, alternative = "call `Nf4Linear::dequantize`")]
    pub fn inner_weight(&self) -> Result<&Tensor> {
        todo!()
    }

    /// Size and values, as the other quantizers return them.
    ///
    /// # Errors
    ///
    /// None but those of candle.
    pub fn to_quantized(&self) -> Result<Quantized> {
        let stored_bits = self.codes.len() * 8 + self.maxima.len() * 32;
        Ok(Quantized { stored_bits, dequantized: self.dequantize()? })
    }
}

/// The code of the level nearest to `value`, which lies in −1..=1.
#[allow(clippy::cast_possible_truncation, reason = "an index below 16")]
fn nearest_level(value: f32) -> u8 {
    // The boundaries lie half way between neighbouring levels.
    LEVELS.windows(2).take_while(|pair| value > f32::midpoint(pair[0], pair[1])).count() as u8
}
