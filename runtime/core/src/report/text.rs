//! The report on a terminal.

use std::fmt::{self, Write as _};
use std::io::IsTerminal as _;

use crate::registry::section::WHY_EMPTY;
use crate::report::collect::Report;
use crate::report::row::COLUMNS;
use crate::text::table::write_table;

/// What a report says that has no rows.
pub(crate) fn empty() -> String {
    format!("no capability is linked into this binary, {WHY_EMPTY}")
}

/// What is said of a package with gates that does not say which features it has.
pub(crate) fn missing_feature_set(package: &str) -> String {
    format!(
        "`{package}` has gates and no `feature_set!()`: of its features only those are known that its gates name"
    )
}

fn on_and_off(on: &[&str], off: &[&str]) -> String {
    let words = |words: &[&str]| if words.is_empty() { String::from("-") } else { words.join(" ") };
    format!("on  {}   off  {}", words(on), words(off))
}

impl Report {
    pub(crate) fn title(&self) -> String {
        let mut title = format!("featherfall {} · ", self.featherfall);
        if let (Some(package), Some(version)) = (self.binary.package, self.binary.version) {
            let _ = write!(title, "{package} {version}, ");
        } else {
            title.push_str("unknown program (no `feature_set!()` beside `main`), ");
        }
        let _ = write!(title, "{}, {}", self.binary.profile, self.binary.target);
        title
    }

    /// The lines above the table: name and content.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("features", on_and_off(&self.features.on, &self.features.off))];
        if !self.candle.is_empty() {
            let those = |on| -> Vec<&str> {
                let facts = self.candle.iter().filter(|(_, is_on)| **is_on == on);
                facts.map(|(&name, _)| name).collect()
            };
            facts.push(("candle", on_and_off(&those(true), &those(false))));
        }
        if let Some(machine) = self.machine {
            facts.push(("machine", machine.to_string()));
        }
        facts
    }

    /// What the user can act on.
    pub(crate) fn actionable(&self) -> impl Iterator<Item = String> {
        let unrecorded =
            self.features.unrecorded.iter().map(|package| missing_feature_set(package));
        let others = self.features.disagreements.iter().chain(self.advice.iter().flatten());
        let others = others.map(String::as_str).chain(self.clashes.iter().copied());
        unrecorded.chain(others.map(str::to_owned))
    }

    /// The lines above the table, as [`log_feature_info`](crate::log_feature_info) logs them at level
    /// `info`.
    pub(crate) fn head(&self) -> Vec<String> {
        std::iter::once(self.title())
            .chain(self.facts().iter().map(|(name, content)| format!("{name:<10} {content}")))
            .collect()
    }
}

/// As wide as the format asks for, `{report:80}`. Else, on a terminal, as wide as the environment
/// variable `COLUMNS` says, or 120 columns. A hint that does not fit stands below its row.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.head() {
            writeln!(f, "{}", line.trim_end())?;
        }
        for actionable in self.actionable() {
            writeln!(f, "{:<10} {actionable}", "")?;
        }
        writeln!(f)?;
        if self.capabilities.is_empty() {
            return writeln!(f, "{}", empty());
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
        write_table(f, &rows, f.width().unwrap_or_else(terminal_width))
    }
}

/// Of the terminal that stdout is, as far as the shell says; without one there is no limit.
fn terminal_width() -> usize {
    if !std::io::stdout().is_terminal() {
        return usize::MAX;
    }
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|columns| *columns > 0).unwrap_or(120)
}
