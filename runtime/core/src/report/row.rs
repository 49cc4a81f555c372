//! One capability, and what became of it so far.

use std::collections::HashMap;

use crate::build::here::{lack_of, mismatch_of};
use crate::hardware;
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::model::quant::{Quant, QuantSupport};
use crate::model::reason::Reason;
use crate::report::ledger::{Degradation, Ledger};

pub(crate) const COLUMNS: [&str; 8] =
    ["capability", "kind", "built", "available", "usable", "used", "degraded", "hint"];

/// One capability of a [`Report`](crate::Report), and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ReportRow {
    #[cfg_attr(
        feature = "serde",
        serde(rename = "id", serialize_with = "Capability::serialize_id")
    )]
    of: &'static Capability,
    capability: String,
    kind: &'static str,
    collected: bool,
    built: bool,
    arm: Option<String>,
    support: Option<&'static str>,
    limitation: Option<&'static str>,
    available: Option<bool>,
    usable: bool,
    reason: Option<Reason>,
    used: u64,
    #[cfg_attr(feature = "serde", serde(serialize_with = "without_capability"))]
    degraded: Vec<Degradation>,
    hint: Option<String>,
    #[cfg(feature = "serde")]
    location: Option<String>,
}

/// What the row already says of a degradation is left out.
#[cfg(feature = "serde")]
fn without_capability<S: serde::Serializer>(
    degraded: &[Degradation],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(serde::Serialize)]
    struct Degraded<'a> {
        used: &'a str,
        reason: Reason,
        count: u64,
    }
    serializer.collect_seq(degraded.iter().map(|it| Degraded {
        used: it.used(),
        reason: it.reason(),
        count: it.count(),
    }))
}

impl ReportRow {
    /// What the row is about.
    #[must_use]
    pub fn capability(&self) -> &'static Capability {
        self.of
    }

    /// The shortest name that tells it from all others of the report.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.capability
    }

    /// Whether the registry lists it; what it does not list ran all the same.
    #[must_use]
    pub fn is_collected(&self) -> bool {
        self.collected
    }

    /// Whether this build has it.
    #[must_use]
    pub fn is_built(&self) -> bool {
        self.built
    }

    /// Whether this machine has what it needs; `None` where nothing probes the machine.
    #[must_use]
    pub fn is_available(&self) -> Option<bool> {
        self.available
    }

    /// Whether it can be used here, as far as is known. Not for quantization of level `partial`, which
    /// runs, in parts.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.usable
    }

    /// Why it is not usable: the cause that can be acted on best. `None` where the level of quantization
    /// says all.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// How often it ran itself, where that is counted; without an argument that it ignores, too.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.used
    }

    /// What happened instead, by reason.
    #[must_use]
    pub fn degraded(&self) -> &[Degradation] {
        &self.degraded
    }

    /// What the user can do about it, if anything is known; `None` where it is usable and has no
    /// limitation.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

pub(crate) fn row(
    capability: &'static Capability,
    label: String,
    collected: bool,
    ledger: &Ledger,
    hints: &mut Hints,
) -> ReportRow {
    let support = capability.quant().and_then(Quant::support);
    let built = capability.is_built();
    let used = ledger.used(capability);
    let here = Here::of(capability, used);
    let reason = match capability.quant() {
        Some(_) if !built => Some(Reason::NotImplemented),
        None if !built => Some(Reason::NotCompiled),
        _ => here.lacks.as_ref().map(|(reason, _)| *reason),
    };
    ReportRow {
        of: capability,
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
        reason: reason.filter(|_| capability.limitation().is_none()),
        used,
        degraded: ledger.degradations(capability).to_vec(),
        hint: hint(capability, here, hints),
        #[cfg(feature = "serde")]
        location: capability.location().map(|it| it.to_string()),
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

/// The hints of a report: many rows have the same.
#[derive(Default)]
pub(crate) struct Hints(HashMap<(&'static str, Predicate), Option<String>>);

impl Hints {
    fn of(&mut self, capability: &'static Capability) -> Option<String> {
        if capability.details.hint.is_some() {
            return capability.hint();
        }
        let key = (capability.package(), capability.predicate());
        self.0.entry(key).or_insert_with(|| capability.hint()).clone()
    }
}

/// What the user can do about it: nothing where it is usable and has no limitation.
fn hint(capability: &'static Capability, here: Here, hints: &mut Hints) -> Option<String> {
    if let Some(limitation) = capability.limitation() {
        return Some(match capability.alternative() {
            Some(workaround) => format!("{limitation}; {workaround}"),
            None => limitation.to_owned(),
        });
    }
    let alternative = capability.alternative().map(ToOwned::to_owned);
    // A rebuild may take the features of candle that it needs.
    let is_in_the_way =
        |reason| capability.is_built() || !matches!(reason, Reason::FeatureMismatch);
    if let Some((_, lack)) = here.lacks.filter(|(reason, _)| is_in_the_way(*reason)) {
        return Some(
            alternative.map_or(lack.clone(), |alternative| format!("{lack}; {alternative}")),
        );
    }
    if capability.is_built() {
        return None;
    }
    hints.of(capability).map(in_a_row).or(alternative)
}

/// A row is no sentence.
fn in_a_row(hint: String) -> String {
    if let Some(rest) = hint.strip_prefix("Rebuild") {
        return format!("rebuild{rest}");
    }
    hint.strip_prefix("To have it, ").map(str::to_owned).unwrap_or(hint)
}

impl ReportRow {
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
            .map(|row| match row.used().strip_suffix(" ignored") {
                Some(_) => format!("{} {}", row.count(), row.used()),
                None => format!("{} → {}", row.count(), row.used()),
            })
            .collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_row;

    #[test]
    fn a_hint_in_a_row_is_no_sentence() {
        for (hint, row) in [
            ("Rebuild with `--features cuda`", "rebuild with `--features cuda`"),
            (
                "To have it, add `features = [\"cuda\"]` to `k`",
                "add `features = [\"cuda\"]` to `k`",
            ),
            ("CUDA builds are on our site", "CUDA builds are on our site"),
        ] {
            assert_eq!(in_a_row(hint.to_owned()), row);
        }
    }
}
