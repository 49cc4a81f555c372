//! What the program says.

use std::fmt::Display;
use std::io::Write as _;
use std::path::PathBuf;

use super::printable::escaped;
use crate::error::Error;
use crate::find::paths::shown;

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
    for (place, reason) in skipped {
        note(format_args!("skipped {place}: {reason}"));
    }
}
