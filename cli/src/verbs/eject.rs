//! `cargo featherfall eject`: the way back to plain `#[cfg]`.

use std::io::Write as _;
use std::path::Path;

use crate::eject::{self, Ejected};
use crate::error::{About as _, Error};
use crate::find::paths::shown;
use crate::find::project;
use crate::understand::annotations;
use crate::write::file::{self, Change};
use crate::write::printable::escaped;
use crate::write::{diff, manifest};

/// Runs the command.
pub(crate) fn run(path: &Path, write: bool, partial: bool) -> Result<(), Error> {
    let project = project::find(path)?;
    let names = annotations::names(&project);
    let mut all = Ejected { skipped: project.skipped.clone(), ..Ejected::default() };
    for package in &project.packages {
        let found = eject::package(package, &names);
        all.changes.extend(found.changes);
        all.plain += found.plain;
        all.left.extend(found.left);
        all.skipped.extend(found.skipped);
    }
    if all.left.is_empty() && all.skipped.is_empty() {
        all.changes.extend(workspace(path)?);
    }
    summarize(&all, write).map_err(Error::unprinted)?;
    if !write {
        diff::print(&all.changes).map_err(Error::unprinted)?;
        return Error::findings(!all.changes.is_empty() || !all.left.is_empty());
    }
    let stays = all.left.len() + all.skipped.len();
    if stays > 0 && !partial {
        return Err(Error::failed(format!(
            "nothing is written, because {stays} places stay: change them, or add `--partial`"
        )));
    }
    all.changes.iter().try_for_each(file::replace)
}

/// The workspace's own manifest, which may declare the version.
fn workspace(path: &Path) -> Result<Option<Change>, Error> {
    let path = std::path::absolute(path).about(|| path.display().to_string())?.join("Cargo.toml");
    let Ok(before) = std::fs::read_to_string(&path) else { return Ok(None) };
    if !before.contains("[workspace") || before.contains("[package]") {
        return Ok(None);
    }
    let after = manifest::without_runtime(&before).about(|| shown(&path))?;
    Ok(after.map(|after| Change { path, before, after }))
}

fn summarize(all: &Ejected, write: bool) -> std::io::Result<()> {
    let mut out = anstream::stderr().lock();
    for (path, line, what, reason) in &all.left {
        writeln!(out, "left {}:{line}: `{}`: {}", shown(path), escaped(what), escaped(reason))?;
    }
    for (path, reason) in &all.skipped {
        writeln!(out, "skipped {}: {}", shown(path), escaped(reason))?;
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
