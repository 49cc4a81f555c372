//! A whole package, each of whose files is read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::dummy::{self, Dummy};
use super::files::{File, Files};
use super::index::Index;
use crate::find::project::Package;
use crate::read::source::Unreadable;

/// The files of a package, and what they say together.
pub(crate) struct Whole<'p> {
    /// Which name exists in which build.
    pub(crate) index: Index<'p>,
    /// The dummy modules, by file.
    pub(crate) dummies: BTreeMap<PathBuf, Dummy>,
    /// What could not be read, and why.
    unreadable: Vec<(PathBuf, Unreadable)>,
}

impl<'p> Whole<'p> {
    /// Reads the files; `step` is called after each. The trees that `is_kept` names, if they are
    /// needed for this, are kept for [`Files::each_tree`].
    pub(crate) fn read(
        package: &'p Package,
        step: impl Fn() + Sync,
        is_kept: impl Fn(&File) -> bool + Sync,
    ) -> Self {
        let (files, unreadable) = Files::read(&package.files, step);
        let index = Index::new(package, files, is_kept);
        let dummies = dummy::modules(&index);
        Self { index, dummies, unreadable }
    }

    /// The files that were asked for and could not be read, as far as somebody tried, and why.
    pub(crate) fn skipped(&self) -> Vec<(PathBuf, String)> {
        let unreadable = self.unreadable.iter().map(|(path, it)| (path.clone(), it.to_string()));
        let broken = self.index.files.broken().map(|(path, it)| (path.to_owned(), it.to_owned()));
        let mut all: Vec<_> = unreadable.chain(broken).collect();
        all.retain(|(path, _)| self.is_meant(path));
        all.sort();
        all
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
