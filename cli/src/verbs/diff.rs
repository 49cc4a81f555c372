//! `cargo featherfall diff`: what a build gained and lost against another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::build::{Build, Row, builds, of_report};
use crate::error::Error;
use crate::write::output;
use crate::write::printable::printable;

/// `diff`
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// A finished file, or a JSON report.
    old: PathBuf,
    /// Another one.
    new: PathBuf,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How a difference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each change.
    Text,
    /// One JSON object.
    Json,
    /// A Markdown list.
    Markdown,
}

#[derive(Debug, Default, Serialize)]
struct Changes {
    lost: Vec<String>,
    gained: Vec<String>,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Diff) -> Result<(), Error> {
    let changes = changes(&read(&arguments.old)?, &read(&arguments.new)?);
    let signed = || {
        let lost = changes.lost.iter().map(|it| ('-', it));
        lost.chain(changes.gained.iter().map(|it| ('+', it)))
    };
    match arguments.format {
        Format::Text => {
            for (sign, change) in signed() {
                output::line(format_args!("{sign} {}", printable(change)))?;
            }
        }
        Format::Markdown => {
            for (sign, change) in signed() {
                let word = if sign == '-' { "lost" } else { "gained" };
                output::line(format_args!("- **{word}**: {}", printable(change)))?;
            }
        }
        Format::Json => output::line(
            serde_json::to_string_pretty(&changes).map_err(|it| Error::failed(it.to_string()))?,
        )?,
    }
    Error::findings(!changes.lost.is_empty())
}

fn read(path: &Path) -> Result<Vec<Build>, Error> {
    if path.extension().is_some_and(|extension| extension == "json") {
        let cannot =
            |cause: &dyn std::fmt::Display| Error::failed(format!("{}: {cause}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
        let report =
            of_report(path, &text).ok_or_else(|| cannot(&"is no report of featherfall"))?;
        return Ok(vec![report]);
    }
    builds(path).map_err(|error| Error::failed(error.to_string()))
}

fn changes(old: &[Build], new: &[Build]) -> Changes {
    let mut changes = Changes::default();
    let rows = |builds: &'_ [Build]| -> Vec<(String, bool, Option<String>)> {
        let rows = builds.iter().flat_map(|build| &build.capabilities);
        let all = rows.filter(|row| row.limitation.is_none());
        all.map(|row| (row.id.clone(), row.built, row.support.clone())).collect()
    };
    let level = |builds: &[Build], id: &str| {
        let mut rows = builds.iter().flat_map(|build| &build.capabilities);
        rows.find(|row| row.id == id).and_then(Row::level)
    };
    let (before, after) = (rows(old), rows(new));
    let of = |rows: &[(String, bool, Option<String>)], id: &str| {
        rows.iter().find(|(known, ..)| known == id).map(|(_, built, _)| *built)
    };
    let ids: BTreeSet<&String> = before.iter().chain(&after).map(|(id, ..)| id).collect();
    for id in ids {
        match (of(&before, id), of(&after, id)) {
            (Some(true), Some(false)) => changes.lost.push(format!("`{id}` is no longer built")),
            (Some(true), None) => changes.lost.push(format!("`{id}` is gone")),
            (Some(false), Some(true)) => changes.gained.push(format!("`{id}` is built now")),
            (None, Some(true)) => changes.gained.push(format!("`{id}` is new")),
            _ => {}
        }
        if let (Some(before), Some(after)) = (level(old, id), level(new, id)) {
            let change = format!("`{id}` was {before} and is {after}");
            match after.cmp(&before) {
                std::cmp::Ordering::Less => changes.lost.push(change),
                std::cmp::Ordering::Greater => changes.gained.push(change),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
    let on = |builds: &[Build]| -> BTreeSet<String> {
        builds.iter().flat_map(|build| build.features.on.iter().cloned()).collect()
    };
    let (before, after) = (on(old), on(new));
    changes.lost.extend(before.difference(&after).map(|it| format!("feature `{it}` is off")));
    changes.gained.extend(after.difference(&before).map(|it| format!("feature `{it}` is on")));
    changes
}
