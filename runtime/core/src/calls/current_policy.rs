//! The policy in force: what the environment says, and for the rest what the program says.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::calls::announce::Speaker;
use crate::calls::sites::unsettle_all;
use crate::error::denial;
use crate::model::capability::Capability;
use crate::model::counts::Counts;
use crate::model::policy::Policy;
use crate::model::policy_word::{PolicyEffect, PolicyError, PolicyWord};
use crate::model::quant::Quant;
use crate::overrides;
use crate::registry::annotation::Annotation;
use crate::registry::index::{capabilities, capability_of, described};
use crate::registry::section::COLLECTS;
use crate::sync::lazy::Lazy;
use crate::sync::list::List;
use crate::sync::slot::Slot;
use crate::text::nearest::nearest_first;

/// What [`set_policy`] said last.
static CURRENT: Slot<Policy> = Slot::EMPTY;

/// Everything that it ever said, each once: whoever is reading one may go on doing so.
static POLICIES: List<Policy> = List::EMPTY;

static ENVIRONMENT: Lazy<Environment> = Lazy::new();

/// What the environment variable `FEATHERFALL` said when it was first looked at.
struct Environment {
    policy: Policy,
    unknown: Vec<String>,
}

fn environment() -> &'static Environment {
    ENVIRONMENT.get_or_make(|| {
        let value = std::env::var_os("FEATHERFALL").unwrap_or_default();
        let (policy, unknown) = Policy::read(&value.to_string_lossy());
        Environment { policy, unknown }
    })
}

/// The policy in force: the words of the environment, and behind them those that [`set_policy`] said
/// last. Where words of both fit a capability, those of the environment count, which the same words in
/// one policy would not say.
#[must_use]
pub fn policy() -> Policy {
    let policy = environment().policy.clone();
    let policy = CURRENT.get().map_or(policy.clone(), |current| policy.and(current));
    if overrides::is_strict() { policy.with_strict() } else { policy }
}

/// The word by which the environment asks for the report to be written; its pattern is the file.
pub(crate) fn wants_report() -> Option<&'static PolicyWord> {
    environment().policy.words().find(|word| word.effect() == PolicyEffect::Report)
}

/// Replaces the policy for the whole process; gates that have run already obey it from their next
/// call on. What the environment says about a capability stands against it.
///
/// Each policy that is different from those before is kept as long as the process runs.
#[allow(clippy::needless_pass_by_value, reason = "set for good, as a caller reads it")]
pub fn set_policy(policy: Policy) {
    let known = POLICIES.iter().find(|known| **known == policy);
    CURRENT.set(
        known.unwrap_or_else(|| POLICIES.push_unless(policy.clone(), |known| *known == policy)),
    );
    unsettle_all();
}

impl Policy {
    /// What the environment variable `FEATHERFALL` says. A word that means nothing, or a pattern that
    /// fits no capability of this binary, is an error; a program that does not ask runs on with the
    /// other words, and logs the same text once.
    ///
    /// ```
    /// use featherfall::Policy;
    ///
    /// if let Err(error) = Policy::from_env() {
    ///     eprintln!("FEATHERFALL: {error}");
    ///     std::process::exit(2);
    /// }
    /// ```
    pub fn from_env() -> Result<Self, PolicyError> {
        let policy = &environment().policy;
        match problems() {
            Some(error) => Err(error),
            None => Ok(policy.clone()),
        }
    }
}

/// What is wrong with the words of the environment.
fn problems() -> Option<PolicyError> {
    let Environment { policy, unknown } = environment();
    let fits_none = |word: &&PolicyWord| word.fits_none(capabilities().iter().copied());
    let unmatched: Vec<&PolicyWord> =
        policy.words().filter(|word| COLLECTS && word.is_scoped() && fits_none(word)).collect();
    if unknown.is_empty() && unmatched.is_empty() {
        return None;
    }
    let pattern = unmatched.first().and_then(|word| word.pattern()).unwrap_or_default();
    let mut known = nearest_first(pattern, capabilities().iter().map(|it| it.name()));
    known.truncate(3);
    Some(PolicyError {
        unknown: unknown.clone(),
        unmatched: unmatched.iter().map(ToString::to_string).collect(),
        known: known.into_iter().map(ToOwned::to_owned).collect(),
    })
}

/// Logs what is wrong with the words of `FEATHERFALL`, once, as soon as somebody listens.
pub(crate) fn warn_about_environment(_: &Speaker) {
    static WARNED: AtomicBool = AtomicBool::new(false);
    if WARNED.load(Ordering::Relaxed) {
        return;
    }
    let Some(error) = problems() else {
        WARNED.store(true, Ordering::Relaxed);
        return;
    };
    tracing::warn!(target: "featherfall", "FEATHERFALL: {}", {
        // Evaluated only for who listens.
        if WARNED.swap(true, Ordering::Relaxed) {
            return;
        }
        error
    });
}

/// What the policy says of a call.
pub(crate) struct Decision {
    /// The number of the word that forbids it.
    pub(crate) denied_by: Option<u16>,
    pub(crate) is_quiet: bool,
}

/// What the policy says of a call of this kind.
pub(crate) fn decide(annotation: &'static Annotation, counts: Counts) -> Decision {
    let environment = &environment().policy;
    let current = CURRENT.get();
    let words = || {
        let words = environment.words().chain(current.into_iter().flat_map(Policy::words));
        words.filter(|word| word.effect() != PolicyEffect::Report)
    };
    if !overrides::is_strict() && words().next().is_none() {
        return Decision { denied_by: None, is_quiet: false };
    }
    // A pattern may be about the id, for which the whole registry is read.
    let has_patterns = words().any(PolicyWord::is_scoped);
    let capability = if has_patterns { capability_of(annotation) } else { described(annotation) };
    let is_quiet = environment.is_quiet_about(capability)
        || current.is_some_and(|current| current.is_quiet_about(capability));
    Decision { denied_by: denied_by(capability, counts, environment, current), is_quiet }
}

fn denied_by(
    capability: &Capability,
    counts: Counts,
    environment: &Policy,
    current: Option<&Policy>,
) -> Option<u16> {
    let (word, by_the_environment) = match counts {
        Counts::Degraded(_) | Counts::Ignored(_) if capability.is_benign() => return None,
        Counts::Degraded(_) | Counts::Ignored(_) if overrides::is_strict() => return Some(0),
        Counts::Degraded(_) | Counts::Ignored(_) => match environment.on_fallbacks(capability) {
            Some(word) => (word, true),
            None => (current?.on_fallbacks(capability)?, false),
        },
        Counts::Entered => match environment.on_levels(capability) {
            Some(word) => (word, true),
            None => (current?.on_levels(capability)?, false),
        },
        Counts::Used | Counts::Refused(_) | Counts::Undeniable(_) => return None,
    };
    let level = capability.quant().and_then(Quant::support);
    let denies = match word.effect() {
        PolicyEffect::Strict => true,
        PolicyEffect::Deny(denied) => level.is_some_and(|level| level <= denied),
        _ => false,
    };
    denies.then(|| {
        denial::number_of(&if by_the_environment {
            format!("`FEATHERFALL={word}`")
        } else {
            format!("the policy `{word}`")
        })
    })
}
