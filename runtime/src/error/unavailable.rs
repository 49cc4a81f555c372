//! The error of a gate: which capability, and why.

use std::error::Error;
use std::io;

use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::registry::record::Record;
use crate::registry::section::capability_of;

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
    #[cfg(feature = "testing")]
    pub(crate) fn is_of_the_policy(self) -> bool {
        matches!(self, Reason::Strict | Reason::SupportRefused)
    }

    /// Every reason, in declaration order.
    pub const ALL: &'static [Reason] = &[
        Reason::NotCompiled,
        Reason::ConditionNotMet,
        Reason::NotImplemented,
        Reason::SupportRefused,
        Reason::ArgumentRefused,
        Reason::ArgumentRequired,
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

/// The code.
impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

/// A capability that cannot be used, why, and what to do about it.
///
/// 16 bytes, no allocation until it is displayed. Its text is one line: what is unavailable, why,
/// the rebuild hint, the alternative.
///
/// A gated function that returns a `Result` reaches its own error type through, in this order,
/// `error = f`, `From<Unavailable>`, `From<std::io::Error>`. [`Unavailable::find_in`] gets it back.
#[derive(Clone, Copy, thiserror::Error)]
#[error("{}", crate::error::message::of(self))]
pub struct Unavailable {
    record: &'static Record,
    reason: Reason,
    /// Which conditions failed, or which argument is meant: bits that index the capability's lists.
    which: u32,
}

impl Unavailable {
    pub(crate) const fn new(record: &'static Record, reason: Reason, which: u32) -> Self {
        Self { record, reason, which }
    }

    pub(crate) const fn record(&self) -> &'static Record {
        self.record
    }

    /// What cannot be used.
    #[must_use]
    pub fn capability(&self) -> &'static Capability {
        capability_of(self.record)
    }

    /// Why.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    /// How to get a build in which it works, such as ``Rebuild with `--features cuda,flash-attn` ``;
    /// `None` where a rebuild would not help. With feature `hardware`, what this machine lacks where
    /// that is why.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self.reason {
            #[cfg(feature = "hardware")]
            Reason::ConditionNotMet => {
                let lack = crate::hardware::lack_of(self.capability())?;
                Some(format!("On this machine {lack}"))
            }
            Reason::NotCompiled => self.capability().hint_for(&self.lacking()),
            Reason::Strict => self.capability().hint(),
            _ => None,
        }
    }

    /// The predicate that the build does not satisfy.
    pub(crate) fn lacking(&self) -> Predicate {
        let requires = self.capability().requires;
        #[cfg(feature = "testing")]
        if requires.holds() {
            return requires.in_a_build_without();
        }
        requires
    }

    pub(crate) const fn which(&self) -> u32 {
        self.which
    }

    pub(crate) fn chosen<'a, T>(&self, of: &'a [T]) -> impl Iterator<Item = &'a T> {
        let which = self.which;
        of.iter()
            .enumerate()
            .filter(move |(i, _)| *i < 32 && which >> i & 1 == 1)
            .map(|(_, item)| item)
    }

    /// Finds the `Unavailable` inside any error it was converted into.
    ///
    /// Looks at the error itself, along its [`source`](Error::source)s, into the payload of every
    /// [`io::Error`] and, with feature `candle`, into the variants of `candle_core::Error`. Behind a
    /// variant that is `#[error(transparent)]` there is no source to find it by: match on the variant.
    ///
    /// A variant that is `#[error(transparent)]` names the source of its field as its own, which
    /// hides the field: write `#[error("{0}")]` above `#[from] Unavailable`.
    ///
    /// ```
    /// use featherfall::{requires_feature, Unavailable};
    ///
    /// #[requires_feature(not(debug_assertions), hint = "build with `--release`")]
    /// fn fast_path() -> std::io::Result<()> { Ok(()) }
    ///
    /// if let Err(error) = fast_path() {
    ///     assert_eq!(Unavailable::find_in(&error).unwrap().capability().name(), "fast_path");
    /// }
    /// ```
    #[must_use]
    pub fn find_in<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Unavailable> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(found) = error.downcast_ref::<Unavailable>() {
                return Some(found);
            }
            // An `io::Error`'s source is the source of its payload, which skips the payload.
            if let Some(payload) = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                return Self::find_in(payload);
            }
            #[cfg(feature = "candle")]
            if let Some(found) = crate::error::candle::find_in(error) {
                return Some(found);
            }
            next = error.source();
        }
        None
    }
}

impl std::fmt::Debug for Unavailable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unavailable")
            .field("capability", &self.capability().name)
            .field("package", &self.capability().package)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// Of kind [`Unsupported`](io::ErrorKind::Unsupported), with the `Unavailable` inside.
impl From<Unavailable> for io::Error {
    fn from(unavailable: Unavailable) -> Self {
        io::Error::new(io::ErrorKind::Unsupported, unavailable)
    }
}

/// The message.
impl From<Unavailable> for String {
    fn from(unavailable: Unavailable) -> Self {
        unavailable.to_string()
    }
}

/// The same capability, for the same reason.
impl PartialEq for Unavailable {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.record, other.record)
            && (self.reason, self.which) == (other.reason, other.which)
    }
}

impl Eq for Unavailable {}
