//! Reports side by side: rows are capabilities, columns are builds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::cell::Cell;
use super::report::{Report, Row, Source, Text, line};
use crate::error::Error;

/// More than this nobody reads, and a browser hardly shows.
const MAX_CELLS: usize = 250_000;

/// The table.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    schema: &'static str,
    pub(crate) builds: Vec<Build>,
    /// Sorted by package, then by id.
    pub(crate) capabilities: Vec<Capability>,
}

/// A column.
#[derive(Debug, Serialize)]
pub(crate) struct Build {
    /// The shortest name that tells it from the others: of its file, with as many folders as needed.
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) seen: Timestamp,
    /// By whose word.
    pub(crate) seen_by: SeenBy,
    pub(crate) featherfall: Option<String>,
    pub(crate) package: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) profile: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) features_on: Vec<String>,
    pub(crate) features_off: Vec<String>,
    pub(crate) machine: Option<String>,
}

impl Build {
    /// The program in a line.
    pub(crate) fn program(&self) -> Option<String> {
        let name = [&self.package, &self.version].into_iter().flatten();
        let name = name.map(String::as_str).collect::<Vec<_>>().join(" ");
        let parts = [Some(&name), self.profile.as_ref(), self.target.as_ref()];
        let parts: Vec<&str> =
            parts.into_iter().flatten().map(String::as_str).filter(|it| !it.is_empty()).collect();
        Some(parts.join(", ")).filter(|it| !it.is_empty())
    }

    /// The day on which it was seen, as far as the world agrees on days.
    pub(crate) fn day(&self) -> String {
        self.seen.strftime("%Y-%m-%d").to_string()
    }
}

/// Who says when a build was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SeenBy {
    /// The report itself.
    Report,
    /// The date of its file.
    FileDate,
}

/// A row.
#[derive(Debug, Serialize)]
pub(crate) struct Capability {
    pub(crate) id: String,
    pub(crate) package: String,
    #[serde(rename = "capability")]
    pub(crate) label: String,
    pub(crate) kind: String,
    /// One for each build, in their order.
    pub(crate) cells: Vec<Cell>,
}

impl Capability {
    /// Where in its package it is: the id without package, crate and name.
    pub(crate) fn module(&self) -> String {
        let parts: Vec<&str> = self.id.split("::").collect();
        let path = parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default();
        let is_crate = |name: &str| *name == self.package.replace('-', "_");
        let skipped = usize::from(path.first().is_some_and(|name| is_crate(name)));
        path[skipped..].join("::")
    }
}

/// What of a row is the same in every build.
#[derive(Default)]
struct Line {
    label: String,
    kind: String,
    cells: HashMap<usize, Cell>,
}

impl Table {
    /// Puts the reports side by side.
    pub(crate) fn new(sources: Vec<Source>) -> Result<Self, Error> {
        let names = names(&sources);
        // A record of an older version may give several items one id: the first of one build is
        // taken for the first of the other.
        let mut lines: BTreeMap<(String, String, usize), Line> = BTreeMap::new();
        let mut builds = Vec::new();
        for (column, (source, (name, file))) in sources.into_iter().zip(names).enumerate() {
            let Source { seen, is_dated, mut report, .. } = source;
            let rows = std::mem::take(&mut report.capabilities);
            builds.push(build(name, file, seen, is_dated, report));
            let mut namesakes: HashMap<String, usize> = HashMap::new();
            for row in rows {
                let id = row.id.0.clone();
                let nth = namesakes.entry(id.clone()).or_default();
                let line = lines.entry((package(&id).to_owned(), id, *nth)).or_default();
                *nth += 1;
                line.add(column, row);
            }
        }
        if lines.len().saturating_mul(builds.len()) > MAX_CELLS {
            let (rows, columns) = (lines.len(), builds.len());
            return Err(Error::failed(format!(
                "{rows} capabilities × {columns} builds are too many for one table: at most \
                 {MAX_CELLS} cells"
            )));
        }
        let columns = builds.len();
        let mut capabilities: Vec<Capability> = lines
            .into_iter()
            .map(|((package, id, _), mut line)| Capability {
                label: line.label,
                kind: line.kind,
                cells: (0..columns)
                    .map(|column| line.cells.remove(&column).unwrap_or_else(Cell::unknown))
                    .collect(),
                id,
                package,
            })
            .collect();
        tell_apart(&mut capabilities);
        Ok(Self { schema: "featherfall/matrix/1", builds, capabilities })
    }

