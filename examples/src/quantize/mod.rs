//! Seven quantizers of weight matrices, from 8 bits down to none.

mod afq;
mod fp8;
mod gguf;
mod hqq;
mod iq2;
mod nf4;
mod packed;

use candle_core::{Result, Tensor};

pub use afq::quantize_afq;
pub use fp8::quantize_fp8;
pub use gguf::{quantize_q4k, quantize_q8_0};
pub use hqq::quantize_hqq;
pub use iq2::quantize_iq2;
pub use nf4::Nf4Linear;

/// A quantized matrix.
#[derive(Debug)]
pub struct Quantized {
    /// What is stored, in bits, for all values together: codes, scales, zero points.
    pub stored_bits: usize,
    /// The values that the stored bits stand for, shape and dtype (f32) of the original.
    pub dequantized: Tensor,
}

impl Quantized {
    /// The size in bits per weight, of what is really stored.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a ratio for people to read")]
    pub fn bits_per_weight(&self) -> f64 {
        self.stored_bits as f64 / self.dequantized.elem_count() as f64
    }

    /// ‖W − Ŵ‖ / ‖W‖, each squared error weighted by its column's importance if `importance` is
    /// given. 0 for a matrix of zeros.
    ///
    /// # Errors
    ///
    /// Shapes that do not match.
    pub fn relative_rmse(&self, weights: &Tensor, importance: Option<&[f32]>) -> Result<f64> {
        let error = (weights - &self.dequantized)?.sqr()?;
        let square = weights.sqr()?;
        let total = |squares: &Tensor| -> Result<f64> {
            let squares = match importance {
                Some(importance) => {
                    let importance = Tensor::new(importance, squares.device())?;
                    squares.broadcast_mul(&importance)?
                }
                None => squares.clone(),
            };
            squares.to_dtype(candle_core::DType::F64)?.sum_all()?.to_scalar::<f64>()
        };
        let (error, square) = (total(&error)?, total(&square)?);
        Ok(if square == 0.0 { 0.0 } else { (error / square).sqrt() })
    }
}

/// A quantizer: weights of shape (rows, columns), dtype f32, and optionally one importance for each
/// column.
pub type Quantize = fn(&Tensor, Option<&[f32]>) -> Result<Quantized>;

/// Every quantizer by its method's name.
pub const METHODS: [(&str, Quantize); 7] = [
    ("q8_0", quantize_q8_0),
    ("fp8", quantize_fp8),
    ("q4k", quantize_q4k),
    ("hqq", quantize_hqq),
    ("afq", quantize_afq),
    ("nf4", |weights, imatrix| Nf4Linear::quantize(weights, imatrix)?.to_quantized()),
    ("iq2", quantize_iq2),
];

/// The values of `weights` row by row, and the number of columns.
///
/// Fails on anything but a 2-D tensor, and on values that are not finite: no scale fits them.
fn rows(weights: &Tensor) -> Result<(Vec<f32>, usize)> {
    let (_, columns) = weights.dims2()?;
    let values = weights.to_dtype(candle_core::DType::F32)?.flatten_all()?.to_vec1::<f32>()?;
    if let Some(position) = values.iter().position(|value| !value.is_finite()) {
        let (row, column) = (position / columns, position % columns);
        candle_core::bail!("weight ({row}, {column}) is {}, which no scale fits", values[position]);
    }
    Ok((values, columns))
}
