//! `cargo featherfall eject`: the way back to plain `#[cfg]`.

use std::io::Write as _;

use clap::Args;

use crate::eject::{self, Ejected};
use crate::error::{About as _, Error};
use crate::find::paths::shown;
use crate::find::project;
use crate::find::scope::Scope;
use crate::understand::annotations;
use crate::write::consent::Consent;
use crate::write::file::{self, Change};
use crate::write::printable::escaped;
use crate::write::{diff, manifest, output};

/// `eject`
#[derive(Debug, Args)]
pub(crate) struct Eject {
    #[command(flatten)]
    scope: Scope,
    /// Change the files instead of printing a diff.
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    consent: Consent,
}

/// Runs the command.
pub(crate) fn run(asked: &Eject) -> Result<(), Error> {
    let project = project::find(&asked.scope)?;
    let names = annotations::names(&project);
    let mut all = Ejected { skipped: project.skipped.clone(), ..Ejected::default() };
    for package in &project.packages {
        let found = eject::package(package, &names);
        all.changes.extend(found.changes);
        all.plain += found.plain;
        all.left.extend(found.left);
        all.skipped.extend(found.skipped);
    }
    project.some_was_read(&output::named(&all.skipped))?;
    if all.left.is_empty() && all.skipped.is_empty() {
        all.changes.extend(workspaces(&asked.scope)?);
    }
    if !asked.write {
        summarize(&all, false).map_err(Error::unprinted)?;
        diff::print(&all.changes).map_err(Error::unprinted)?;
        return Error::findings(!all.changes.is_empty() || !all.left.is_empty());
    }
    let stays = all.left.len() + all.skipped.len();
    let consent = asked.consent.check(&all.changes, stays, "stay");
    summarize(&all, consent.is_ok()).map_err(Error::unprinted)?;
    consent?;
    all.changes.iter().try_for_each(file::replace)
}

/// The manifests of the workspaces that are left as a whole; they may declare the version. One
/// member that leaves takes nothing from the others.
fn workspaces(scope: &Scope) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for path in scope.whole_manifests() {
        let path = std::path::absolute(&path).about(|| path.display().to_string())?;
        let Ok(before) = std::fs::read_to_string(&path) else { continue };
        if !before.contains("[workspace") || before.contains("[package]") {
            continue;
        }
        let after = manifest::without_runtime(&before).about(|| shown(&path))?;
        changes.extend(after.map(|after| Change { path, before, after }));
    }
    Ok(changes)
}

fn summarize(all: &Ejected, write: bool) -> std::io::Result<()> {
    output::skipped(&output::named(&all.skipped));
    let mut out = anstream::stderr().lock();
    for (path, line, what, reason) in &all.left {
        writeln!(out, "left {}:{line}: `{}`: {}", shown(path), escaped(what), escaped(reason))?;
    }
    if output::is_quiet() {
        return Ok(());
    }
    let verb = if write { "ejected" } else { "would eject" };
    writeln!(
        out,
        "{verb} {} annotations in {} files, left {}",
        all.plain,
        all.changes.len(),
        all.left.len()
    )
}
