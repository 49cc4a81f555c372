//! Ejects a package: its files, and the dependency that nothing needs then.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::alive;
use super::around::Off;
use super::file::{self, Of};
use crate::find::project::Package;
use crate::read::source::Source;
use crate::understand::annotations::Names;
use crate::understand::files::Files;
use crate::understand::index::Index;
use crate::write::file::Change;
use crate::write::manifest;

/// What became of a package.
#[derive(Default)]
pub(crate) struct Ejected {
    /// The files that change, the manifest last.
    pub(crate) changes: Vec<Change>,
    /// How many annotations are plain now.
    pub(crate) plain: usize,
    /// What stays: file, line, what it is, why.
    pub(crate) left: Vec<(PathBuf, usize, String, String)>,
    /// What could not be read.
    pub(crate) skipped: Vec<(PathBuf, String)>,
}

/// Ejects the package.
pub(crate) fn package(package: &Package, names: &Names) -> Ejected {
    let mut all = Ejected::default();
    let (files, unreadable) = Files::read(&package.files, || {});
    all.skipped.extend(unreadable.into_iter().map(|(path, reason)| (path, reason.to_string())));
    let index = &Index::new(package, files, |_| false);
    let sources: Vec<&Source> = index.files.iter().map(|it| &it.source).collect();
    let mut stubs = BTreeSet::new();
    for source in sources.iter().filter(|it| names.may_be_in(&it.text)) {
        file::stubs(source, names, index, &mut stubs);
    }
    let of = Of { package: &package.manifest.name, names, stubs: &stubs, index };
    let mut off: Vec<Off> = Vec::new();
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    for &source in &sources {
        let path = source.path.clone();
        if !names.may_be_in(&source.text) || !package.is_asked(&path) {
            texts.push((path, source.text.clone()));
            continue;
        }
        if let Err(reason) = source.parse() {
            all.skipped.push((path.clone(), reason.to_string()));
        }
        let outcome = file::eject(source, &of);
        all.plain += outcome.ejected;
        let left = outcome.left.into_iter();
        all.left.extend(left.map(|(line, what, why)| (path.clone(), line, what, why)));
        off.extend(outcome.off);
        texts.push((path, outcome.text.unwrap_or_else(|| source.text.clone())));
    }
    alive::keep(&mut texts, &off);
    for (source, (path, after)) in sources.iter().zip(texts) {
        if source.text != after {
            all.changes.push(Change { path, before: source.text.clone(), after });
        }
    }
    if all.left.is_empty() && all.skipped.is_empty() {
        let path = package.manifest.path.clone();
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        match manifest::without_runtime(&before) {
            Ok(Some(after)) => all.changes.push(Change { path, before, after }),
            Ok(None) => {}
            Err(error) => all.skipped.push((path, error.to_string())),
        }
    }
    all
}
