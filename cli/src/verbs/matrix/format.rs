//! The forms of the table.

use clap::ValueEnum;

use super::table::Table;
use super::{html, markdown};

/// How the table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a README: the table between two markers.
    Markdown,
    /// One page for a browser, complete in itself.
    Html,
    /// One JSON object.
    Json,
}

impl Format {
    /// As the command line names it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Json => "json",
        }
    }

    /// The table, as it is printed.
    pub(crate) fn write(self, table: &Table) -> String {
        match self {
            Format::Markdown => markdown::write(table),
            Format::Html => html::write(table),
            // Strings, times and booleans: nothing that can fail to serialize.
            Format::Json => serde_json::to_string_pretty(table).unwrap_or_default() + "\n",
        }
    }
}
