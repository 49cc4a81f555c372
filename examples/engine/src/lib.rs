//! What stands between the kernels and a program: it gates nothing itself, and forwards the features
//! of the crate that does.

use candle_core::{DType, Device, Result, Tensor};
use featherfall_examples::attention::{attention_cuda, cuda_device, flash_attention};

featherfall::feature_set!();

/// A kernel that a request can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// Fused attention on the CPU.
    Flash,
    /// Attention on an NVIDIA GPU.
    Cuda,
}

/// The mean of what the kernel computes for a small input.
///
/// # Errors
///
/// Those of the kernel.
pub fn attend(kernel: Kernel) -> Result<f32> {
    let q = Tensor::ones((1, 1, 2, 8), DType::F32, &Device::Cpu)?;
    let attended = match kernel {
        Kernel::Flash => flash_attention(&q, &q, &q, 1.0)?,
        Kernel::Cuda => attention_cuda(&q, &q, &q, 1.0)?,
    };
    attended.mean_all()?.to_scalar()
}

/// The device that requests run on.
///
/// # Errors
///
/// Where there is none.
pub fn device() -> Result<Device> {
    cuda_device()
}
