//! Why a capability cannot be used, as a closed set of words.

use crate::model::word::closed_set;

/// Why a capability could not be used. The list may grow; [`code`](Reason::code)s never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The build lacks a feature or another `cfg` that the item requires.
    NotCompiled,
    /// A `when(cond, "reason")` condition over the arguments did not hold.
    ConditionNotMet,
    /// The operation has no implementation (`#[quant_support(Unimplemented)]`).
    NotImplemented,
    /// The policy demands a higher support level than the item has.
    SupportRefused,
    /// An argument was given that the item cannot take into account.
    ArgumentRefused,
    /// An argument is missing that the item cannot do without.
    ArgumentRequired,
    /// A fallback exists, but the caller asked for this very capability (`required_if`).
    ExplicitlyRequired,
    /// A fallback exists, but the policy denies fallbacks.
    Strict,
    /// A test asked for it.
    Forced,
    /// There is no NVIDIA driver (feature `hardware`, like all that follow).
    NoDriver,
    /// A driver or a GPU gave no answer.
    ProbeFailed,
    /// The driver finds no GPU.
    NoDevice,
    /// `CUDA_VISIBLE_DEVICES` hides every GPU from this process.
    DeviceHidden,
    /// No GPU has the compute capability that a feature needs.
    WrongArchitecture,
    /// The driver is older than the CUDA toolkit of the build.
    DriverTooOld,
    /// A feature is on in one crate and off in another that it needs.
    FeatureMismatch,
    /// The CPU lacks a feature.
    NoCpuFeature,
    /// A feature needs another operating system or another CPU architecture.
    WrongPlatform,
}

impl Reason {
    /// Whether the policy refuses what the build and the machine can do.
    pub(crate) fn is_of_the_policy(self) -> bool {
        matches!(self, Reason::Strict | Reason::SupportRefused)
    }

    /// The bits of every condition or argument, where the reason is about some.
    pub(crate) fn of_everything(self) -> u32 {
        match self {
            Reason::ConditionNotMet
            | Reason::ArgumentRefused
            | Reason::ArgumentRequired
            | Reason::ExplicitlyRequired => u32::MAX,
            _ => 0,
        }
    }

    /// Every reason, in declaration order.
    pub const ALL: &'static [Reason] = &[
        Reason::NotCompiled,
        Reason::ConditionNotMet,
        Reason::NotImplemented,
        Reason::SupportRefused,
        Reason::ArgumentRefused,
        Reason::ArgumentRequired,
        Reason::ExplicitlyRequired,
        Reason::Strict,
        Reason::Forced,
        Reason::NoDriver,
        Reason::ProbeFailed,
        Reason::NoDevice,
        Reason::DeviceHidden,
        Reason::WrongArchitecture,
        Reason::DriverTooOld,
        Reason::FeatureMismatch,
        Reason::NoCpuFeature,
        Reason::WrongPlatform,
    ];

    /// The stable, machine-readable code.
    ///
    /// ```
    /// assert_eq!(featherfall::Reason::NotCompiled.code(), "not-compiled");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Reason::NotCompiled => "not-compiled",
            Reason::ConditionNotMet => "condition-not-met",
            Reason::NotImplemented => "not-implemented",
            Reason::SupportRefused => "support-refused",
            Reason::ArgumentRefused => "argument-refused",
            Reason::ArgumentRequired => "argument-required",
            Reason::ExplicitlyRequired => "explicitly-required",
            Reason::Strict => "strict",
            Reason::Forced => "forced",
            Reason::NoDriver => "no-driver",
            Reason::ProbeFailed => "probe-failed",
            Reason::NoDevice => "no-device",
            Reason::DeviceHidden => "device-hidden",
            Reason::WrongArchitecture => "wrong-architecture",
            Reason::DriverTooOld => "driver-too-old",
            Reason::FeatureMismatch => "feature-mismatch",
            Reason::NoCpuFeature => "no-cpu-feature",
            Reason::WrongPlatform => "wrong-platform",
        }
    }
}

closed_set!(Reason, "reason", code);
