//! One capability, and what became of it so far.

use crate::build::here::{lack_of, mismatch_of};
use crate::hardware;
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::model::quant::QuantSupport;
use crate::model::reason::Reason;
use crate::report::ledger::{self, Degradation};

pub(crate) const COLUMNS: [&str; 8] =
    ["capability", "kind", "built", "available", "usable", "used", "degraded", "hint"];

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Row {
    #[cfg(feature = "serde")]
    pub(crate) id: String,
    pub(crate) capability: String,
    pub(crate) kind: &'static str,
    /// Whether the registry lists it; what it does not list ran all the same.
    pub(crate) collected: bool,
    pub(crate) built: bool,
    /// Which arm was built, for a choice with several.
    pub(crate) arm: Option<String>,
    /// The level, for quantization.
    pub(crate) support: Option<&'static str>,
    /// What the item cannot do.
    pub(crate) limitation: Option<&'static str>,
    /// `None` where nothing probes the machine.
    pub(crate) available: Option<bool>,
    pub(crate) usable: bool,
    /// The one cause, most actionable first, where it is not usable.
    #[cfg(feature = "serde")]
    pub(crate) reason: Option<&'static str>,
    pub(crate) used: u64,
    pub(crate) degraded: Vec<Degraded>,
    pub(crate) hint: Option<String>,
    #[cfg(feature = "serde")]
    pub(crate) location: String,
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Degraded {
    pub(crate) used: String,
    #[cfg(feature = "serde")]
    pub(crate) reason: &'static str,
    pub(crate) count: u64,
}

pub(crate) fn row(
    capability: &'static Capability,
    label: String,
    collected: bool,
    degradations: &[Degradation],
) -> Row {
    let support = capability.quant().and_then(|quant| quant.level);
    let built = capability.built();
    let used = ledger::used(capability);
    let here = Here::of(capability, used);
    let reason = match capability.quant() {
        Some(_) if !built => Some(Reason::NotImplemented),
        None if !built => Some(Reason::NotCompiled),
        _ => here.lacks.as_ref().map(|(reason, _)| *reason),
    };
    Row {
        #[cfg(feature = "serde")]
        id: capability.id().to_owned(),
        capability: label,
        kind: capability.kind().as_str(),
        collected,
        built,
        arm: capability.arm().map(|arm| match arm {
            Predicate::Feature(name, _) => name.to_owned(),
            other => other.to_string(),
        }),
        support: support.map(QuantSupport::as_str),
        limitation: capability.limitation(),
        available: here.available,
        usable: reason.is_none() && support.is_none_or(QuantSupport::is_usable),
        #[cfg(feature = "serde")]
        reason: reason.filter(|_| capability.limitation().is_none()).map(Reason::code),
        used,
        degraded: degradations
            .iter()
            .filter(|row| row.capability() == capability)
            .map(|row| Degraded {
                used: row.used().to_owned(),
                #[cfg(feature = "serde")]
                reason: row.reason().code(),
                count: row.count(),
            })
            .collect(),
        hint: hint(capability, here),
        #[cfg(feature = "serde")]
        location: capability.location().to_string(),
    }
}

/// What this machine says of a capability.
#[derive(Default)]
struct Here {
    available: Option<bool>,
    /// Why it is unusable here though it is built, and the same in words.
    lacks: Option<(Reason, String)>,
}

impl Here {
    /// A capability that ran is available, whatever is known of its needs.
    fn of(capability: &Capability, used: u64) -> Self {
        let is_of_the_build = capability.quant().is_none() && capability.limitation().is_none();
        if hardware::known().is_none() || !is_of_the_build {
            return Self::default();
        }
        if used > 0 {
            return Self { available: Some(true), lacks: None };
        }
        let lack = lack_of(capability);
        let available = Some(lack.is_none());
        let lack = lack.or_else(|| mismatch_of(capability));
        Self { available, lacks: lack.map(|lack| (lack.reason, lack.why)) }
    }
}

/// What the user can do about it: nothing where it is usable and has no limitation.
fn hint(capability: &Capability, here: Here) -> Option<String> {
    if let Some(limitation) = capability.limitation() {
        return Some(match capability.alternative() {
            Some(workaround) => format!("{limitation}; {workaround}"),
            None => limitation.to_owned(),
        });
    }
    let alternative = capability.alternative().map(ToOwned::to_owned);
    let is_in_the_way = capability.built() || here.available == Some(false);
    if let Some((_, lack)) = here.lacks.filter(|_| is_in_the_way) {
        return Some(
            alternative.map_or(lack.clone(), |alternative| format!("{lack}; {alternative}")),
        );
    }
    if capability.built() {
        return None;
    }
    let rebuild = capability.hint().map(|hint| match hint.strip_prefix("Rebuild") {
        Some(rest) => format!("rebuild{rest}"),
        None => hint,
    });
    rebuild.or(alternative)
}

impl Row {
    pub(crate) fn cells(&self) -> [String; 8] {
        let yes_no = |yes: bool| {
            // A limitation is no part of a build.
            String::from(match (self.limitation, yes) {
                (Some(_), _) => "-",
                (None, true) => "yes",
                (None, false) => "no",
            })
        };
        [
            if self.collected {
                self.capability.clone()
            } else {
                format!("{} (not collected)", self.capability)
            },
            self.kind.to_owned(),
            match (&self.arm, self.support) {
                (Some(arm), _) => arm.clone(),
                (None, Some(level)) => level.to_owned(),
                (None, None) => yes_no(self.built),
            },
            self.available.map_or_else(|| String::from("-"), yes_no),
            yes_no(self.usable),
            if self.used > 0 { self.used.to_string() } else { String::from("-") },
            self.degraded_cell(),
            self.hint.clone().unwrap_or_default(),
        ]
    }

    fn degraded_cell(&self) -> String {
        let parts: Vec<String> = self
            .degraded
            .iter()
            .map(|row| match row.used.strip_suffix(" ignored") {
                Some(_) => format!("{} {}", row.count, row.used),
                None => format!("{} → {}", row.count, row.used),
            })
            .collect();
        parts.join(", ")
    }
}
