//! How far a quantization item is supported, and what it does with its optional arguments.

use crate::model::word::closed_set;

/// How far something is supported; greater is better.
///
/// ```
/// use featherfall::QuantSupport;
/// assert!(QuantSupport::Stable > QuantSupport::Experimental);
/// assert!(QuantSupport::Experimental > QuantSupport::Partial);
/// assert!(QuantSupport::Partial > QuantSupport::Unimplemented);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantSupport {
    /// There is no implementation yet.
    Unimplemented,
    /// Some operations work, others return an error.
    Partial,
    /// Everything works; results or interfaces may still change.
    Experimental,
    /// Ready for production.
    Stable,
}

impl QuantSupport {
    pub(crate) const ALL: [QuantSupport; 4] = [
        QuantSupport::Unimplemented,
        QuantSupport::Partial,
        QuantSupport::Experimental,
        QuantSupport::Stable,
    ];

    /// Whether every operation works: `Stable` and `Experimental`.
    #[must_use]
    pub const fn is_usable(self) -> bool {
        matches!(self, QuantSupport::Stable | QuantSupport::Experimental)
    }

    /// The level in lower case, as reports and the policy write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            QuantSupport::Unimplemented => "unimplemented",
            QuantSupport::Partial => "partial",
            QuantSupport::Experimental => "experimental",
            QuantSupport::Stable => "stable",
        }
    }

    /// The level that the attribute's word names.
    pub(crate) fn from_word(word: &str) -> Self {
        let named = Self::ALL.into_iter().find(|level| level.as_str().eq_ignore_ascii_case(word));
        named.unwrap_or(QuantSupport::Unimplemented)
    }

    /// What a user of `method` should be told; `None` for `Stable`.
    ///
    /// ```
    /// use featherfall::QuantSupport;
    /// assert_eq!(
    ///     QuantSupport::Experimental.warning_message("hqq").unwrap(),
    ///     "HQQ quantization is experimental",
    /// );
    /// ```
    #[must_use]
    pub fn warning_message(self, method: &str) -> Option<String> {
        let what = match self {
            QuantSupport::Stable => return None,
            QuantSupport::Experimental => "is experimental",
            QuantSupport::Partial => "is partially implemented, some operations return an error",
            QuantSupport::Unimplemented => "is not implemented",
        };
        Some(format!("{} quantization {what}", method.to_uppercase()))
    }
}

closed_set!(QuantSupport, "level", as_str);

/// What an item does with an optional argument; greater is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ArgumentPolicy {
    /// Takes it into account when it is `Some`.
    Uses,
    /// Returns an error when it is `None`.
    Requires,
    /// Warns once and goes on without it.
    Ignores,
    /// Returns an error when it is `Some`.
    Refuses,
}

impl ArgumentPolicy {
    pub(crate) const ALL: [ArgumentPolicy; 4] = [
        ArgumentPolicy::Uses,
        ArgumentPolicy::Requires,
        ArgumentPolicy::Ignores,
        ArgumentPolicy::Refuses,
    ];

    pub(crate) fn from_word(word: &str) -> Self {
        word.parse().unwrap_or(ArgumentPolicy::Uses)
    }

    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ArgumentPolicy::Uses => "uses",
            ArgumentPolicy::Requires => "requires",
            ArgumentPolicy::Ignores => "ignores",
            ArgumentPolicy::Refuses => "refuses",
        }
    }
}

closed_set!(ArgumentPolicy, "argument policy", as_str);

/// An optional argument of a quantization item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct QuantArgument {
    name: &'static str,
    policy: ArgumentPolicy,
}

impl QuantArgument {
    pub(crate) fn new(name: &'static str, policy: ArgumentPolicy) -> Self {
        Self { name, policy }
    }

    /// The parameter's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What becomes of it.
    #[must_use]
    pub const fn policy(&self) -> ArgumentPolicy {
        self.policy
    }
}

/// The quantization facts of one annotated item.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Quant {
    pub(crate) method: &'static str,
    pub(crate) aliases: Vec<&'static str>,
    pub(crate) operation: Option<&'static str>,
    #[cfg_attr(feature = "serde", serde(rename = "support"))]
    pub(crate) level: Option<QuantSupport>,
    pub(crate) arguments: Vec<QuantArgument>,
    pub(crate) since: Option<&'static str>,
}

impl Quant {
    /// The method, such as `hqq`.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Other names of the method.
    #[must_use]
    pub fn aliases(&self) -> &[&'static str] {
        &self.aliases
    }

    /// The annotated function; `None` when the annotation is on a whole impl block or, as
    /// `quant_ignores!` and `quant_refuses!`, in the middle of a function.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The level of this item; `None` for `quant_ignores!` and `quant_refuses!`, which say nothing of it.
    #[must_use]
    pub fn support(&self) -> Option<QuantSupport> {
        self.level
    }

    /// Its optional arguments and what becomes of them.
    #[must_use]
    pub fn arguments(&self) -> &[QuantArgument] {
        &self.arguments
    }

    /// The version since which the level holds.
    #[must_use]
    pub fn since(&self) -> Option<&'static str> {
        self.since
    }
}
