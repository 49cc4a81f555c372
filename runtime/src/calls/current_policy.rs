//! The policy in force, and what the environment says of it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use crate::calls::sites::unsettle_all;
use crate::model::policy::{Fallbacks, Policy, UnknownWords};
use crate::model::quant::QuantSupport;
use crate::overrides;

/// The policy as bits, or 0 before the first use.
static CURRENT: AtomicU8 = AtomicU8::new(0);

const INITIALISED: u8 = 1 << 7;

const fn to_bits(policy: Policy) -> u8 {
    INITIALISED
        | policy.min_support as u8
        | (policy.quiet as u8) << 2
        | (matches!(policy.fallbacks, Fallbacks::Deny) as u8) << 3
}

const fn from_bits(bits: u8) -> Policy {
    Policy::new()
        .min_support(QuantSupport::ALL[(bits & 3) as usize])
        .quiet(bits & 1 << 2 != 0)
        .fallbacks(if bits & 1 << 3 == 0 { Fallbacks::Allow } else { Fallbacks::Deny })
}

/// The policy in force.
#[must_use]
pub fn policy() -> Policy {
    let policy = of_process();
    if overrides::is_strict() { policy.fallbacks(Fallbacks::Deny) } else { policy }
}

fn of_process() -> Policy {
    match CURRENT.load(Ordering::SeqCst) {
        0 => {
            let bits = to_bits(Policy::from_env());
            // A `set_policy` that came first wins.
            let _ = CURRENT.compare_exchange(0, bits, Ordering::SeqCst, Ordering::SeqCst);
            from_bits(CURRENT.load(Ordering::SeqCst))
        }
        bits => from_bits(bits),
    }
}

/// Replaces the policy for the whole process; gates that have run already obey it from their next
/// call on.
pub fn set_policy(policy: Policy) {
    CURRENT.store(to_bits(policy), Ordering::SeqCst);
    unsettle_all();
}

impl Policy {
    /// What the environment variable `FEATHERFALL` says. Words that it does not know have no effect;
    /// they are logged once.
    #[must_use]
    pub fn from_env() -> Self {
        environment().0
    }
}

fn environment() -> &'static (Policy, Result<(), UnknownWords>) {
    static ENVIRONMENT: OnceLock<(Policy, Result<(), UnknownWords>)> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let value = std::env::var_os("FEATHERFALL").unwrap_or_default();
        Policy::read(&value.to_string_lossy())
    })
}

/// Logs the words of `FEATHERFALL` that mean nothing, once, as soon as somebody listens.
pub(crate) fn warn_about_environment() {
    static WARNED: AtomicBool = AtomicBool::new(false);
    if let Err(error) = &environment().1
        && tracing::event_enabled!(target: "featherfall", tracing::Level::WARN)
        && !WARNED.swap(true, Ordering::SeqCst)
    {
        tracing::warn!(
            target: "featherfall",
            "unknown word `{}` in the environment variable FEATHERFALL; expected `{}`",
            error.words().join("`, `"),
            error.expected().join("`, `")
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_keep_the_policy() {
        for fallbacks in [Fallbacks::Allow, Fallbacks::Deny] {
            for min_support in QuantSupport::ALL {
                for quiet in [false, true] {
                    let policy =
                        Policy::new().fallbacks(fallbacks).min_support(min_support).quiet(quiet);
                    assert_eq!(from_bits(to_bits(policy)), policy);
                }
            }
        }
    }
}
