//! What this machine has, whatever the build's features are, and which features it could run.
//!
//! [`machine()`] probes once for the life of the process: NVIDIA GPUs through the driver's own
//! library (which is loaded at run time, so that its absence is a fact and not an error), Metal on
//! macOS, the CPU through the standard library. A probe that hangs, fails or panics is reported as
//! such after at most one second.
//!
//! The report then says of every capability whether it is *built* (its `#[cfg]`), *available* (this
//! machine has what its features need), *usable* (both, and nothing known contradicts it) and *used*.
//! Hints suggest only what this machine could run.
//!
//! What features need is a table:
//!
//! | feature | needs | source |
//! |---|---|---|
//! | `cuda`, `cudnn`, `nccl` | an NVIDIA GPU that the driver shows | [CUDA installation guide](https://docs.nvidia.com/cuda/cuda-installation-guide-linux/) |
//! | `flash-attn` | compute capability 8.0 or newer | [FlashAttention](https://github.com/Dao-AILab/flash-attention#nvidia-cuda-support) |
//! | `flash-attn-v3` | compute capability 9.0 | [FlashAttention-3](https://github.com/Dao-AILab/flash-attention#flashattention-3-beta-release) |
//! | `metal`, `accelerate` | macOS | [Metal](https://developer.apple.com/documentation/metal), [Accelerate](https://developer.apple.com/documentation/accelerate) |
//! | `mkl` | x86-64 | [oneMKL requirements](https://www.intel.com/content/www/us/en/developer/articles/system-requirements/oneapi-math-kernel-library-system-requirements.html) |
//!
//! A feature needs what the features that it turns on need. [`feature_set!`](crate::feature_set)
//! with `requires("my-kernels", compute_capability = "10.0")` adds a row for the calling package or
//! replaces one; conditions that are no property of a feature belong into `when(..)`:
//!
//! ```
//! use featherfall::{hardware::machine, requires_feature};
//!
//! #[requires_feature(
//!     any(unix, windows),
//!     otherwise = 0,
//!     when(machine().cpu_features.contains(&"avx512f"), "the CPU must have avx512f")
//! )]
//! fn wide() -> u32 { 512 }
//! # wide();
//! ```

mod check;
mod probe;
mod table;

pub use crate::model::machine::{Gpu, Machine, Nvidia};
pub use check::{UnusableFeature, unusable_features};
pub(crate) use check::{advice, lack_of, lack_of_feature, mismatch_of, possible};

use std::sync::OnceLock;

/// This machine, probed at the first call, which takes at most about one second; later calls are
/// free.
///
/// Under `testing`, the machine that the test simulates.
#[must_use]
pub fn machine() -> &'static Machine {
    static MACHINE: OnceLock<Machine> = OnceLock::new();
    #[cfg(feature = "testing")]
    if let Some(simulated) = crate::testing::simulated_machine() {
        return simulated;
    }
    MACHINE.get_or_init(probe::probe)
}
