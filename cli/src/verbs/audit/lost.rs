//! Annotations that an older revision has, of items that are still there.

use std::path::Path;

use super::alone::alone;
use super::finding::Finding;
use super::rules;
use crate::understand::annotations::Found;
use crate::understand::facts::Facts;
use crate::understand::files::File;
use crate::understand::whole::Whole;

/// One finding for each annotation that is gone.
pub(super) fn find(whole: &Whole<'_>, revision: &str, gone: &[&Found]) -> Vec<Finding> {
    let finding = |Found { module, annotation, .. }: &&Found| {
        let (path, offset) = place(whole, module, &annotation.item)?;
        let message = format!("`{}` of {revision} is gone", annotation.kind.name());
        alone(whole, path, &rules::LOST_ANNOTATION, offset, &annotation.item, message, None)
    };
    gone.iter().filter_map(finding).collect()
}

/// Where the item is defined now, in its old module if it is there.
fn place<'w>(whole: &'w Whole<'_>, module: &str, item: &str) -> Option<(&'w Path, usize)> {
    let is_word = |it: char| it.is_alphanumeric() || it == '_';
    let names: Vec<&str> = item.split(|it| !is_word(it)).filter(|it| !it.is_empty()).collect();
    let defines = |facts: &Facts, name: &str| {
        facts.definitions.iter().chain(&facts.members).any(|it| it.name == name)
    };
    let last = names.last()?;
    let is_there = |file: &&File| {
        file.facts().is_some_and(|facts| names.iter().all(|name| defines(facts, name)))
    };
    let files = whole.index.files.naming(last).filter(is_there);
    let files: Vec<&Path> = files.map(|it| it.path.as_path()).collect();
    let module_of = |path: &Path| {
        let module = whole.index.module(path).and_then(|it| it.get(1..)).unwrap_or_default();
        module.join("::")
    };
    let path = files.iter().find(|it| module_of(it) == module).or_else(|| files.first())?;
    let text = &whole.index.files.get(path)?.source.text;
    let offset = text.match_indices(last).map(|(at, _)| at).find(|at| {
        let is_end = |it: Option<char>| !it.is_some_and(is_word);
        is_end(text[..*at].chars().next_back()) && is_end(text[at + last.len()..].chars().next())
    });
    Some((path, offset.unwrap_or(0)))
}
