//! What the process may do when a capability is missing.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

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
/// level and below) and `quiet` (no messages, counting goes on). [`set_policy`] replaces it at any
/// time.
///
/// ```
/// use featherfall::{set_policy, Fallbacks, Policy, QuantSupport};
///
/// set_policy(Policy::from_env().fallbacks(Fallbacks::Deny).min_support(QuantSupport::Experimental));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy {
    fallbacks: Fallbacks,
    min_support: QuantSupport,
    quiet: bool,
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

    /// What the environment variable `FEATHERFALL` says. Words that it does not know have no effect;
    /// they are logged once.
    #[must_use]
    pub fn from_env() -> Self {
        environment().policy
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

    fn at_least(self, level: QuantSupport) -> Self {
        self.min_support(self.min_support.max(level))
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

    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    const INITIALISED: u8 = 1 << 7;

    const fn to_bits(self) -> u8 {
        Self::INITIALISED
            | self.min_support as u8
            | (self.quiet as u8) << 2
            | (matches!(self.fallbacks, Fallbacks::Deny) as u8) << 3
    }

    const fn from_bits(bits: u8) -> Self {
        Self {
            min_support: QuantSupport::ALL[(bits & 3) as usize],
            quiet: bits & 1 << 2 != 0,
            fallbacks: if bits & 1 << 3 == 0 { Fallbacks::Allow } else { Fallbacks::Deny },
        }
    }
}

/// The policy in force, or 0 before the first use.
static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The policy in force.
#[must_use]
pub fn policy() -> Policy {
    let policy = of_process();
    #[cfg(feature = "testing")]
    if crate::testing::is_strict() {
        return policy.fallbacks(Fallbacks::Deny);
    }
    policy
}

fn of_process() -> Policy {
    match CURRENT.load(Ordering::SeqCst) {
        0 => {
            let bits = Policy::from_env().to_bits();
            // A `set_policy` that came first wins.
            let _ = CURRENT.compare_exchange(0, bits, Ordering::SeqCst, Ordering::SeqCst);
            Policy::from_bits(CURRENT.load(Ordering::SeqCst))
        }
        bits => Policy::from_bits(bits),
    }
}

/// Replaces the policy for the whole process; gates that have run already obey it from their next
/// call on.
pub fn set_policy(policy: Policy) {
    CURRENT.store(policy.to_bits(), Ordering::SeqCst);
    crate::calls::site::unsettle_all();
}

struct Environment {
    policy: Policy,
    /// One warning for all the words that mean nothing.
    warning: Option<String>,
}

fn environment() -> &'static Environment {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let value = std::env::var_os("FEATHERFALL").unwrap_or_default();
        parse(&value.to_string_lossy())
    })
}

fn parse(value: &str) -> Environment {
    const WORDS: [&str; 5] =
        ["strict", "quiet", "deny=experimental", "deny=partial", "deny=unimplemented"];
    let mut policy = Policy::new();
    let mut unknown: Vec<String> = Vec::new();
    for word in value.split(',').map(|word| word.trim().to_ascii_lowercase()) {
        match word.as_str() {
            "" => {}
            "strict" => policy.fallbacks = Fallbacks::Deny,
            "quiet" => policy.quiet = true,
            "deny=experimental" => policy = policy.at_least(QuantSupport::Stable),
            "deny=partial" => policy = policy.at_least(QuantSupport::Experimental),
            "deny=unimplemented" => policy = policy.at_least(QuantSupport::Partial),
            _ => unknown.push(word),
        }
    }
    let warning = (!unknown.is_empty()).then(|| {
        let known = nearest_first(&unknown[0], WORDS).join("`, `");
        format!(
            "unknown word `{}` in the environment variable FEATHERFALL; expected `{known}`",
            unknown.join("`, `")
        )
    });
    Environment { policy, warning }
}

/// Logs the words of `FEATHERFALL` that mean nothing, once, as soon as somebody listens.
pub(crate) fn warn_about_environment() {
    static WARNED: AtomicBool = AtomicBool::new(false);
    if let Some(warning) = &environment().warning
        && tracing::event_enabled!(target: "featherfall", tracing::Level::WARN)
        && !WARNED.swap(true, Ordering::SeqCst)
    {
        tracing::warn!(target: "featherfall", "{warning}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood_in_any_case_and_order() {
        let environment = parse(" Quiet,deny=Experimental , strict,");
        assert_eq!(environment.warning, None);
        assert_eq!(
            environment.policy,
            Policy::new().fallbacks(Fallbacks::Deny).min_support(QuantSupport::Stable).quiet(true)
        );
    }

    #[test]
    fn unknown_words_make_one_warning_nearest_first() {
        let environment = parse("strct,banana");
        assert_eq!(environment.policy, Policy::new());
        let warning = environment.warning.unwrap();
        assert!(warning.starts_with(
            "unknown word `strct`, `banana` in the environment variable FEATHERFALL; expected `strict`, "
        ), "{warning}");
    }

    #[test]
    fn bits_keep_the_policy() {
        for fallbacks in [Fallbacks::Allow, Fallbacks::Deny] {
            for min_support in QuantSupport::ALL {
                for quiet in [false, true] {
                    let policy =
                        Policy::new().fallbacks(fallbacks).min_support(min_support).quiet(quiet);
                    assert_eq!(Policy::from_bits(policy.to_bits()), policy);
                }
            }
        }
    }
}
