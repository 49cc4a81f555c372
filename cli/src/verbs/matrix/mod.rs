//! `cargo featherfall matrix`: one support table of many builds and machines.
//!
//! [`report`] reads a file, [`table`] puts the files side by side, [`mod@format`] writes the table down,
//! [`check`] compares one that was written down before.

mod cell;
mod check;
mod format;
mod html;
mod markdown;
mod report;
mod section;
mod table;

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;

use self::format::Format;
use self::table::Table;
use crate::error::Error;

/// `matrix`
#[derive(Debug, Args)]
pub(crate) struct Matrix {
    /// JSON reports, one for each build.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the table is printed.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// Fail if the table in this file says something else.
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    check: Option<PathBuf>,
    /// Fail too if a build in the table was seen longer ago.
    #[arg(long, value_name = "DAYS", requires = "check")]
    max_age: Option<u32>,
}

/// Runs the command.
pub(crate) fn run(options: &Matrix) -> Result<(), Error> {
    let table = Table::new(report::read_all(&options.files)?)?;
    let Some(path) = &options.check else { return print(&options.format.write(&table)) };
    let findings = check::check(path, table, options.max_age, Timestamp::now())?;
    for finding in &findings {
        anstream::eprintln!("{finding}");
    }
    Error::findings(!findings.is_empty())
}

fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::unprinted)
}
