//! Collects the annotations of all packages below a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::annotation::Annotation;
use super::names::Names;
use super::read::{Read, read};
use crate::error::Error;
use crate::find::paths;
use crate::find::project::{self, Project};
use crate::find::scope::Scope;
use crate::read::source::{self, Source, Unreadable};

/// An annotation with where it was found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The package.
    pub(crate) package: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// The module path, guessed from the file.
    pub(crate) module: String,
    /// The annotation.
    pub(crate) annotation: Annotation,
}

/// What the packages below a folder say.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// All annotations, sorted by package, file and line.
    pub(crate) found: Vec<Found>,
    /// The packages, and whether everything in them could be read.
    pub(crate) packages: BTreeMap<String, bool>,
    /// What could not be read, as seen from here, and why.
    pub(crate) skipped: Vec<(String, String)>,
}

/// All annotations in what the command is about.
pub(crate) fn collect(scope: &Scope) -> Result<Collected, Error> {
    collect_of(&project::find(scope)?)
}

/// All annotations of what was found.
pub(crate) fn collect_of(project: &Project) -> Result<Collected, Error> {
    let mut all = Collected::default();
    for (path, reason) in &project.skipped {
        all.skipped.push((paths::shown(path), reason.clone()));
    }
    let names = names(project);
    for package in &project.packages {
        let name = &package.manifest.name;
        let mut is_complete = project.skipped.is_empty();
        let found: Vec<(PathBuf, Result<Read, Unreadable>)> = package
            .files
            .par_iter()
            .filter(|path| package.is_asked(path) && !package.is_beside_the_library(path))
            .map(|path| (path.clone(), file(path, &names)))
            .collect();
        for (path, result) in found {
            match result {
                Ok(read) => {
                    for line in read.in_macros {
                        let place = format!("{}:{line}", paths::shown(&path));
                        all.skipped.push((place, String::from("an annotation in a macro")));
                    }
                    for line in read.doubtful {
                        let place = format!("{}:{line}", paths::shown(&path));
                        let reason =
                            "is called like an annotation; nothing here says whether it is one";
                        all.skipped.push((place, reason.to_owned()));
                        is_complete = false;
                    }
                    for it in read.annotations.iter().filter(|it| it.is_broken) {
                        let place = format!("{}:{}", paths::shown(&path), it.line);
                        let reason =
                            "an annotation that is broken; `cargo featherfall audit` says how";
                        all.skipped.push((place, reason.to_owned()));
                        is_complete = false;
                    }
                    all.found.extend(read.annotations.into_iter().map(|annotation| {
                        let inside = package.inside(&path);
                        let mut module = module_of(&inside);
                        module.extend(annotation.module.iter().cloned());
                        Found {
                            package: name.clone(),
                            path: path.clone(),
                            module: module.join("::"),
                            annotation,
                        }
                    }));
                }
                Err(reason) => {
                    all.skipped.push((paths::shown(&path), reason.to_string()));
                    is_complete = false;
                }
            }
        }
        *all.packages.entry(name.clone()).or_insert(true) &= is_complete;
    }
    project.some_was_read(&all.skipped)?;
    all.found.sort_by(|one, other| {
        (&one.package, &one.path, one.annotation.line).cmp(&(
            &other.package,
            &other.path,
            other.annotation.line,
        ))
    });
    Ok(all)
}

/// What annotations are called in the packages. One may hand them on to the others.
pub(crate) fn names(project: &Project) -> Names {
    let mut names = Names::default();
    for package in &project.packages {
        names.add_package(package);
    }
    let files = project.packages.iter().flat_map(|it| &it.files);
    names.add_files(&files.filter_map(|it| Source::read(it).ok()));
    names
}

fn file(path: &Path, names: &Names) -> Result<Read, Unreadable> {
    let source = Source::read(path)?;
    if !names.may_be_in(&source.text) {
        return Ok(Read::default());
    }
    let file = source.parse()?;
    let found = read(&source, &file, names);
    drop(file);
    source::forget_spans();
    Ok(found)
}

/// `src/a/b.rs` is `a::b`.
pub(crate) fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}
