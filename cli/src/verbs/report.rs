//! `cargo featherfall report`: every annotation in the sources.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::error::Error;
use crate::find::paths::shown;
use crate::find::scope::Scope;
use crate::understand::annotations::{self, Annotation, Collected, Found, Kind, Priority};
use crate::write::printable::printable;
use crate::write::{markdown, output};

/// How the report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal.
    Table,
    /// One JSON object.
    Json,
    /// A Markdown table.
    Markdown,
}

#[derive(Serialize)]
struct Row<'a> {
    package: &'a str,
    capability: &'a str,
    kind: &'a str,
    item: &'a str,
    module: &'a str,
    path: String,
    line: usize,
    requires: Option<String>,
    level: Option<&'a str>,
    method: Option<&'a str>,
    parameters: &'a [String],
    otherwise: &'a str,
    limitation: Option<&'a str>,
    alternative: Option<&'a str>,
    hint: Option<&'a str>,
    priority: Option<&'a str>,
    tracking: Option<&'a str>,
    note: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn new(found: &'a Found) -> Self {
        let it = &found.annotation;
        Self {
            package: &found.package,
            capability: it.capability(),
            kind: it.kind.word(),
            item: &it.item,
            module: &found.module,
            path: shown(&found.path),
            line: it.line,
            requires: it.predicate.as_ref().map(ToString::to_string),
            level: it.level,
            method: it.method.as_deref(),
            parameters: &it.parameters,
            otherwise: &it.instead,
            limitation: it.text.as_deref(),
            alternative: it.alternative.as_deref(),
            hint: it.hint.as_deref(),
            priority: it.priority.map(Priority::word),
            tracking: it.tracking.as_deref(),
            note: it.note.as_deref(),
        }
    }
}

/// What an annotation asks for, in one cell.
fn needs(it: &Annotation) -> String {
    match (it.kind, &it.predicate) {
        (Kind::Limitation, _) => it.text.clone().unwrap_or_default(),
        (_, Some(predicate)) => predicate.to_string(),
        (_, None) => {
            let mut parts: Vec<String> = it.level.iter().map(|it| (*it).to_lowercase()).collect();
            parts.extend(it.method.clone());
            parts.extend(it.parameters.iter().cloned());
            parts.join(", ")
        }
    }
}

/// Runs the command.
pub(crate) fn run(scope: &Scope, format: Format) -> Result<(), Error> {
    let collected = annotations::collect(scope)?;
    output::skipped(&collected.skipped);
    let mut out = anstream::stdout().lock();
    print(&mut out, format, &collected).and_then(|()| out.flush()).map_err(Error::unprinted)
}

fn print(out: &mut impl Write, format: Format, collected: &Collected) -> io::Result<()> {
    let found = &collected.found;
    match format {
        Format::Json => {
            let rows: Vec<Row<'_>> = found.iter().map(Row::new).collect();
            let skipped: Vec<_> = collected
                .skipped
                .iter()
                .map(|(path, reason)| serde_json::json!({ "path": path, "reason": reason }))
                .collect();
            let report = serde_json::json!({
                "schema": "featherfall/annotations/1",
                "annotations": rows,
                "skipped": skipped,
            });
            serde_json::to_writer_pretty(&mut *out, &report)?;
            writeln!(out)
        }
        Format::Markdown => {
            writeln!(out, "| capability | kind | requires | otherwise | priority | where |")?;
            writeln!(out, "|---|---|---|---|---|---|")?;
            for (it, name) in found.iter().zip(&annotations::shown_names(found)) {
                let annotation = &it.annotation;
                let place = format!("{}:{}", shown(&it.path), annotation.line);
                let requires = if annotation.kind == Kind::Limitation {
                    markdown::text(&needs(annotation))
                } else {
                    markdown::code(&needs(annotation))
                };
                writeln!(
                    out,
                    "| {} | {} | {requires} | {} | {} | {} |",
                    markdown::code(name),
                    annotation.kind.word(),
                    markdown::text(&annotation.instead.replace('`', "")),
                    annotation.priority.map_or("", |it| it.word()),
                    markdown::code(&place),
                )?;
            }
            Ok(())
        }
        Format::Table => table(out, found),
    }
}

fn table(out: &mut impl Write, found: &[Found]) -> io::Result<()> {
    let head = ["capability", "kind", "requires", "otherwise", "where"].map(str::to_owned);
    let rows: Vec<[String; 5]> = found
        .iter()
        .zip(annotations::shown_names(found))
        .map(|(it, name)| {
            let annotation = &it.annotation;
            [
                name,
                annotation.kind.word().to_owned(),
                printable(&needs(annotation)),
                printable(&annotation.instead.replace('`', "")),
                format!("{}:{}", shown(&it.path), annotation.line),
            ]
        })
        .collect();
    let mut widths = [0_usize; 5];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in [&head].into_iter().chain(&rows) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(&format!("{cell:width$}  "));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{} annotations", found.len())
}
