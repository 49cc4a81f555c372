//! What a process may do when a capability is missing, and the words for it.

use std::fmt;
use std::str::FromStr;

use crate::model::capability::Capability;
use crate::model::policy_word::{PolicyEffect, PolicyError, PolicyWord};
use crate::model::quant::QuantSupport;

/// What a process may do when a capability is missing: a list of words, each for all capabilities or
/// for those that a pattern fits.
///
/// | word | in code | meaning |
/// |---|---|---|
/// | `strict`, `strict=PATTERN` | [`with_strict`](Policy::with_strict), [`with_strict_for`](Policy::with_strict_for) | a gated function that returns a `Result` returns its error instead of falling back; one that cannot is reported at level `error`. What is `benign` is left alone |
/// | `allow=PATTERN` | [`with_allow`](Policy::with_allow) | exempt from `strict` and `deny` |
/// | `deny=LEVEL`, `deny=LEVEL:PATTERN` | [`with_deny`](Policy::with_deny), [`with_deny_for`](Policy::with_deny_for) | quantization of this level (`experimental`, `partial`) and below is refused |
/// | `quiet`, `quiet=PATTERN` | [`with_quiet`](Policy::with_quiet), [`with_quiet_for`](Policy::with_quiet_for) | no messages; counting goes on |
/// | `report`, `report=FILE` | [`report_at_end`](crate::report_at_end) | writes the report at the first use and at the end; only in the environment |
///
/// A pattern is a capability's name as the report shows it, its [`id`](Capability::id), an end of the
/// id behind a `::`, or a method of quantization, each perhaps with `*` for anything; `-` and `_` are
/// the same, letters in upper and lower case are not. Where several words fit a capability, the most specific one counts: one without
/// `*` before one with, one with before none at all, and more letters before fewer. Of two that are
/// alike `allow` counts.
///
/// The environment variable `FEATHERFALL` holds such words, separated by commas. It stands against
/// [`set_policy`](crate::set_policy): where one of its words fits a capability, it counts, however
/// specific the words of the code are, and also where it permits more. It is read once, and a word of
/// it whose pattern fits nothing is one warning; nobody looks at the patterns of the code.
///
/// ```
/// use featherfall::{Policy, QuantSupport};
///
/// let policy: Policy = "strict=flash_*,allow=flash_debug,deny=partial".parse().unwrap();
/// assert_eq!(
///     policy,
///     Policy::new().with_strict_for("flash_*").with_allow("flash_debug").with_deny(QuantSupport::Partial),
/// );
/// assert_eq!(policy.to_string(), "strict=flash_*,allow=flash_debug,deny=partial");
///
/// let error = "strct".parse::<Policy>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown word `strct`; expected `strict`, "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Policy {
    words: Vec<PolicyWord>,
}

impl Policy {
    /// Everything is allowed, and messages are sent.
    #[must_use]
    pub const fn new() -> Self {
        Self { words: Vec::new() }
    }

    /// Nothing else may run in the place of a capability.
    #[must_use]
    pub fn with_strict(self) -> Self {
        self.with(PolicyEffect::Strict, None)
    }

    /// The same for the capabilities that the pattern fits.
    #[must_use]
    pub fn with_strict_for(self, pattern: impl Into<String>) -> Self {
        self.with(PolicyEffect::Strict, Some(pattern.into()))
    }

    /// Exempts the capabilities that the pattern fits from what is strict and denied.
    #[must_use]
    pub fn with_allow(self, pattern: impl Into<String>) -> Self {
        self.with(PolicyEffect::Allow, Some(pattern.into()))
    }

    /// Refuses quantization of this level and below.
    #[must_use]
    pub fn with_deny(self, level: QuantSupport) -> Self {
        self.with(PolicyEffect::Deny(level), None)
    }

    /// The same for the capabilities that the pattern fits.
    #[must_use]
    pub fn with_deny_for(self, level: QuantSupport, pattern: impl Into<String>) -> Self {
        self.with(PolicyEffect::Deny(level), Some(pattern.into()))
    }

    /// Turns the messages off; counting goes on.
    #[must_use]
    pub fn with_quiet(self) -> Self {
        self.with(PolicyEffect::Quiet, None)
    }

    /// The same for the capabilities that the pattern fits.
    #[must_use]
    pub fn with_quiet_for(self, pattern: impl Into<String>) -> Self {
        self.with(PolicyEffect::Quiet, Some(pattern.into()))
    }

    /// Its words, in the order in which they were given.
    pub fn words(&self) -> impl Iterator<Item = &PolicyWord> {
        self.words.iter()
    }

    /// The words of both.
    pub(crate) fn and(self, other: &Policy) -> Self {
        other.words.iter().cloned().fold(self, Self::push)
    }

