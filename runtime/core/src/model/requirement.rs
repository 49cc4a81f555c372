//! What a feature needs of the machine that runs it.

/// One need of a feature, from the table of well-known features or from
/// `feature_set!(requires(..))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A GPU that the NVIDIA driver shows to this process.
    NvidiaGpu,
    /// At least this compute capability, such as `8.0`.
    ComputeCapability(&'static str),
    /// This compute capability and no other: code for one architecture.
    OnlyComputeCapability(&'static str),
    /// A driver for at least this version of CUDA, such as `13.0`.
    CudaToolkit(&'static str),
    /// An operating system as in `std::env::consts::OS`.
    Os(&'static str),
    /// A CPU architecture as in `std::env::consts::ARCH`.
    Arch(&'static str),
    /// A feature of candle-core, where the runtime's feature `candle` can tell.
    CandleFeature(&'static str),
    /// A CPU feature as in `target_feature`.
    Cpu(&'static str),
}
