//! Which annotation it is.

use crate::model::word::closed_set;

/// What kind of annotation a [`Capability`](crate::Capability) comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CapabilityKind {
    /// A function gated by `#[requires_feature]`.
    Gate,
    /// An expression or a statement that `feature_gated!` chooses.
    Choice,
    /// A type, an impl block or a function of `#[feature_stub]`.
    Stub,
    /// A quantization method or one of its operations, from `#[quant_support]`.
    Quant,
    /// An item that cannot do something, from `#[limitation]`.
    Limitation,
}

impl CapabilityKind {
    pub(crate) const ALL: [CapabilityKind; 5] = [
        CapabilityKind::Gate,
        CapabilityKind::Choice,
        CapabilityKind::Stub,
        CapabilityKind::Quant,
        CapabilityKind::Limitation,
    ];

    /// The kind of this word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word used in reports: `gate`, `choice`, `stub`, `quant`, `limitation`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            CapabilityKind::Gate => "gate",
            CapabilityKind::Choice => "choice",
            CapabilityKind::Stub => "stub",
            CapabilityKind::Quant => "quant",
            CapabilityKind::Limitation => "limitation",
        }
    }
}

closed_set!(CapabilityKind, "kind", as_str);
