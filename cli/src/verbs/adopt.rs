//! `cargo featherfall adopt`: turns hand-written fallbacks into annotations.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::convert::decide::Reason;
use crate::convert::settle::{self, Adopted};
use crate::error::Error;
use crate::find::paths::shown;
use crate::find::project;
use crate::find::scope::Scope;
use crate::understand::annotations;
use crate::understand::whole::Whole;
use crate::write::consent::Consent;
use crate::write::file::{self, Change};
use crate::write::printable::escaped;
use crate::write::progress::Progress;
use crate::write::{diff, output};

/// `adopt`
#[derive(Debug, Args)]
pub(crate) struct Adopt {
    #[command(flatten)]
    scope: Scope,
    /// Change the files instead of printing a diff.
    #[arg(long, visible_alias = "fix")]
    write: bool,
    #[command(flatten)]
    consent: Consent,
    /// Say again what annotations of this git revision said, where a merge took them away.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Convert choices between halves that both work, too.
    #[arg(long)]
    choices: bool,
}

/// Runs the command.
pub(crate) fn run(asked: &Adopt) -> Result<(), Error> {
    let mut project = project::find(&asked.scope)?;
    let older = match &asked.since {
        None => Vec::new(),
        Some(revision) => annotations::older(revision, &asked.scope)?,
    };
    for package in &mut project.packages {
        annotations::decide(&mut package.config.decisions, &package.manifest.name, &older);
        package.config.decisions.choices |= asked.choices;
    }
    let mut all = Adopted { skipped: project.skipped.clone(), ..Adopted::default() };
    let files = project.packages.iter().map(|it| it.files.len()).sum();
    let progress = Progress::new(files, "adopting");
    for package in &project.packages {
        let found = settle::package(&Whole::read(package, || progress.step(), settle::may_matter));
        all.changes.extend(found.changes);
        all.converted.extend(found.converted);
        all.left.extend(found.left);
        all.skipped.extend(found.skipped);
    }
    progress.finish();
    project.some_was_read(&output::named(&all.skipped))?;
    let mut failed = 0;
    let skipped = all.skipped.len();
    let consent = if asked.write {
        asked.consent.check(&all.changes, skipped, "were skipped")
    } else {
        diff::print(&all.changes).map_err(Error::unprinted)?;
        Ok(())
    };
    let write = asked.write && consent.is_ok();
    if write {
        let written = all.changes.len();
        write_all(&mut all.changes);
        failed = written - all.changes.len();
        all.converted.retain(|(path, _)| all.changes.iter().any(|it| it.path == *path));
    }
    summarize(&all, write).map_err(Error::unprinted)?;
    consent?;
    if failed > 0 {
        return Err(Error::failed(format!("{failed} files could not be written")));
    }
    Error::findings(!write && !all.changes.is_empty())
}

/// Writes the changes; those that could not be written are taken off the list.
fn write_all(changes: &mut Vec<Change>) {
    let mut without_dependency: Vec<PathBuf> = Vec::new();
    changes.retain(|change| {
        let is_manifest = change.path.ends_with("Cargo.toml");
        let written = if without_dependency.iter().any(|it| change.path.starts_with(it)) {
            Err(Error::failed(format!(
                "{}: stays as it is, because its Cargo.toml could not be written",
                shown(&change.path)
            )))
        } else {
            file::replace(change)
        };
        let Err(error) = written else { return true };
        output::note(format_args!("error: {error}"));
        if is_manifest {
            without_dependency.extend(change.path.parent().map(Path::to_owned));
        }
        false
    });
}

fn summarize(all: &Adopted, write: bool) -> std::io::Result<()> {
    output::skipped(&output::named(&all.skipped));
    if output::is_quiet() {
        return Ok(());
    }
    let mut out = anstream::stderr().lock();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for (.., reason) in &all.left {
        *reasons.entry(reason.to_string()).or_default() += 1;
    }
    reasons.retain(|_, count| *count > output::NAMED && !output::is_verbose());
    let is_named = |reason: &Reason| !reasons.contains_key(&reason.to_string());
    let mut left: Vec<_> = all.left.iter().filter(|(.., reason)| is_named(reason)).collect();
    left.sort_by(|one, other| (&one.0, one.1.line).cmp(&(&other.0, other.1.line)));
    for (path, named, reason) in left {
        let item = if named.item.is_empty() { "" } else { &format!(" `{}`", named.item) };
        let (path, reason) = (shown(path), reason.to_string());
        let (line, kind, reason) = (named.line, named.kind, escaped(&reason));
        writeln!(out, "left {path}:{line}: {kind}{item}: {reason}")?;
    }
    for (reason, count) in &reasons {
        writeln!(out, "left {count} places, which `-v` names: {}", escaped(reason))?;
    }
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, named) in &all.converted {
        kinds.entry(named.kind).or_default().0 += 1;
    }
    for (_, named, _) in &all.left {
        kinds.entry(named.kind).or_default().1 += 1;
    }
    let verb = if write { "converted" } else { "would convert" };
    for (kind, (converted, left)) in kinds {
        writeln!(out, "{kind}: {verb} {converted}, left {left}")?;
    }
    let files = all.changes.len();
    writeln!(out, "{verb} {} sites in {files} files, left {}", all.converted.len(), all.left.len())
}
