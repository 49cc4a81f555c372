//! The one-line texts: what is unavailable, why, the rebuild hint, the alternative.

use std::fmt::{self, Write as _};

use crate::error::denial::denier;
use crate::error::unavailable::Unavailable;
use crate::model::capability::{Capability, Instead};
use crate::model::quant::{Quant, QuantArgument, QuantSupport};
use crate::model::reason::Reason;
use crate::rebuild::unmet::unmet;

/// The whole message.
impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.", what_and_why(self))?;
        if let Some(advice) = advice(self) {
            write!(f, " {advice}")?;
        }
        Ok(())
    }
}

/// What is unavailable and why, without a full stop.
pub(crate) fn what_and_why(unavailable: &Unavailable) -> String {
    let capability = unavailable.described();
    let name = capability.name();
    if unavailable.reason() == Reason::NotImplemented {
        return match capability.quant() {
            Some(quant) if quant.method() != name => {
                format!("`{name}` is not implemented for `{}`", quant.method())
            }
            _ => format!("`{name}` is not implemented"),
        };
    }
    if names_what_it_is_about(unavailable) {
        return why(unavailable);
    }
    format!("`{name}` is unavailable: {}", why(unavailable))
}

/// Whether [`why`] is a sentence of its own: what happens to an argument, where nothing else is said of
/// the method, or where the method is the capability.
fn names_what_it_is_about(unavailable: &Unavailable) -> bool {
    let is_of_an_argument = matches!(
        unavailable.reason(),
        Reason::ArgumentRefused | Reason::ArgumentRequired | Reason::Strict
    );
    let capability = unavailable.described();
    is_of_an_argument
        && capability
            .quant()
            .is_some_and(|quant| quant.support().is_none() || quant.method() == capability.name())
}

/// The rebuild hint and the alternative, as sentences.
pub(crate) fn advice(unavailable: &Unavailable) -> Option<String> {
    let hint = unavailable.hint().map(|hint| sentence(&hint));
    let alternative = unavailable
        .described()
        .alternative()
        .map(|alternative| sentence(&format!("Alternatively, {alternative}")));
    match (hint, alternative) {
        (Some(hint), Some(alternative)) => Some(format!("{hint} {alternative}")),
        (one, other) => one.or(other),
    }
}

/// `text` with a full stop, unless it ends a sentence already.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{text}{end}")
}

fn why(unavailable: &Unavailable) -> String {
    let capability = unavailable.described();
    match unavailable.reason() {
        // Forced by a test on an item that cannot fail for this reason.
        Reason::ConditionNotMet if capability.conditions().is_empty() => forced(),
        Reason::NotCompiled if unavailable.lacking().holds() => forced(),
        Reason::NotCompiled => {
            format!("`{}` was built {}", capability.package(), unmet(&unavailable.lacking()))
        }
        Reason::ConditionNotMet => {
            unavailable.chosen(capability.conditions()).copied().collect::<Vec<_>>().join("; ")
        }
        Reason::NotImplemented => String::from("it is not implemented"),
        Reason::SupportRefused => {
            let level =
                capability.quant().and_then(Quant::support).map_or("unknown", QuantSupport::as_str);
            format!("its support is {level}, and {} refuses that", denier(unavailable.word()))
        }
        Reason::ArgumentRefused => arguments(unavailable, "does not support"),
        Reason::ArgumentRequired => arguments(unavailable, "requires"),
        Reason::ExplicitlyRequired => required(unavailable),
        Reason::Strict => denied(unavailable),
        // The rest is about machines and stands in reports; a test may force it all the same.
        _ => forced(),
    }
}

fn forced() -> String {
    String::from("a test forces it to be")
}

/// Why something else would have to run, and that the caller asked for nothing else.
fn required(unavailable: &Unavailable) -> String {
    let capability = unavailable.described();
    let reasons: Vec<&str> = unavailable.chosen(capability.required_if()).copied().collect();
    // Which condition failed is not known; without one, a test did it.
    let is_forced = capability.conditions().is_empty() || reasons.is_empty();
    let why = why_not_built(unavailable).or_else(|| is_forced.then(forced));
    why.into_iter()
        .chain((!reasons.is_empty()).then(|| reasons.join("; ")))
        .collect::<Vec<_>>()
        .join(", and ")
}

fn why_not_built(unavailable: &Unavailable) -> Option<String> {
    let is_built = unavailable.described().is_built();
    (!is_built).then(|| why(&Unavailable::new(unavailable.record(), Reason::NotCompiled, 0)))
}

/// Why something else would have to run, and that the policy denies it.
fn denied(unavailable: &Unavailable) -> String {
    let capability = unavailable.described();
    let denier = denier(unavailable.word());
    if capability.quant().is_some() {
        return format!(
            "{}, and {denier} denies continuing without it",
            arguments(unavailable, "does not support")
        );
    }
    let reason = if capability.is_built() { Reason::ConditionNotMet } else { Reason::NotCompiled };
    let mut text = why(&Unavailable::new(unavailable.record(), reason, unavailable.which()));
    if text.is_empty() {
        // No condition failed.
        text = forced();
    }
    let _ = match capability.instead {
        Instead::Fallback(path) => write!(text, ", and {denier} denies the fallback `{path}`"),
        _ => write!(text, ", and {denier} denies fallbacks"),
    };
    text
}

fn arguments(unavailable: &Unavailable, verb: &str) -> String {
    let Some(quant) = unavailable.described().quant() else {
        return format!("it {verb} an argument");
    };
    let names: Vec<&str> = unavailable.chosen(quant.arguments()).map(QuantArgument::name).collect();
    format!("`{}` {verb} `{}`", quant.method(), names.join("`, `"))
}

/// The sentence for an argument that is dropped, such as
/// `HQQ does not support imatrix, continuing without it`.
pub(crate) fn ignored(capability: &Capability, index: usize) -> String {
    let (method, argument) = capability.quant().map_or(("", ""), |quant| {
        (quant.method(), quant.arguments().get(index).map_or("", |argument| argument.name()))
    });
    // featherfall: allow(unsupported-bail, "the sentence that all others get")
    format!("{} does not support {argument}, continuing without it", method.to_uppercase())
}

/// What the ledger and the report call it, such as `imatrix ignored`.
pub(crate) fn ignored_argument(capability: &Capability, index: u32) -> String {
    let argument = capability
        .quant()
        .and_then(|quant| quant.arguments().get(index as usize))
        .map_or("", |argument| argument.name());
    format!("{argument} ignored")
}
