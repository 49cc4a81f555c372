//! The table as Markdown: cells are short, what they have to say stands once below.

use std::collections::HashMap;

use super::cell::{Cell, State};
use super::section;
use super::table::{Build, SeenBy, Table};
use crate::write::markdown::{code, text};

/// The name of the section.
pub(crate) const SECTION: &str = "matrix";

/// What stands before the times of the builds.
pub(crate) const SEEN: &str = "<!-- featherfall:seen ";

/// The section with its markers.
pub(crate) fn write(table: &Table) -> String {
    let times: Vec<String> = table.builds.iter().map(|it| it.seen.to_string()).collect();
    let mut notes = Notes::default();
    let mut lines = vec![
        section::begin(SECTION),
        format!("{SEEN}{} -->", times.join(" ")),
        String::new(),
        String::from("| build | what | features | seen |"),
        String::from("|---|---|---|---|"),
    ];
    lines.extend(table.builds.iter().map(build));
    let names: Vec<String> = table.builds.iter().map(|it| text(&it.name)).collect();
    lines.push(String::new());
    lines.push(format!("| capability | kind | {} |", names.join(" | ")));
    lines.push(format!("|---|---|{}", "---|".repeat(names.len())));
    for (package, rows) in table.packages() {
        lines.push(format!("| **{}** | |{}", text(package), " |".repeat(names.len())));
        for row in rows {
            let cells: Vec<String> = row.cells.iter().map(|it| cell(it, &mut notes)).collect();
            let label = code(&row.label);
            lines.push(format!("| {label} | {} | {} |", text(&row.kind), cells.join(" | ")));
        }
    }
    if table.capabilities.is_empty() {
        lines.push(String::from("\nNo report tells of a capability."));
    }
    lines.push(String::new());
    lines.extend(
        notes.texts.iter().enumerate().map(|(index, note)| format!("{}. {note}", index + 1)),
    );
    if !notes.texts.is_empty() {
        lines.push(String::new());
    }
    lines.push(legend(table));
    lines.push(section::end(SECTION));
    lines.join("\n") + "\n"
}

fn build(build: &Build) -> String {
    let what = build.program().into_iter().chain(build.machine.clone());
    let what: Vec<String> = what.map(|it| text(&it)).collect();
    let features: Vec<String> = build.features_on.iter().map(|it| code(it)).collect();
    let features = if features.is_empty() { String::from("-") } else { features.join(" ") };
    let by = if build.seen_by == SeenBy::FileDate { ", date of the file" } else { "" };
    format!(
        "| {} | {} | {features} | {}{by}, {} |",
        text(&build.name),
        what.join("; "),
        build.day(),
        code(&build.file),
    )
}

fn cell(cell: &Cell, notes: &mut Notes) -> String {
    let mut words = format!("{} {}", cell.state.symbol(), cell.state.word());
    for detail in cell.details() {
        words.push_str(if detail.starts_with('→') { " " } else { ", " });
        words.push_str(&text(&detail));
    }
    let reasons: Vec<String> = cell.reasons.iter().map(|it| code(it)).collect();
    let hint = cell.hint.as_deref().map(text);
    let note = [Some(reasons.join(", ")).filter(|it| !it.is_empty()), hint];
    let note: Vec<String> = note.into_iter().flatten().collect();
    if !note.is_empty() {
        words.push_str(&format!(" ({})", notes.number(note.join(": "))));
    }
    words
}

/// What cells have to say, each once.
#[derive(Default)]
struct Notes {
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Notes {
    fn number(&mut self, note: String) -> usize {
        let next = self.texts.len() + 1;
        *self.numbers.entry(note).or_insert_with_key(|note| {
            self.texts.push(note.clone());
            next
        })
    }
}

/// What the words mean that are in the table.
fn legend(table: &Table) -> String {
    let occurs = |state: &State| {
        table.capabilities.iter().any(|row| row.cells.iter().any(|cell| cell.state == *state))
    };
    let words: Vec<String> = State::ALL
        .into_iter()
        .filter(occurs)
        .map(|it| format!("{} {}: {}", it.symbol(), it.word(), it.meaning()))
        .collect();
    words.join(" · ") + if words.is_empty() { "" } else { "\n" }
}