    /// The rows of each package.
    pub(crate) fn packages(&self) -> impl Iterator<Item = (&str, &[Capability])> {
        self.capabilities
            .chunk_by(|one, other| one.package == other.package)
            .map(|rows| (rows[0].package.as_str(), rows))
    }
}

impl Line {
    fn add(&mut self, column: usize, row: Row) {
        let own = || row.id.0.rsplit("::").next().unwrap_or_default().to_owned();
        let label = row.capability.as_ref().map_or_else(own, |it| it.0.clone());
        // A build with more namesakes needs the longer name, and the table has all of them.
        if (label.len(), &self.label) > (self.label.len(), &label) {
            self.label = label;
        }
        if let Some(kind) = row.kind.as_ref().filter(|_| self.kind.is_empty()) {
            self.kind.clone_from(&kind.0);
        }
        self.cells.insert(column, Cell::new(row));
    }
}

/// The package in an id.
fn package(id: &str) -> &str {
    id.split_once("::").map_or("", |(package, _)| package)
}

/// Rows of a package that would have one label show their ids.
fn tell_apart(capabilities: &mut [Capability]) {
    let mut labels: HashMap<(String, String), usize> = HashMap::new();
    for it in &*capabilities {
        *labels.entry((it.package.clone(), it.label.clone())).or_default() += 1;
    }
    for it in capabilities {
        if labels[&(it.package.clone(), it.label.clone())] > 1 {
            it.label.clone_from(&it.id);
        }
    }
}

fn build(name: String, file: String, seen: Timestamp, is_dated: bool, report: Report) -> Build {
    let machine = report.machine();
    let text = |text: Option<Text>| text.map(|it| it.0);
    let texts = |texts: Vec<Text>| texts.into_iter().map(|it| it.0).collect();
    Build {
        name,
        file,
        seen,
        seen_by: if is_dated { SeenBy::Report } else { SeenBy::FileDate },
        featherfall: text(report.featherfall),
        package: text(report.binary.package),
        version: text(report.binary.version),
        profile: text(report.binary.profile),
        target: text(report.binary.target),
        features_on: texts(report.features.on),
        features_off: texts(report.features.off),
        machine,
    }
}

/// The name and the file of each column. Folders above the last that matters are of no interest to
/// readers on other machines.
fn names(sources: &[Source]) -> Vec<(String, String)> {
    let paths: Vec<&Path> = sources.iter().map(|it| it.path.as_path()).collect();
    let deepest = paths.iter().map(|it| it.components().count()).max().unwrap_or(0);
    let unique = |names: &[String]| names.iter().collect::<HashSet<_>>().len() == names.len();
    let tails =
        |depth: usize, cut: bool| paths.iter().map(|it| tail(it, depth, cut)).collect::<Vec<_>>();
    for depth in 1..=deepest {
        let files = tails(depth, false);
        for names in [tails(depth, true), files.clone()] {
            if unique(&names) {
                return names.into_iter().zip(files).collect();
            }
        }
    }
    let numbered = |(index, file): (usize, String)| (format!("{} {file}", index + 1), file);
    tails(deepest, false).into_iter().enumerate().map(numbered).collect()
}

/// The last parts of a path, if so wished without what is behind the last dot.
fn tail(path: &Path, depth: usize, cut: bool) -> String {
    let path = if cut { path.with_extension("") } else { path.to_owned() };
    let parts: Vec<_> = path.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    line(&parts[parts.len().saturating_sub(depth)..].join("/"))
}
