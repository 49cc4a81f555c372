//! `cargo featherfall adopt`: turns hand-written fallbacks into annotations.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::convert::{self, file::Named};
use crate::error::{About as _, Error};
use crate::find::manifest::{Manifest, RUNTIME};
use crate::find::paths::shown;
use crate::find::project::{self, Package};
use crate::read::source::{self, Source};
use crate::understand::dummy;
use crate::understand::facts::{self, Facts};
use crate::understand::index::Index;
use crate::write::file::Change;
use crate::write::progress::Progress;
use crate::write::{diff, output};
use crate::write::{file, manifest};

/// A file with its facts, or why it is skipped.
type Read = Result<(Source, Facts), String>;

/// What became of a package.
#[derive(Default)]
struct Adoption {
    changes: Vec<Change>,
    converted: Vec<(PathBuf, Named)>,
    left: Vec<(PathBuf, Named, String)>,
    skipped: Vec<(PathBuf, String)>,
}

/// Runs the command.
pub(crate) fn run(path: &Path, write: bool) -> Result<(), Error> {
    let project = project::find(path)?;
    let mut all = Adoption { skipped: project.skipped.clone(), ..Adoption::default() };
    let files = project.packages.iter().map(|it| it.files.len()).sum();
    let progress = Progress::new(files, "adopting");
    for package in &project.packages {
        let found = adopt(package, &progress);
        all.changes.extend(found.changes);
        all.converted.extend(found.converted);
        all.left.extend(found.left);
        all.skipped.extend(found.skipped);
    }
    progress.finish();
    let mut failed = 0;
    if write {
        let written = all.changes.len();
        write_all(&mut all.changes);
        failed = written - all.changes.len();
        all.converted.retain(|(path, _)| all.changes.iter().any(|it| it.path == *path));
    } else {
        diff::print(&all.changes).map_err(Error::unprinted)?;
    }
    summarize(&all, write).map_err(Error::unprinted)?;
    if failed > 0 {
        return Err(Error::failed(format!("{failed} files could not be written")));
    }
    Error::findings(!write && !all.changes.is_empty())
}

fn adopt(package: &Package, progress: &Progress) -> Adoption {
    let mut adoption = Adoption::default();
    let read: Vec<(PathBuf, Read)> = package
        .files
        .par_iter()
        .map(|path| {
            let result = Source::read(path).and_then(|source| {
                let file = source.parse()?;
                let facts = facts::of(&source, &file);
                source::forget_spans();
                Ok((source, facts))
            });
            (path.clone(), result.map_err(|error| error.to_string()))
        })
        .collect();
    let mut sources = BTreeMap::new();
    let mut all_facts = BTreeMap::new();
    for (path, result) in read {
        match result {
            Ok((source, facts)) => {
                sources.insert(path.clone(), source);
                all_facts.insert(path, facts);
            }
            Err(reason) if package.is_asked(&path) => adoption.skipped.push((path, reason)),
            Err(_) => {}
        }
    }
    let index = Index::new(package, all_facts);
    let dummies = dummy::modules(&index);
    let obstacle = obstacle(&package.manifest);
    let outcomes: Vec<_> = sources
        .par_iter()
        .filter(|(path, source)| {
            progress.step();
            if !package.is_asked(path) {
                return false;
            }
            dummies.contains_key(*path)
                || (source.text.contains("cfg(") && source.text.contains("not("))
                || source.text.contains(" does not support ")
        })
        .map(|(path, source)| {
            (path, source, convert::file::convert(source, &index, path, dummies.get(path)))
        })
        .collect();
    for (path, source, outcome) in outcomes {
        let left = outcome.left.into_iter().map(|(named, reason)| (path.clone(), named, reason));
        adoption.left.extend(left);
        let Some(after) = outcome.text else { continue };
        if let Some(reason) = &obstacle {
            let left = outcome.converted.into_iter();
            adoption.left.extend(left.map(|named| (path.clone(), named, reason.clone())));
            continue;
        }
        adoption.converted.extend(outcome.converted.into_iter().map(|it| (path.clone(), it)));
        adoption.changes.push(Change { path: path.clone(), before: source.text.clone(), after });
    }
    if !adoption.changes.is_empty() {
        match dependency(package) {
            // First: with the dependency alone everything still builds.
            Ok(change) => adoption.changes.splice(0..0, change).for_each(drop),
            Err(error) => {
                let reason = error.to_string();
                adoption.changes.clear();
                let left = adoption.converted.drain(..);
                let reason_of = |(path, named)| (path, named, format!("Cargo.toml: {reason}"));
                adoption.left.extend(left.map(reason_of));
                adoption.skipped.push((package.manifest.path.clone(), reason));
            }
        }
    }
    adoption
}

/// Why nothing of the package can be converted.
fn obstacle(manifest: &Manifest) -> Option<String> {
    if manifest.edition == "2015" {
        return Some(String::from("the package has edition 2015"));
    }
    if manifest.optional.contains(RUNTIME) {
        return Some(format!("`{RUNTIME}` is an optional dependency: builds may lack it"));
    }
    match manifest
        .dependencies
        .iter()
        .find(|(name, package)| (*name == RUNTIME) != (*package == RUNTIME))
    {
        Some((name, package)) if package == RUNTIME => Some(format!(
            "Cargo.toml calls the dependency `{name}`: convert by hand, with `crate = ::{name}`"
        )),
        Some((name, package)) => {
            Some(format!("the dependency `{name}` is the package `{package}`"))
        }
        None => None,
    }
}

fn dependency(package: &Package) -> Result<Option<Change>, Error> {
    let path = package.manifest.path.clone();
    let before = std::fs::read_to_string(&path).about(|| String::from("cannot be read"))?;
    let declared = manifest::workspace_declares_runtime(package.manifest.folder());
    let after = manifest::with_runtime(&before, declared)?;
    Ok(after.map(|after| Change { path, before, after }))
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

fn summarize(all: &Adoption, write: bool) -> std::io::Result<()> {
    let mut out = anstream::stderr().lock();
    let mut left: Vec<_> = all.left.iter().collect();
    left.sort_by(|one, other| (&one.0, one.1.line).cmp(&(&other.0, other.1.line)));
    for (path, named, reason) in left {
        writeln!(
            out,
            "left {}:{}: {} `{}`: {reason}",
            shown(path),
            named.line,
            named.kind,
            named.item
        )?;
    }
    for (path, reason) in &all.skipped {
        writeln!(out, "skipped {}: {reason}", shown(path))?;
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