    /// A pattern that holds commas is several, as in the environment.
    fn with(self, effect: PolicyEffect, pattern: Option<String>) -> Self {
        let Some(patterns) = pattern else {
            return self.push(PolicyWord { effect, pattern });
        };
        split(&patterns).fold(self, |policy, pattern| {
            let pattern = (pattern != "*").then(|| pattern.to_owned());
            policy.push(PolicyWord { effect, pattern })
        })
    }

    fn push(mut self, word: PolicyWord) -> Self {
        if !self.words.contains(&word) {
            self.words.push(word);
        }
        self
    }

    /// The word that says whether something else may run in the capability's place.
    pub(crate) fn on_fallbacks(&self, capability: &Capability) -> Option<&PolicyWord> {
        let is_about_it = |effect| matches!(effect, PolicyEffect::Strict | PolicyEffect::Allow);
        self.most_specific(capability, is_about_it)
    }

    /// The word that says which levels of quantization are refused.
    pub(crate) fn on_levels(&self, capability: &Capability) -> Option<&PolicyWord> {
        let is_about_it = |effect| matches!(effect, PolicyEffect::Deny(_) | PolicyEffect::Allow);
        self.most_specific(capability, is_about_it)
    }

    pub(crate) fn is_quiet_about(&self, capability: &Capability) -> bool {
        self.most_specific(capability, |effect| effect == PolicyEffect::Quiet).is_some()
    }

    /// Of two that are alike, `allow` counts, and else the stricter level.
    fn most_specific(
        &self,
        capability: &Capability,
        is_about_it: impl Fn(PolicyEffect) -> bool,
    ) -> Option<&PolicyWord> {
        let fits = |word: &&PolicyWord| is_about_it(word.effect) && word.is_about(capability);
        let rank = |word: &&PolicyWord| {
            let is_allowed = word.effect == PolicyEffect::Allow;
            (word.specificity(), is_allowed, word.effect)
        };
        self.words.iter().filter(fits).max_by_key(rank)
    }

    /// What the words say, and those that mean nothing.
    pub(crate) fn read(words: &str) -> (Self, Vec<String>) {
        let mut policy = Self::new();
        let mut unknown = Vec::new();
        for word in split(words) {
            match word.parse::<PolicyWord>() {
                Ok(word) => policy = policy.push(word),
                Err(_) => unknown.push(word.to_owned()),
            }
        }
        (policy, unknown)
    }
}

/// As in the environment. What is displayed can be parsed again.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.words.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{word}")?;
        }
        Ok(())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Policy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Looks at the words alone; [`Policy::from_env`] also says which patterns fit no capability.
impl FromStr for Policy {
    type Err = PolicyError;

    fn from_str(words: &str) -> Result<Self, PolicyError> {
        let (policy, unknown) = Self::read(words);
        if unknown.is_empty() {
            Ok(policy)
        } else {
            Err(PolicyError { unknown, ..PolicyError::default() })
        }
    }
}

/// The words of a list. A comma in brackets is part of a name.
fn split(words: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let is_end = move |character| {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    };
    words.split(is_end).map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood_in_any_case_and_order() {
        assert_eq!(
            " Quiet,deny=Experimental , strict,".parse(),
            Ok(Policy::new().with_quiet().with_deny(QuantSupport::Experimental).with_strict())
        );
    }

    #[test]
    fn what_is_displayed_is_read_again() {
        let policy = Policy::new()
            .with_strict()
            .with_strict_for("flash_*")
            .with_allow("*")
            .with_allow("kernels::<Pair<A, B>>::forward")
            .with_deny(QuantSupport::Partial)
            .with_deny_for(QuantSupport::Experimental, "hqq")
            .with_deny_for(QuantSupport::Stable, "awq")
            .with_quiet()
            .with_quiet_for("kernels::attn::*")
            .with_quiet_for(" a, b*,")
            .with_strict_for("");
        let text = policy.to_string();
        assert_eq!(
            text,
            "strict,strict=flash_*,allow=*,allow=kernels::<Pair<A, B>>::forward,deny=partial,deny=experimental:hqq,deny=stable:awq,quiet,quiet=kernels::attn::*,quiet=a,quiet=b*"
        );
        assert_eq!(text.parse(), Ok(policy));
        let report = "report=report-%p.json";
        assert_eq!(report.parse::<Policy>().unwrap().to_string(), report);
    }

    #[test]
    fn unknown_words_make_one_error_nearest_first() {
        let (policy, unknown) =
            Policy::read("strct,quiet,banana,allow,deny=stabel,strict=,deny=partial: ");
        assert_eq!(policy, Policy::new().with_quiet());
        assert_eq!(
            unknown,
            ["strct", "banana", "allow", "deny=stabel", "strict=", "deny=partial:"]
        );
        let text = "strct,banana".parse::<Policy>().unwrap_err().to_string();
        assert!(text.starts_with("unknown word `strct`, `banana`; expected `strict`, "), "{text}");
    }
}
