//! Audits one file.

use super::allowed::Allowed;
use super::collector::Collector;
use super::finding::{Adopt, Finding};
use super::macros::undeclared;
use super::{dummies, inline, macros, pairs, rules, todos};
use crate::convert::decide::{self, View};
use crate::find::manifest::Manifest;
use crate::find::paths::shown;
use crate::find::project::Package;
use crate::understand::annotations::{self, Names};
use crate::understand::cfg::Cfg;
use crate::understand::files::File;
use crate::understand::flags::Flags;
use crate::understand::sites;
use crate::understand::whole::Whole;

/// Whether the file may hold anything to find: most files need no second look.
pub(super) fn may_matter(file: &File) -> bool {
    const WORDS: &[&str] =
        &["todo!", "unimplemented!", "TODO", "FIXME", "does not support", "featherfall"];
    let source = &file.source;
    source.asks_of_the_build() || WORDS.iter().any(|word| source.text.contains(word))
}

/// Whether there is something to look for in the file.
pub(super) fn is_looked_at(whole: &Whole<'_>, flags: &Flags, file: &File) -> bool {
    whole.dummies.contains_key(&file.path)
        || may_matter(file)
        || names_unknown_feature(&file.source.text, &whole.index.package.manifest)
        || flags.may_be_in(&file.source.text)
}

/// A cheap look for `feature = ".."`; the exact one follows.
fn names_unknown_feature(text: &str, manifest: &Manifest) -> bool {
    !manifest.name.is_empty()
        && text.match_indices("feature").any(|(at, word)| {
            let rest = text[at + word.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('=') else { return false };
            let Some(rest) = rest.trim_start().strip_prefix('"') else { return false };
            let name = rest.split('"').next().unwrap_or_default();
            !manifest.features.contains(name)
        })
}

/// Audits a file of a package.
pub(super) fn audit(
    whole: &Whole<'_>,
    flags: &Flags,
    File { path, source, .. }: &File,
    file: &syn::File,
) -> Vec<Finding> {
    let package = whole.index.package;
    let dummy = whole.dummies.get(path);
    let is_beside = whole.index.is_beside_the_library(path);
    let sites = sites::of(source, file, is_beside);
    let view = View { source, file, sites: &sites, index: &whole.index, path };
    let shown = shown(path);
    let mut found = Collector { source, shown: &shown, findings: Vec::new() };
    let obstacle = decide::package(&package.manifest).err();
    let verdicts = decide::file(&view).into_iter().map(|it| {
        let adopt = match (&obstacle, it.plan) {
            (_, Err(reason)) => Adopt::leaves(&reason),
            (Some(reason), Ok(_)) => Adopt::leaves(reason),
            (None, Ok(_)) => Adopt::converts(),
        };
        (it.range, adopt)
    });
    // The sites come first, in their order; refusals of arguments follow.
    let mut verdicts: Vec<_> = verdicts.collect();
    let refusals = verdicts.split_off(sites.chosen.len().min(verdicts.len()));
    for (site, (_, adopt)) in sites.chosen.iter().zip(verdicts) {
        pairs::find(&mut found, site, &package.manifest.features, &adopt);
    }
    if !is_beside {
        inline::find(&mut found, file, &sites, flags, &package.manifest.features);
    }
    macros::find(&mut found, file, &sites, &refusals, package, is_beside);
    todos::find(&mut found, file, &sites, is_beside);
    if let Some(dummy) = dummy {
        dummies::find(&mut found, &view, dummy, obstacle.as_ref());
    }
    annotations(&mut found, file, package);
    let allowed = Allowed::of(source);
    allowed.apply(&mut found);
    allowed.report(&mut found);
    found.findings
}

/// What is wrong with annotations that are there already.
fn annotations(found: &mut Collector<'_>, file: &syn::File, package: &Package) {
    let manifest = &package.manifest;
    let mut names = Names::default();
    names.add_package(package);
    if !names.may_be_in(&found.source.text) {
        return;
    }
    names.add_file(file);
    let read = annotations::read(found.source, file, &names);
    for (offset, item, message) in read.errors {
        found.add(&rules::BROKEN_ANNOTATION, offset, &item, message);
    }
    for annotation in &read.annotations {
        for feature in annotation.predicate.iter().flat_map(Cfg::features) {
            if let Some(message) = undeclared(manifest, feature) {
                let (offset, item) = (annotation.offset, &annotation.item);
                found.add(&rules::UNDECLARED_FEATURE, offset, item, message);
            }
        }
    }
}
