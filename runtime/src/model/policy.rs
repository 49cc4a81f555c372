//! What a process may do when a capability is missing, and the words for it.

use std::str::FromStr;

use crate::model::quant::QuantSupport;
use crate::text::nearest::nearest_first;

/// Whether a gated function may run its `fallback` or `otherwise`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fallbacks {
    /// It may, with one message. The default.
    #[default]
    Allow,
    /// A function that returns a `Result` returns its error instead; one that cannot falls back
    /// and is reported at level `error`.
    Deny,
}

/// The process-wide policy.
///
/// It starts as what the environment variable `FEATHERFALL` says, a comma-separated list of
/// `strict` (deny fallbacks), `deny=experimental` or `deny=partial` (refuse quantization of that
/// level and below) and `quiet` (no messages, counting goes on). [`set_policy`](crate::set_policy)
/// replaces it at any time.
///
/// ```
/// use featherfall::{set_policy, Fallbacks, Policy, QuantSupport};
///
/// set_policy(Policy::from_env().fallbacks(Fallbacks::Deny).min_support(QuantSupport::Experimental));
/// ```
///
/// The same words can be parsed; there an unknown one is an error:
///
/// ```
/// use featherfall::{Fallbacks, Policy};
///
/// assert_eq!("strict,quiet".parse(), Ok(Policy::new().fallbacks(Fallbacks::Deny).quiet(true)));
/// let error = "strct".parse::<Policy>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown word `strct`; expected `strict`, "));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    pub(crate) fallbacks: Fallbacks,
    pub(crate) min_support: QuantSupport,
    pub(crate) quiet: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    /// Fallbacks allowed, every implemented support level accepted, messages on.
    #[must_use]
    pub const fn new() -> Self {
        Self { fallbacks: Fallbacks::Allow, min_support: QuantSupport::Unimplemented, quiet: false }
    }

    /// Allows or denies fallbacks.
    #[must_use]
    pub const fn fallbacks(mut self, fallbacks: Fallbacks) -> Self {
        self.fallbacks = fallbacks;
        self
    }

    /// Refuses quantization whose support level is below `level`.
    #[must_use]
    pub const fn min_support(mut self, level: QuantSupport) -> Self {
        self.min_support = level;
        self
    }

    /// Turns the messages off or on.
    #[must_use]
    pub const fn quiet(mut self, quiet: bool) -> Self {
        self.quiet = quiet;
        self
    }

    pub(crate) fn denies_fallbacks(self) -> bool {
        self.fallbacks == Fallbacks::Deny
    }

    pub(crate) fn refuses(self, level: QuantSupport) -> bool {
        level < self.min_support
    }

    /// What the words say, and those that mean nothing.
    pub(crate) fn read(words: &str) -> (Self, Result<(), UnknownWords>) {
        let mut policy = Self::new();
        let mut unknown = Vec::new();
        let at_least = |policy: Self, level| policy.min_support(policy.min_support.max(level));
        for word in words.split(',').map(|word| word.trim().to_ascii_lowercase()) {
            match word.as_str() {
                "" => {}
                "strict" => policy.fallbacks = Fallbacks::Deny,
                "quiet" => policy.quiet = true,
                "deny=experimental" => policy = at_least(policy, QuantSupport::Stable),
                "deny=partial" => policy = at_least(policy, QuantSupport::Experimental),
                "deny=unimplemented" => policy = at_least(policy, QuantSupport::Partial),
                _ => unknown.push(word),
            }
        }
        let known = if unknown.is_empty() { Ok(()) } else { Err(UnknownWords { unknown }) };
        (policy, known)
    }
}

impl FromStr for Policy {
    type Err = UnknownWords;

    fn from_str(words: &str) -> Result<Self, UnknownWords> {
        let (policy, known) = Self::read(words);
        known.map(|()| policy)
    }
}

const WORDS: [&str; 5] =
    ["strict", "quiet", "deny=experimental", "deny=partial", "deny=unimplemented"];

/// Words that say nothing of a [`Policy`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word `{}`; expected `{}`", unknown.join("`, `"), self.expected().join("`, `"))]
pub struct UnknownWords {
    unknown: Vec<String>,
}

impl UnknownWords {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.unknown
    }

    /// The words that mean something, nearest to the first unknown one first.
    #[must_use]
    pub fn expected(&self) -> Vec<&'static str> {
        nearest_first(self.unknown.first().map_or("", String::as_str), WORDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood_in_any_case_and_order() {
        assert_eq!(
            " Quiet,deny=Experimental , strict,".parse(),
            Ok(Policy::new()
                .fallbacks(Fallbacks::Deny)
                .min_support(QuantSupport::Stable)
                .quiet(true))
        );
    }

    #[test]
    fn unknown_words_make_one_error_nearest_first() {
        let (policy, known) = Policy::read("strct,quiet,banana");
        assert_eq!(policy, Policy::new().quiet(true));
        let error = known.unwrap_err();
        assert_eq!(error.words(), ["strct", "banana"]);
        let text = error.to_string();
        assert!(text.starts_with("unknown word `strct`, `banana`; expected `strict`, "), "{text}");
    }
}
