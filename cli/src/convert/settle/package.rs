//! Converts a package: its files, and the dependency that they need then.

use super::file;
use crate::convert::decide::{self, Named, Reason};
use crate::convert::draft;
use crate::error::{About as _, Error};
use crate::find::project::Package;
use crate::read::source::Source;
use crate::understand::files::File;
use crate::understand::flags::Flags;
use crate::understand::runtime::{self, Lacks};
use crate::understand::whole::Whole;
use crate::write::file::Change;
use crate::write::manifest;

use std::path::PathBuf;

/// What became of a package.
#[derive(Default)]
pub(crate) struct Adopted {
    /// The files that change, the manifest first.
    pub(crate) changes: Vec<Change>,
    /// What is converted.
    pub(crate) converted: Vec<(PathBuf, Named)>,
    /// What stays, and why.
    pub(crate) left: Vec<(PathBuf, Named, Reason)>,
    /// What could not be read.
    pub(crate) skipped: Vec<(PathBuf, String)>,
}

impl Adopted {
    /// Nothing is converted after all.
    fn take_back(&mut self, reason: &Reason) {
        self.changes.clear();
        let converted = self.converted.drain(..);
        self.left.extend(converted.map(|(path, named)| (path, named, reason.clone())));
    }
}

/// Whether the file may hold anything to convert.
pub(crate) fn may_matter(file: &File) -> bool {
    let source = &file.source;
    source.asks_of_the_build() || source.text.contains(" does not support ")
}

/// Converts the package.
pub(crate) fn package(whole: &Whole<'_>) -> Adopted {
    let package = whole.index.package;
    let mut adopted = Adopted::default();
    let flags = Flags::of(&whole.index.files);
    let is_looked_at = |it: &File| {
        whole.dummies.contains_key(&it.path) || may_matter(it) || flags.may_be_in(&it.source.text)
    };
    let outcomes = whole.index.files.each_tree(
        |it| package.is_asked(&it.path) && is_looked_at(it),
        |it, tree| file::convert(it, tree, &whole.index, whole.dummies.get(&it.path), &flags),
    );
    for (File { path, source, .. }, outcome) in outcomes {
        let left = outcome.left.into_iter().map(|(named, reason)| (path.clone(), named, reason));
        adopted.left.extend(left);
        let Some(after) = outcome.text else { continue };
        adopted.converted.extend(outcome.converted.into_iter().map(|it| (path.clone(), it)));
        adopted.changes.push(Change { path: path.clone(), before: source.text.clone(), after });
    }
    if let Err(reason) = decide::package(&package.manifest) {
        adopted.take_back(&reason);
    }
    adopted.skipped = whole.skipped();
    let changed = adopted.changes.iter().map(|it| (it.path.as_path(), it.after.as_str()));
    let lacks = runtime::lacks(whole, &changed.collect());
    add_feature_sets(&mut adopted, whole, &lacks);
    if !adopted.changes.is_empty() || lacks.dependency.is_some() {
        match dependency(package) {
            // First: with the dependency alone everything still builds.
            Ok(change) => adopted.changes.splice(0..0, change).for_each(drop),
            Err(error) => {
                adopted.take_back(&format!("Cargo.toml: {error}").into());
                adopted.skipped.push((package.manifest.path.clone(), error.to_string()));
            }
        }
    }
    adopted
}

/// Adds the `feature_set!()` that what is converted, or was before, wants.
fn add_feature_sets(adopted: &mut Adopted, whole: &Whole<'_>, lacks: &Lacks) {
    let package = whole.index.package;
    for root in &lacks.feature_sets {
        let Some(File { source, .. }) = whole.index.files.get(root) else { continue };
        let call = match decide::feature_set(&package.manifest) {
            Ok(call) if package.is_asked(root) => call,
            Ok(_) if adopted.changes.is_empty() => continue,
            refused => {
                let reason = refused.err().unwrap_or_else(|| "the file was not asked for".into());
                let named = Named { line: 1, item: String::from("crate"), kind: "feature set" };
                adopted.left.push((root.clone(), named, reason));
                continue;
            }
        };
        let change = adopted.changes.iter_mut().find(|it| it.path == *root);
        let text = change.as_ref().map_or(&source.text, |it| &it.after).clone();
        let Some(after) = draft::with_feature_set(&Source::new(root.clone(), text), &call) else {
            continue;
        };
        match change {
            Some(change) => change.after = after,
            None => adopted.changes.push(Change {
                path: root.clone(),
                before: source.text.clone(),
                after,
            }),
        }
    }
}

/// The manifest with the dependency, if it lacks it.
fn dependency(package: &Package) -> Result<Option<Change>, Error> {
    let path = package.manifest.path.clone();
    let before = std::fs::read_to_string(&path).about(|| String::from("cannot be read"))?;
    let after = manifest::with_runtime(&before, package.manifest.in_workspace.is_some())?;
    Ok(after.map(|after| Change { path, before, after }))
}
