//! The report as Markdown.

use std::fmt::Write as _;

use crate::report::collect::Report;
use crate::report::row::COLUMNS;
use crate::report::text::empty;

impl Report {
    /// The report as Markdown, to be pasted into an issue: a heading, the facts in a fenced block, the
    /// capabilities as a table.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let escape = |cell: &str| cell.replace('|', "\\|").replace(['\n', '\r'], " ");
        let mut text = format!("### {}\n\n```text\n", self.title());
        for line in self.head().into_iter().skip(1).chain(self.actionable()) {
            let _ = writeln!(text, "{}", line.replace(['\n', '\r'], " ").trim_end());
        }
        text.push_str("```\n");
        if self.capabilities.is_empty() {
            let _ = write!(text, "\n{}\n", empty());
            return text;
        }
        let _ = write!(text, "\n| {} |\n|{}\n", COLUMNS.join(" | "), "---|".repeat(COLUMNS.len()));
        for row in &self.capabilities {
            let cells = row.cells().map(|cell| escape(&cell));
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        }
        text
    }
}
