//! One word of a policy, and what can be wrong with it.

use std::fmt;
use std::str::FromStr;

use crate::model::capability::Capability;
use crate::model::quant::QuantSupport;
use crate::text::nearest::nearest_first;

/// One word of a [`Policy`](crate::Policy).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PolicyWord {
    pub(crate) effect: PolicyEffect,
    pub(crate) pattern: Option<String>,
}

/// What a [`PolicyWord`] does to the capabilities that its pattern fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyEffect {
    /// Nothing else may run in their place.
    Strict,
    /// Neither `strict` nor `deny` is about them.
    Allow,
    /// Quantization of this level and below is refused.
    Deny(QuantSupport),
    /// Nothing is said of them.
    Quiet,
    /// The report is written; the pattern is the file.
    Report,
}

impl PolicyWord {
    /// What it does.
    #[must_use]
    pub fn effect(&self) -> PolicyEffect {
        self.effect
    }

    /// Which capabilities it is about, or the file of a report; `None` where it is about all.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        self.pattern.as_deref()
    }

    /// Whether it is about some capabilities, and not about all.
    pub(crate) fn is_scoped(&self) -> bool {
        self.effect != PolicyEffect::Report && self.pattern.is_some()
    }

    /// Whether it is about none of these.
    pub(crate) fn fits_none<'a>(
        &self,
        mut capabilities: impl Iterator<Item = &'a Capability>,
    ) -> bool {
        !capabilities.any(|capability| self.is_about(capability))
    }

    pub(crate) fn is_about(&self, capability: &Capability) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| capability.is_named(pattern))
    }

    /// Greater where it is about fewer.
    pub(crate) fn specificity(&self) -> (bool, usize) {
        let pattern = self.pattern().unwrap_or("*");
        (!pattern.contains('*'), pattern.chars().filter(|character| *character != '*').count())
    }
}

/// As in the environment: `strict=flash_*`.
impl fmt::Display for PolicyWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.effect {
            PolicyEffect::Strict => f.write_str("strict")?,
            PolicyEffect::Allow => f.write_str("allow")?,
            PolicyEffect::Deny(level) => write!(f, "deny={level}")?,
            PolicyEffect::Quiet => f.write_str("quiet")?,
            PolicyEffect::Report => f.write_str("report")?,
        }
        match (&self.pattern, self.effect) {
            (None, PolicyEffect::Allow) => f.write_str("=*"),
            (None, _) => Ok(()),
            (Some(pattern), PolicyEffect::Deny(_)) => write!(f, ":{pattern}"),
            (Some(pattern), _) => write!(f, "={pattern}"),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for PolicyWord {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for PolicyWord {
    type Err = PolicyError;

    fn from_str(word: &str) -> Result<Self, PolicyError> {
        let unknown = || PolicyError { unknown: vec![word.to_owned()], ..PolicyError::default() };
        let (head, argument) = match word.split_once('=') {
            Some((head, argument)) => (head, Some(argument.trim())),
            None => (word, None),
        };
        if argument == Some("") {
            return Err(unknown());
        }
        let (effect, pattern) = match (head.trim().to_ascii_lowercase().as_str(), argument) {
            ("strict", pattern) => (PolicyEffect::Strict, pattern),
            ("allow", Some(pattern)) => (PolicyEffect::Allow, Some(pattern)),
            ("quiet", pattern) => (PolicyEffect::Quiet, pattern),
            ("report", file) => (PolicyEffect::Report, file),
            ("deny", Some(argument)) => {
                let (level, pattern) = match argument.split_once(':') {
                    Some((_, pattern)) if pattern.trim().is_empty() => return Err(unknown()),
                    Some((level, pattern)) => (level, Some(pattern.trim())),
                    None => (argument, None),
                };
                let known = QuantSupport::ALL
                    .into_iter()
                    .find(|known| known.as_str().eq_ignore_ascii_case(level.trim()));
                (PolicyEffect::Deny(known.ok_or_else(unknown)?), pattern)
            }
            _ => return Err(unknown()),
        };
        let pattern = pattern.filter(|pattern| *pattern != "*").map(ToOwned::to_owned);
        Ok(Self { effect, pattern })
    }
}

const WORDS: [&str; 10] = [
    "strict",
    "strict=PATTERN",
    "allow=PATTERN",
    "deny=experimental",
    "deny=partial",
    "deny=LEVEL:PATTERN",
    "quiet",
    "quiet=PATTERN",
    "report",
    "report=FILE",
];

/// Words that say nothing of a [`Policy`](crate::Policy), and words about capabilities that this binary does not have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PolicyError {
    pub(crate) unknown: Vec<String>,
    pub(crate) unmatched: Vec<String>,
    /// Names of capabilities, nearest first.
    pub(crate) known: Vec<String>,
}

impl PolicyError {
    /// The words that mean nothing.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The words whose pattern fits no capability.
    #[must_use]
    pub fn unmatched(&self) -> &[String] {
        &self.unmatched
    }

    /// The names of the capabilities of this binary that are nearest to the patterns that fit none.
    #[must_use]
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// The words that mean something, nearest to the first unknown one first.
    #[must_use]
    pub fn expected(&self) -> Vec<&'static str> {
        nearest_first(self.unknown.first().map_or("", String::as_str), WORDS)
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.unknown.is_empty() {
            let (unknown, expected) = (self.unknown.join("`, `"), self.expected().join("`, `"));
            parts.push(format!("unknown word `{unknown}`; expected `{expected}`"));
        }
        if !self.unmatched.is_empty() {
            let unmatched = self.unmatched.join("`, `");
            let known = match self.known.as_slice() {
                [] => String::from("none is linked into this binary"),
                known => format!("the nearest names are `{}`", known.join("`, `")),
            };
            parts.push(format!("no capability fits the pattern of `{unmatched}`; {known}"));
        }
        f.write_str(&parts.join("; "))
    }
}

impl std::error::Error for PolicyError {}
