//! What the program says.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::{Args, ValueEnum};

use super::printable::escaped;
use crate::error::Error;
use crate::find::paths::shown;

/// So many places with one reason are named; more are counted.
pub(crate) const NAMED: usize = 8;

/// How much the program says, and how.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Manner {
    /// Say only what is asked for and what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Name everything, also what is only counted otherwise.
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Whether there are colors.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
}

/// When there are colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

static MANNER: OnceLock<Manner> = OnceLock::new();

/// Sets how the program speaks, once.
pub(crate) fn speak(manner: Manner) {
    match manner.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let _ = MANNER.set(manner);
}

/// Whether only what is asked for and what is wrong is said.
pub(crate) fn is_quiet() -> bool {
    MANNER.get().is_some_and(|it| it.quiet)
}

/// Whether everything is named.
pub(crate) fn is_verbose() -> bool {
    MANNER.get().is_some_and(|it| it.verbose)
}

/// Text on stdout as it is.
pub(crate) fn text(text: impl Display) -> Result<(), Error> {
    let mut out = anstream::stdout().lock();
    write!(out, "{text}").and_then(|()| out.flush()).map_err(Error::unprinted)
}

/// A line on stdout.
pub(crate) fn line(line: impl Display) -> Result<(), Error> {
    text(format_args!("{line}\n"))
}

/// A line on stderr. Where nobody reads it, it is lost.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{}", escaped(&line.to_string()));
}

/// What was skipped as it is shown.
pub(crate) fn named(skipped: &[(PathBuf, String)]) -> Vec<(String, String)> {
    skipped.iter().map(|(path, reason)| (shown(path), reason.clone())).collect()
}

/// What was skipped, and why, on stderr.
pub(crate) fn skipped(skipped: &[(String, String)]) {
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, reason) in skipped {
        *by_reason.entry(reason).or_default() += 1;
    }
    let is_counted = |count: usize| count > NAMED && !is_verbose();
    for (place, reason) in skipped {
        if !is_counted(by_reason.get(&**reason).copied().unwrap_or(0)) {
            note(format_args!("skipped {place}: {reason}"));
        }
    }
    for (reason, count) in by_reason.into_iter().filter(|(_, count)| is_counted(*count)) {
        note(format_args!("skipped {count} places, which `-v` names: {reason}"));
    }
}
