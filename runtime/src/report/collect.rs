//! The report: every capability of this binary, and what became of it so far.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use crate::build::feature_set::FeatureSet;
use crate::error::unavailable::Reason;
#[cfg(feature = "hardware")]
use crate::hardware::{self, Machine};
use crate::model::capability::Capability;
use crate::model::predicate::Predicate;
use crate::model::quant::{Argument, QuantSupport, quant_methods};
use crate::registry::section::{self as registry, capabilities};
use crate::report::ledger::{self, Degradation, degradations};

/// A snapshot of every capability of this binary. [`report()`] makes one.
///
/// `Display` is a table fit for a terminal.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report {
    #[cfg(feature = "serde")]
    schema: &'static str,
    featherfall: &'static str,
    binary: Binary,
    features: Features,
    #[cfg(feature = "candle")]
    candle: crate::error::candle::Build,
    #[cfg(feature = "hardware")]
    machine: &'static Machine,
    /// What the user can act on.
    #[cfg(feature = "hardware")]
    advice: Vec<String>,
    capabilities: Vec<Row>,
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Binary {
    package: Option<&'static str>,
    version: Option<&'static str>,
    profile: &'static str,
    target: String,
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Features {
    on: Vec<&'static str>,
    off: Vec<&'static str>,
    disagreements: Vec<String>,
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Row {
    #[cfg(feature = "serde")]
    id: String,
    capability: String,
    kind: &'static str,
    built: bool,
    /// Which arm was built, for an expression with several.
    arm: Option<String>,
    /// The level, for quantization.
    support: Option<&'static str>,
    /// What the item cannot do.
    limitation: Option<&'static str>,
    /// `None` where nothing probes the machine.
    available: Option<bool>,
    usable: bool,
    /// The one cause, most actionable first, where it is not usable.
    #[cfg(feature = "serde")]
    reason: Option<&'static str>,
    used: u64,
    degraded: Vec<Degraded>,
    hint: Option<String>,
    #[cfg(feature = "serde")]
    location: String,
}

#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Degraded {
    used: String,
    #[cfg(feature = "serde")]
    reason: &'static str,
    count: u64,
}

/// What this binary was built with, and what really ran so far.
///
/// The same binary gives the same rows in the same order in every run.
#[must_use]
pub fn report() -> Report {
    let set = FeatureSet::current();
    let degradations = degradations();
    Report {
        #[cfg(feature = "serde")]
        schema: "featherfall/report/1",
        featherfall: env!("CARGO_PKG_VERSION"),
        binary: binary(),
        features: Features {
            on: set.names(true),
            off: set.names(false),
            disagreements: set.disagreements().iter().map(ToString::to_string).collect(),
        },
        #[cfg(feature = "candle")]
        candle: crate::error::candle::Build::current(),
        #[cfg(feature = "hardware")]
        machine: hardware::machine(),
        #[cfg(feature = "hardware")]
        advice: hardware::advice(),
        capabilities: capabilities()
            .iter()
            .zip(labels(capabilities()))
            .map(|(capability, label)| row(capability, label, &degradations))
            .collect(),
    }
}

fn row(capability: &'static Capability, label: String, degradations: &[Degradation]) -> Row {
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
        id: capability.id(),
        capability: label,
        kind: capability.kind().as_str(),
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
    #[cfg(feature = "hardware")]
    fn of(capability: &Capability, used: u64) -> Self {
        if capability.quant().is_some() || capability.limitation().is_some() {
            return Self::default();
        }
        if used > 0 {
            return Self { available: Some(true), lacks: None };
        }
        let lack = hardware::lack_of(capability);
        let available = Some(lack.is_none());
        let lack = lack.or_else(|| hardware::mismatch_of(capability));
        Self { available, lacks: lack.map(|lack| (lack.reason, lack.to_string())) }
    }

    #[cfg(not(feature = "hardware"))]
    fn of(_: &Capability, _: u64) -> Self {
        Self::default()
    }
}

/// For each capability the shortest name that tells it from the others.
fn labels(capabilities: &[&Capability]) -> Vec<String> {
    let shown: Vec<(bool, String)> = capabilities
        .iter()
        .map(|capability| (capability.quant().is_some(), shown_name(capability)))
        .collect();
    let mut namesakes: HashMap<&(bool, String), Vec<&Capability>> = HashMap::new();
    for (shown, capability) in shown.iter().zip(capabilities) {
        namesakes.entry(shown).or_default().push(capability);
    }
    let label = |(key, capability): (&(bool, String), &&Capability)| {
        let shown = &key.1;
        let namesakes = &namesakes[key];
        if namesakes.len() == 1 {
            return shown.clone();
        }
        let in_module = namesakes.iter().filter(|other| other.module() == capability.module());
        let line = match in_module.count() {
            1 => String::new(),
            _ => format!(":{}", capability.location().line()),
        };
        format!("{}::{}{line}", capability.module(), shown)
    };
    shown.iter().zip(capabilities).map(label).collect()
}

/// The name, were there no others.
fn shown_name(capability: &Capability) -> String {
    let Some(quant) = capability.quant() else { return capability.shown_name().to_owned() };
    let alone =
        quant_methods().get(quant.method()).is_ok_and(|method| method.operations().len() == 1);
    match quant.operation() {
        Some(operation) if !alone => format!("{}::{operation}", quant.method()),
        None if quant.level.is_none() => {
            let names: Vec<&str> = quant.arguments().iter().map(Argument::name).collect();
            format!("{}({})", quant.method(), names.join(", "))
        }
        _ => quant.method().to_owned(),
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

/// The package that holds `main`, as far as `feature_set!` calls tell.
fn binary() -> Binary {
    let packages = registry::package_features();
    let main = packages
        .iter()
        .find(|features| features.executable)
        .or_else(|| if packages.len() == 1 { packages.first() } else { None });
    Binary {
        package: main.map(|features| features.package),
        version: main.map(|features| features.version),
        profile: if cfg!(debug_assertions) { "debug" } else { "release" },
        target: target(),
    }
}

/// The target triple, from what the standard library knows of it.
fn target() -> String {
    use std::env::consts::{ARCH, OS};
    let vendor = if cfg!(target_vendor = "apple") {
        "apple"
    } else if cfg!(target_vendor = "pc") {
        "pc"
    } else {
        "unknown"
    };
    let os = if OS == "macos" { "darwin" } else { OS };
    let env = if cfg!(target_env = "gnu") {
        "-gnu"
    } else if cfg!(target_env = "musl") {
        "-musl"
    } else if cfg!(target_env = "msvc") {
        "-msvc"
    } else {
        ""
    };
    format!("{ARCH}-{vendor}-{os}{env}")
}

const COLUMNS: [&str; 8] =
    ["capability", "kind", "built", "available", "usable", "used", "degraded", "hint"];

impl Row {
    fn cells(&self) -> [String; 8] {
        let yes_no = |yes: bool| {
            // A limitation is no part of a build.
            String::from(match (self.limitation, yes) {
                (Some(_), _) => "-",
                (None, true) => "yes",
                (None, false) => "no",
            })
        };
        [
            self.capability.clone(),
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

impl Report {
    fn title(&self) -> String {
        let mut title = format!("featherfall {} · ", self.featherfall);
        if let (Some(package), Some(version)) = (self.binary.package, self.binary.version) {
            let _ = write!(title, "{package} {version}, ");
        }
        let _ = write!(title, "{}, {}", self.binary.profile, self.binary.target);
        title
    }

    /// The lines above the table: name and content.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let words =
            |words: &[&str]| if words.is_empty() { String::from("-") } else { words.join(" ") };
        let mut facts = vec![(
            "features",
            format!("on  {}   off  {}", words(&self.features.on), words(&self.features.off)),
        )];
        for disagreement in &self.features.disagreements {
            facts.push(("", disagreement.clone()));
        }
        #[cfg(feature = "candle")]
        facts.push(("candle", self.candle.to_string()));
        #[cfg(feature = "hardware")]
        {
            facts.push(("machine", self.machine.to_string()));
            facts.extend(self.advice.iter().map(|advice| ("", advice.clone())));
        }
        facts
    }

    fn empty() -> String {
        format!("no capability is linked into this binary, {}", registry::WHY_EMPTY)
    }

    /// The report as Markdown, to be pasted into an issue: a heading, the facts in a fenced block, the
    /// capabilities as a table.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let escape = |cell: &str| cell.replace('|', "\\|").replace(['\n', '\r'], " ");
        let mut text = format!("### {}\n\n```text\n", self.title());
        for line in self.head().iter().skip(1) {
            let _ = writeln!(text, "{}", line.replace(['\n', '\r'], " ").trim_end());
        }
        text.push_str("```\n");
        if self.capabilities.is_empty() {
            let _ = write!(text, "\n{}\n", Self::empty());
            return text;
        }
        let _ = write!(text, "\n| {} |\n|{}\n", COLUMNS.join(" | "), "---|".repeat(COLUMNS.len()));
        for row in &self.capabilities {
            let cells = row.cells().map(|cell| escape(&cell));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
        text
    }

    /// The report as JSON; `"schema": "featherfall/report/1"`.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings, integers and booleans: nothing that can fail to serialize.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The lines above the table, as [`log_feature_info`](crate::log_feature_info) logs them.
    pub(crate) fn head(&self) -> Vec<String> {
        std::iter::once(self.title())
            .chain(self.facts().iter().map(|(name, content)| format!("{name:<10} {content}")))
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.head() {
            writeln!(f, "{}", line.trim_end())?;
        }
        writeln!(f)?;
        if self.capabilities.is_empty() {
            return writeln!(f, "{}", Self::empty());
        }
        // On a terminal one column says what ran: the capability, what ran instead, or both.
        let merge = |cells: [String; 8]| {
            let [capability, kind, built, available, usable, used, degraded, hint] = cells;
            let used = match (used.as_str(), degraded.as_str()) {
                (_, "") => used,
                ("-", _) => degraded,
                _ => format!("{used}, {degraded}"),
            };
            [capability, kind, built, available, usable, used, hint]
        };
        let head =
            [COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[3], COLUMNS[4], COLUMNS[5], COLUMNS[7]];
        let rows: Vec<[String; 7]> = std::iter::once(head.map(str::to_owned))
            .chain(self.capabilities.iter().map(|row| merge(row.cells())))
            .collect();
        write_table(f, &rows)
    }
}

/// Columns as wide as their widest cell.
pub(crate) fn write_table<const N: usize>(
    f: &mut fmt::Formatter<'_>,
    rows: &[[String; N]],
) -> fmt::Result {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..N).map(|column| width(column).unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}
