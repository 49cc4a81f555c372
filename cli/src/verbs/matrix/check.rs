//! Does a table that was written down before still say what the reports say?
//!
//! Only when the builds were seen may differ: a fresh checkout dates every file anew. So the table
//! is written again with the times of the old one, and compared byte by byte.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use similar::TextDiff;

use super::format::Format;
use super::report::{line, shown};
use super::table::Table;
use super::{html, markdown, section};
use crate::error::{About as _, Error};

/// Clocks differ; more than this is a mistake.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// So much of a difference is shown.
const LINES: usize = 40;

/// What is wrong with the table in a file.
pub(crate) fn check(
    path: &Path,
    mut table: Table,
    max_age: Option<u32>,
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    let file = std::fs::read_to_string(path).about(|| shown(path))?;
    let file = file.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let format = format(&file);
    let before = match format {
        Format::Markdown => &file[section::find(&file, markdown::SECTION).about(|| shown(path))?],
        Format::Html | Format::Json => &file,
    };
    // Without times, or with those of other builds, it differs anyway.
    let times = times(before, format).filter(|times| times.len() == table.builds.len());
    for (build, time) in table.builds.iter_mut().zip(times.iter().flatten()) {
        build.seen = *time;
    }
    let after = format.write(&table);
    let mut findings = Vec::new();
    if before.trim_end() != after.trim_end() {
        findings.push(format!(
            "{}\n{} says something else than the reports; make it again with `cargo featherfall \
             matrix --format {} ..`",
            difference(before, &after),
            shown(path),
            format.word(),
        ));
    }
    for build in &table.builds {
        let age = now.duration_since(build.seen);
        let when =
            || format!("{}: build `{}` was seen on {}", shown(path), build.name, build.day());
        if age < -AHEAD {
            findings.push(format!("{}, which is still to come", when()));
        } else if let Some(days) = max_age
            && age > SignedDuration::from_hours(24 * i64::from(days))
        {
            findings.push(format!(
                "{}, more than {days} days ago; make its report and the table again",
                when()
            ));
        }
    }
    Ok(findings)
}

/// A file that is no page and no JSON is Markdown.
fn format(file: &str) -> Format {
    match file.trim_start().as_bytes() {
        [b'{', ..] => Format::Json,
        [b'<', b'!', b'D' | b'd', ..] => Format::Html,
        _ => Format::Markdown,
    }
}

/// When the builds of a table were seen.
fn times(table: &str, format: Format) -> Option<Vec<Timestamp>> {
    let between = |begin: &str, end: &str| {
        let (_, rest) = table.split_once(begin)?;
        let (times, _) = rest.split_once(end)?;
        times.split_whitespace().map(|it| it.parse().ok()).collect()
    };
    match format {
        Format::Markdown => between(markdown::SEEN, " -->"),
        Format::Html => between(html::SEEN, "\">"),
        Format::Json => {
            let table: Value = serde_json::from_str(table).ok()?;
            let builds = table.get("builds")?.as_array()?;
            builds.iter().map(|it| it.get("seen")?.as_str()?.parse().ok()).collect()
        }
    }
}

/// The lines that differ. The file may hold anything: nothing of it may move the cursor.
fn difference(before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    let text = unified.context_radius(0).header("the file", "the reports").to_string();
    let is_told = |it: &&str| !it.starts_with("@@") && !it.starts_with('\\');
    let lines: Vec<&str> = text.lines().filter(is_told).collect();
    let mut shown: Vec<String> = lines.iter().take(LINES).map(|it| line(it)).collect();
    if lines.len() > LINES {
        shown.push(format!("and {} more lines", lines.len() - LINES));
    }
    shown.join("\n")
}
