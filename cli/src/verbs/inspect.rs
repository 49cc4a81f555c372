//! `cargo featherfall inspect`: what a finished file says of itself, without running it.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::build::{Build, builds};
use crate::error::Error;
use crate::write::printable::printable;
use crate::write::{markdown, output};

/// `inspect`
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// Executables, shared or static libraries, wheels, zips and tar archives.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Fail unless these are built: capabilities by name, id or an end of the id, and features.
    #[arg(long, value_name = "CAPABILITY,..", value_delimiter = ',')]
    expect: Vec<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How an inspection is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Table,
    /// An object, or a list of objects where there are several images.
    Json,
    /// Markdown.
    Markdown,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Inspect) -> Result<(), Error> {
    let mut found = Vec::new();
    for file in &arguments.files {
        found.extend(builds(file).map_err(|error| Error::failed(error.to_string()))?);
    }
    match arguments.format {
        Format::Table => output::text(found.iter().map(text).collect::<String>())?,
        Format::Markdown => {
            output::text(found.iter().map(in_markdown).collect::<String>())?;
        }
        Format::Json => {
            let json = match &found[..] {
                [one] => serde_json::to_string_pretty(one),
                several => serde_json::to_string_pretty(several),
            };
            output::line(json.map_err(|error| Error::failed(error.to_string()))?)?;
        }
    }
    for build in &found {
        let (damaged, foreign) = build.unread;
        if damaged + foreign > 0 {
            output::note(format_args!(
                "{}: {damaged} damaged records and {foreign} of a format that is not known were left out",
                printable(&build.path)
            ));
        }
    }
    let mut is_missing = false;
    for name in &arguments.expect {
        if let Some(why) = missing(&found, name) {
            is_missing = true;
            output::note(why);
        }
    }
    Error::findings(is_missing)
}

/// Why something that is expected is not there; it must be built wherever it is named.
fn missing(builds: &[Build], name: &str) -> Option<String> {
    let rows = || builds.iter().flat_map(|build| &build.capabilities);
    let named: Vec<_> = rows().filter(|row| row.is_named(name)).collect();
    let on = builds.iter().any(|build| build.features.on.iter().any(|feature| feature == name));
    let off = builds.iter().any(|build| build.features.off.iter().any(|feature| feature == name));
    let shown = printable(name);
    if named.is_empty() && !on && !off {
        let mut known: Vec<&str> = rows().map(|row| row.capability.as_str()).collect();
        known.sort_by_key(|known| (strsim::damerau_levenshtein(known, name), *known));
        known.dedup();
        known.truncate(3);
        let known = known.iter().map(|it| format!("`{}`", printable(it))).collect::<Vec<_>>();
        let nearest = if known.is_empty() {
            String::new()
        } else {
            format!("; the nearest are {}", known.join(", "))
        };
        return Some(format!("`{shown}` is neither a capability nor a feature here{nearest}"));
    }
    if let Some(row) = named.iter().find(|row| !row.built) {
        let requires =
            row.requires.as_ref().map_or_else(String::new, |it| format!(": it requires {it}"));
        return Some(format!("`{}` is not built{}", printable(&row.id), printable(&requires)));
    }
    (named.is_empty() && off && !on).then(|| format!("feature `{shown}` is off"))
}

const HEAD: [&str; 5] = ["capability", "kind", "built", "instead", "requires"];

/// What is said of a build above its table.
fn facts(build: &Build) -> Vec<String> {
    let mut facts =
        vec![format!("{} · {}", build.path, build.format.as_deref().unwrap_or("report"))];
    let binary = &build.binary;
    let package = binary.package.iter().zip(&binary.version);
    let package = package.map(|(package, version)| format!("{package} {version}"));
    let compiled = binary.profile.iter().chain(&binary.target).cloned();
    let by = format!("featherfall {}", build.featherfall);
    let words: Vec<String> = package.chain(compiled).chain([by]).collect();
    facts.push(format!("build      {}", words.join(", ")));
    let list = |names: &[String]| {
        if names.is_empty() { String::from("-") } else { names.join(" ") }
    };
    facts.push(format!(
        "features   on  {}   off  {}",
        list(&build.features.on),
        list(&build.features.off)
    ));
    facts.push(format!("needs      {}", list(&build.needed)));
    facts.push(String::from(
        "These are the build's own words, not evidence against whoever made it.",
    ));
    facts
}

fn cells(build: &Build) -> impl Iterator<Item = [String; 5]> {
    build.capabilities.iter().map(|row| {
        let instead = row.limitation.as_deref().or(row.instead.as_deref());
        [
            row.capability.clone(),
            row.kind.clone(),
            row.built().to_owned(),
            instead.unwrap_or("-").to_owned(),
            row.requires.clone().unwrap_or_else(|| String::from("-")),
        ]
    })
}

fn text(build: &Build) -> String {
    let mut text = String::new();
    for fact in facts(build) {
        let _ = writeln!(text, "{}", printable(&fact));
    }
    let rows: Vec<[String; 5]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(cells(build)).collect();
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    text.push('\n');
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{:<width$}  ", printable(cell));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
    text
}

fn in_markdown(build: &Build) -> String {
    let mut text = String::new();
    for fact in facts(build) {
        let _ = writeln!(text, "- {}", markdown::text(&fact));
    }
    let _ = writeln!(text, "\n| {} |\n|{}", HEAD.join(" | "), "---|".repeat(5));
    for row in cells(build) {
        let cells = row.map(|cell| markdown::text(&cell).replace('|', "\\|"));
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
    text
}
