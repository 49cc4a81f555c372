//! The matrices to quantize: those of a checkpoint, or seeded ones.

use std::path::Path;

use anyhow::{Context, Result, bail};
use candle_core::{DType, Device, Tensor};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, LogNormal, Normal};

/// The same weights in every run.
const SEED: u64 = 0x00fe_a7e4_fa11;

/// A named matrix, shape (rows, columns), dtype f32, on the CPU.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// The tensor's name in the checkpoint.
    pub name: String,
    /// The values.
    pub weights: Tensor,
}

/// Every matrix (2-D tensor of dtype f32, f16 or bf16) of a safetensors file, as f32, sorted by
/// name. Other tensors are skipped.
///
/// # Errors
///
/// A file that cannot be read, is no safetensors file, or holds no such matrix; the message names
/// the file.
pub fn load(file: &Path) -> Result<Vec<Matrix>> {
    let tensors = read(file).with_context(|| format!("cannot read {}", file.display()))?;
    if tensors.is_empty() {
        bail!("{} holds no 2-D tensor of dtype f32, f16 or bf16", file.display());
    }
    Ok(tensors)
}

fn read(file: &Path) -> Result<Vec<Matrix>> {
    // Mapping an empty file or a folder fails with messages that name neither.
    let metadata = std::fs::metadata(file)?;
    if !metadata.is_file() {
        bail!("not a file");
    }
    let bytes = std::fs::read(file)?;
    let tensors = candle_core::safetensors::load_buffer(&bytes, &Device::Cpu)
        .context("not a safetensors file")?;
    let mut matrices = Vec::new();
    for (name, tensor) in tensors {
        let is_float = matches!(tensor.dtype(), DType::F32 | DType::F16 | DType::BF16);
        if is_float && tensor.rank() == 2 && tensor.elem_count() > 0 {
            matrices.push(Matrix { name, weights: tensor.to_dtype(DType::F32)? });
        }
    }
    matrices.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(matrices)
}

/// One matrix of shape (rows, columns): normal with standard deviation 0.02, and one column in a
/// hundred scaled by ten, as the outlier channels of language models are.
///
/// # Errors
///
/// None but those of candle.
pub fn seeded(rows: usize, columns: usize) -> Result<Matrix> {
    let mut rng = StdRng::seed_from_u64(SEED);
    let normal = Normal::new(0.0f32, 0.02)?;
    let mut values: Vec<f32> = (0..rows * columns).map(|_| normal.sample(&mut rng)).collect();
    for row in values.chunks_mut(columns) {
        for value in row.iter_mut().step_by(100) {
            *value *= 10.0;
        }
    }
    let weights = Tensor::from_vec(values, (rows, columns), &Device::Cpu)?;
    Ok(Matrix { name: String::from("seeded"), weights })
}

/// An importance for each of `columns` input channels: the mean square of its activations. Seeded,
/// log-normal, so that few channels matter much more than the rest.
///
/// # Panics
///
/// Never: the distribution's parameters are valid.
#[must_use]
pub fn seeded_imatrix(columns: usize) -> Vec<f32> {
    let mut rng = StdRng::seed_from_u64(SEED);
    let importance = LogNormal::new(0.0f32, 1.5).expect("a valid standard deviation");
    (0..columns).map(|_| importance.sample(&mut rng)).collect()
}
