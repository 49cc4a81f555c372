//! What a build says of a capability.

use std::collections::BTreeSet;

use serde::Serialize;

use super::report::{Row, Text};

/// What a build says of a capability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cell {
    pub(crate) state: State,
    /// Of quantization.
    pub(crate) level: Option<String>,
    /// Which of several ways was built.
    pub(crate) arm: Option<String>,
    /// What ran in its place.
    pub(crate) instead: Vec<String>,
    /// Codes.
    pub(crate) reasons: Vec<String>,
    pub(crate) hint: Option<String>,
}

/// The state of a capability in a build, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    Used,
    Usable,
    Built,
    Degraded,
    Unusable,
    Limitation,
    NotBuilt,
    Unknown,
}

impl State {
    pub(crate) const ALL: [State; 8] = [
        State::Used,
        State::Usable,
        State::Built,
        State::Degraded,
        State::Unusable,
        State::Limitation,
        State::NotBuilt,
        State::Unknown,
    ];

    /// A sign that every font has, and that no phone draws as an emoji.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            State::Used => "●",
            State::Usable => "✓",
            State::Built => "○",
            State::Degraded => "↓",
            State::Unusable => "!",
            State::Limitation => "△",
            State::NotBuilt => "×",
            State::Unknown => "?",
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            State::Used => "used",
            State::Usable => "usable",
            State::Built => "built",
            State::Degraded => "degraded",
            State::Unusable => "unusable",
            State::Limitation => "limitation",
            State::NotBuilt => "not built",
            State::Unknown => "unknown",
        }
    }

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            State::Used => "it ran",
            State::Usable => "it is built, and nothing is known that keeps it from running there",
            State::Built => "it is built; whether it works there, or all of it, is not known",
            State::Degraded => "something else ran in its place, or an argument was ignored",
            State::Unusable => "it is built, but cannot run there",
            State::Limitation => "a known limit of the item",
            State::NotBuilt => "it is not part of the build",
            State::Unknown => "the build does not tell of it",
        }
    }

    /// The same as a word without spaces.
    pub(crate) fn code(self) -> &'static str {
        if self == State::NotBuilt { "not-built" } else { self.word() }
    }
}

impl Cell {
    /// Of a build that does not tell of the capability.
    pub(crate) fn unknown() -> Self {
        Self {
            state: State::Unknown,
            level: None,
            arm: None,
            instead: Vec::new(),
            reasons: Vec::new(),
            hint: None,
        }
    }

    /// Counts are left out: they say something of a run, and differ in the next one.
    pub(crate) fn new(row: Row) -> Self {
        let degraded = row.degraded.unwrap_or_default();
        let is_limitation = row.limitation.is_some()
            || row.kind.as_ref().is_some_and(|kind| kind.0 == "limitation");
        // `partial` is reported as not usable as a whole, wherever it runs.
        let is_partial =
            row.reason.is_none() && row.support.as_ref().is_some_and(|level| level.0 == "partial");
        let state = match (row.built, row.usable) {
            _ if is_limitation => State::Limitation,
            _ if !degraded.is_empty() => State::Degraded,
            _ if row.used.is_some_and(|count| count > 0) => State::Used,
            (Some(false), _) => State::NotBuilt,
            (Some(true), Some(true)) => State::Usable,
            (Some(true), Some(false)) if !is_partial => State::Unusable,
            (Some(true), _) => State::Built,
            (None, _) => State::Unknown,
        };
        // Sorted: in another run another thread may be first.
        let mut instead = BTreeSet::new();
        let mut causes = BTreeSet::new();
        for it in degraded {
            instead.insert(it.used.0);
            causes.extend(it.reason.map(|reason| reason.0));
        }
        let reason = row.reason.map(|it| it.0);
        causes.retain(|cause| Some(cause) != reason.as_ref());
        let (instead, reasons) =
            (instead.into_iter().collect(), reason.into_iter().chain(causes).collect());
        let hint = row.hint.or(row.limitation).map(|it| it.0);
        let text = |text: Option<Text>| text.map(|it| it.0);
        Self { state, level: text(row.support), arm: text(row.arm), instead, reasons, hint }
    }

    /// What stands behind the state, in a few words.
    pub(crate) fn details(&self) -> Vec<String> {
        let level = self.level.clone();
        // A level and an arm that say the same are said once.
        let arm = self.arm.iter().filter(|arm| Some(*arm) != level.as_ref());
        let arm = arm.map(|arm| format!("as {arm}")).collect::<Vec<_>>();
        let instead = self.instead.iter().map(|it| match it.strip_suffix(" ignored") {
            Some(_) => it.clone(),
            None => format!("→ {it}"),
        });
        level.into_iter().chain(arm).chain(instead).collect()
    }
}
