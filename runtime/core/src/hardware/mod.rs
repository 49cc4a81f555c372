//! What this machine has, whatever the build's features are.
//!
//! With the feature `hardware` the machine is probed; without it nothing is known of it, but what a
//! test simulates. Nothing in the probe depends on the features that it judges, so a build without `cuda`
//! sees the GPU too. Where a machine is known, the report says of every capability:
//!
//! | column | meaning |
//! |---|---|
//! | built | the `#[cfg]` holds |
//! | available | this machine has what the features need, or it ran here |
//! | usable | both, and nothing known contradicts it, such as a driver older than the CUDA toolkit |
//! | used | how often it ran, or what ran instead |
//!
//! What is not usable has one reason, the one that is easiest to change; its code is in the JSON:
//! `not-compiled`, `no-driver`, `probe-failed`, `no-device`, `device-hidden`, `wrong-architecture`,
//! `driver-too-old`, `feature-mismatch`, `no-cpu-feature`, `wrong-platform`. A hint suggests only what
//! this machine could run: no `cuda` where there is no driver, `flash-attn-v3` first where the compute
//! capability is 9.0. `FeatureSet::current().unusable()` is empty where every feature that is on can work.
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
//! A feature needs what the features that it turns on need. [`feature_set!`](https://docs.rs/featherfall/latest/featherfall/macro.feature_set.html)
//! with `requires("my-kernels", compute_capability = "10.0")` adds a row for the calling package or
//! replaces one.

pub(crate) mod check;
pub(crate) mod declared;
#[cfg(feature = "hardware")]
mod probe;
pub(crate) mod table;

pub use crate::model::machine::{Gpu, Machine, Nvidia};

use crate::overrides;

/// This machine, probed at the first call, which takes at most about one second; later calls are
/// free. Under `testing`, the machine that the test simulates.
///
/// NVIDIA GPUs are found through the driver's own library (which is loaded at run time, so that its
/// absence is a fact and not an error), Metal on macOS, the CPU through the standard library. A probe
/// that hangs, fails or panics is reported as such.
///
/// Conditions that are no property of a feature belong into `when(..)`:
///
/// ```
/// use featherfall::{hardware::machine, requires_feature};
///
/// #[requires_feature(
///     any(unix, windows),
///     otherwise = 0,
///     when(machine().cpu_features.contains(&"avx512f"), "the CPU must have avx512f")
/// )]
/// fn wide() -> u32 { 512 }
/// # wide();
/// ```
#[cfg(feature = "hardware")]
#[must_use]
pub fn machine() -> &'static Machine {
    overrides::machine().unwrap_or_else(probe::probed)
}

/// This machine, where anything is known of it.
pub(crate) fn known() -> Option<&'static Machine> {
    let known = overrides::machine();
    #[cfg(feature = "hardware")]
    let known = known.or_else(|| Some(probe::probed()));
    known
}
