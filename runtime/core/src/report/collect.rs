//! The report: every capability of this binary, and what became of it so far.

use std::collections::BTreeMap;

use crate::build::advice::advice;
use crate::build::candle;
use crate::build::feature_set::FeatureSet;
use crate::build::quant_methods::quant_methods;
use crate::build::workspace::unrecorded;
use crate::hardware;
use crate::model::machine::Machine;
use crate::registry::index::{capabilities, strays};
use crate::report::binary::{Binary, binary};
use crate::report::labels::labels;
use crate::report::ledger::Ledger;
use crate::report::row::{Hints, ReportRow, row};

/// A snapshot of every capability of this binary. [`report()`] makes one.
///
/// `Display` is a table fit for a terminal:
///
/// ```text
/// featherfall 0.1.0 · example-server 0.1.0, release, x86_64-unknown-linux-gnu
/// features   on  -   off  cuda flash flash-attn gpu hardware
///
/// capability       kind   built         available  usable  used
/// cuda_device      gate   no            -          no      1 → error
///     rebuild with `--features gpu`
/// flash_attention  gate   no            -          no      3 → eager_attention
///     rebuild with `--features flash`
/// hqq              quant  experimental  -          yes     -
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report {
    #[cfg(feature = "serde")]
    schema: &'static str,
    pub(crate) featherfall: &'static str,
    pub(crate) binary: Binary,
    pub(crate) features: Features,
    /// What candle-core was built with; empty where nothing is known of it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "BTreeMap::is_empty"))]
    pub(crate) candle: BTreeMap<&'static str, bool>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub(crate) machine: Option<&'static Machine>,
    /// What the user can act on, where a machine is known.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub(crate) advice: Option<Vec<String>>,
    /// Names that mean something else than one of their annotations says.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub(crate) clashes: Vec<&'static str>,
    pub(crate) capabilities: Vec<ReportRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub(crate) struct Features {
    pub(crate) on: Vec<&'static str>,
    pub(crate) off: Vec<&'static str>,
    pub(crate) disagreements: Vec<String>,
    /// Packages with gates and without `feature_set!()`.
    pub(crate) unrecorded: Vec<&'static str>,
}

/// What this binary was built with, and what really ran so far.
///
/// The same binary gives the same rows in the same order in every run.
#[must_use]
pub fn report() -> Report {
    let ledger = Ledger::now();
    let all = [capabilities(), &strays()].concat();
    let mut hints = Hints::default();
    let rows = all.iter().zip(labels(&all, quant_methods())).enumerate().map(
        |(index, (capability, label))| {
            row(capability, label, index < capabilities().len(), &ledger, &mut hints)
        },
    );
    Report {
        clashes: quant_methods().clashes().collect(),
        capabilities: rows.collect(),
        ..Report::without_rows()
    }
}

impl Report {
    /// What stands above the rows, for which the registry need not be read.
    pub(crate) fn without_rows() -> Self {
        let set = FeatureSet::current();
        let machine = hardware::known();
        Self {
            #[cfg(feature = "serde")]
            schema: "featherfall/report/1",
            featherfall: env!("CARGO_PKG_VERSION"),
            binary: binary(),
            features: Features {
                on: set.names(true),
                off: set.names(false),
                disagreements: set.disagreements().iter().map(ToString::to_string).collect(),
                unrecorded: unrecorded(),
            },
            candle: candle::facts(),
            machine,
            advice: machine.map(|_| advice()),
            clashes: Vec::new(),
            capabilities: Vec::new(),
        }
    }

    /// Its rows, in the order in which it is displayed.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &ReportRow> {
        self.capabilities.iter()
    }

    /// The report as JSON; `"schema": "featherfall/report/1"`. Fields may be added within a schema, none
    /// goes or means something else.
    ///
    /// | field | what |
    /// |---|---|
    /// | `binary` | `package`, `version`, `profile` and `target` of the program |
    /// | `features` | names that are `on` and `off`; `disagreements` between packages; `unrecorded` packages |
    /// | `candle`, `machine`, `advice` | what candle was built with, what the machine has, what the user can act on; absent where nothing is known |
    /// | `capabilities` | the rows, each with its `id`, the shortest name `capability`, and `kind` |
    /// | `..built`, `arm`, `support`, `limitation` | what this build has |
    /// | `..available`, `usable`, `reason`, `hint` | whether it works here, [why not](crate::Reason::code), what to do |
    /// | `..used`, `degraded` | how often it ran, and what ran instead: `used`, `reason`, `count` |
    /// | `..collected`, `location` | whether the registry lists it; its file and line |
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, integers and booleans: nothing that can fail to serialize.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
