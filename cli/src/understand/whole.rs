//! All files of a package, read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::dummy::{self, Dummy};
use super::facts;
use super::index::Index;
use crate::find::project::Package;
use crate::read::source::{self, Source};

/// The files of a package, and what they say together.
pub(crate) struct Whole<'p> {
    /// The texts.
    pub(crate) sources: BTreeMap<PathBuf, Source>,
    /// Which name exists in which build.
    pub(crate) index: Index<'p>,
    /// The dummy modules, by file.
    pub(crate) dummies: BTreeMap<PathBuf, Dummy>,
    /// Files that were asked for and could not be read, and why.
    pub(crate) skipped: Vec<(PathBuf, String)>,
}

impl<'p> Whole<'p> {
    /// Reads the files; `step` is called after each.
    pub(crate) fn read(package: &'p Package, step: impl Fn() + Sync) -> Self {
        let read = |path: &PathBuf| {
            let source = Source::read(path)?;
            let file = source.parse()?;
            let facts = facts::of(&source, &file);
            drop(file);
            source::forget_spans();
            Ok::<_, source::Unreadable>((source, facts))
        };
        let read: Vec<_> = package
            .files
            .par_iter()
            .map(|path| {
                let result = read(path);
                step();
                (path.clone(), result)
            })
            .collect();
        let mut sources = BTreeMap::new();
        let mut all_facts = BTreeMap::new();
        let mut skipped = Vec::new();
        for (path, result) in read {
            match result {
                Ok((source, facts)) => {
                    sources.insert(path.clone(), source);
                    all_facts.insert(path, facts);
                }
                Err(reason) if package.is_asked(&path) => {
                    skipped.push((path, reason.to_string()));
                }
                Err(_) => {}
            }
        }
        let index = Index::new(package, all_facts, &sources);
        let dummies = dummy::modules(&index);
        let mut whole = Self { sources, index, dummies, skipped: Vec::new() };
        whole.skipped = skipped.into_iter().filter(|(path, _)| whole.is_meant(path)).collect();
        whole
    }

    /// Whether the file was asked for. Beside `src`, files that no target has are what tests read:
    /// they may be wrong on purpose, and must be asked for by name.
    pub(crate) fn is_meant(&self, path: &Path) -> bool {
        let package = self.index.package;
        let is_code = package.manifest.name.is_empty()
            || package.inside(path).starts_with("src/")
            || self.index.is_reached(path);
        package.is_asked(path) && (is_code || package.is_named(path))
    }
}
