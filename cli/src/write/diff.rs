//! Prints changes as a diff that `git apply` takes.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use super::file::Change;
use super::output;
use super::printable::escaped;
use crate::find::paths::{here, seen_from};

/// Prints the changes: for people on a terminal, else byte for byte.
pub(crate) fn print(changes: &[Change]) -> io::Result<()> {
    let stdout = io::stdout();
    if AutoStream::choice(&stdout) == ColorChoice::Never && !stdout.is_terminal() {
        return lines(changes, &mut stdout.lock(), |out, _, line| write!(out, "{line}"));
    }
    lines(changes, &mut anstream::stdout().lock(), |out, style, line| {
        write!(out, "{style}{}{style:#}", escaped(line))
    })
}

fn lines<W: Write>(
    changes: &[Change],
    out: &mut W,
    line_with: impl Fn(&mut W, anstyle::Style, &str) -> io::Result<()>,
) -> io::Result<()> {
    let root = root(changes);
    for change in changes {
        let path = seen_from(&root, &change.path);
        let diff = similar::TextDiff::from_lines(&change.before, &change.after);
        let text =
            diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
        for line in text.split_inclusive('\n') {
            let style = match line.as_bytes().first() {
                Some(b'+') => anstyle::AnsiColor::Green.on_default(),
                Some(b'-') => anstyle::AnsiColor::Red.on_default(),
                Some(b'@') => anstyle::AnsiColor::Cyan.on_default(),
                _ => anstyle::Style::new(),
            };
            line_with(out, style, line)?;
        }
    }
    out.flush()
}

/// Where the diff applies: here, or the folder above that holds every changed file.
fn root(changes: &[Change]) -> PathBuf {
    let here = here();
    let holds_all = |folder: &&Path| changes.iter().all(|it| it.path.starts_with(folder));
    let root = here.ancestors().find(holds_all).unwrap_or(&here);
    if root != here {
        output::note(format_args!(
            "the diff names files as seen from `{}`: apply it there",
            root.display()
        ));
    }
    root.to_owned()
}
