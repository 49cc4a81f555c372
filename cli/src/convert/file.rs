//! Converts one file, round by round, until nothing changes.

use std::path::Path;

use super::{arm, chain, function, imatrix, imports, stub};
use crate::read::comments;
use crate::read::source::one_line;
use crate::read::source::{self, Source};
use crate::understand::dummy::Dummy;
use crate::understand::index::Index;
use crate::understand::place::Place;
use crate::understand::site::{Shape, Site};
use crate::understand::sites::{self, Sites};
use crate::write::edit::{self, Edit};

/// More rounds than code is nested.
const MAX_ROUNDS: usize = 32;

/// What a site is called in reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The line in the text that the site was found in.
    pub(crate) line: usize,
    /// The item, or the function around it.
    pub(crate) item: String,
    /// What kind of site it is.
    pub(crate) kind: &'static str,
}

/// What became of one file.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The new text; `None` if nothing changed.
    pub(crate) text: Option<String>,
    /// What was converted.
    pub(crate) converted: Vec<Named>,
    /// What stays, and why. Lines are those of the file as it was.
    pub(crate) left: Vec<(Named, String)>,
}

/// Converts the text of a file.
pub(crate) fn convert(
    original: &Source,
    index: &Index<'_>,
    path: &Path,
    dummy: Option<&Dummy>,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut text = original.text.clone();
    let is_beside = index.package.is_beside_the_library(path);
    for round in 0..MAX_ROUNDS {
        let current = Source::new(original.path.clone(), text.clone());
        let Ok(file) = current.parse() else { break };
        let changed =
            one_round(&current, &file, index, path, dummy, is_beside, round == 0, &mut outcome);
        let Some((changed, converted)) = changed else { break };
        let next = Source::new(original.path.clone(), changed);
        if let Err(error) = next.parse() {
            // Never write what was not understood.
            let named = Named { line: 1, item: String::new(), kind: "file" };
            outcome.left.push((named, format!("the result {error}")));
            break;
        }
        text = next.text;
        outcome.converted.extend(converted);
    }
    if text != original.text {
        let converted = Source::new(original.path.clone(), text.clone());
        if let Some(tidied) = imports::tidied(original, &converted, index, path) {
            text = tidied;
            // Imports are named by their text.
            let left = one_line(&text);
            let is_gone = |item: &str| item.starts_with("use ") && !left.contains(item);
            outcome.left.retain(|(named, _)| !is_gone(&named.item));
        }
    }
    source::forget_spans();
    if text != original.text {
        outcome.text = Some(text);
    }
    outcome
}

/// The text after one round and what it converted; `None` if there is nothing left to do.
#[allow(clippy::too_many_arguments, reason = "one step of the function above")]
fn one_round(
    current: &Source,
    file: &syn::File,
    index: &Index<'_>,
    path: &Path,
    dummy: Option<&Dummy>,
    is_beside: bool,
    is_first: bool,
    outcome: &mut Outcome,
) -> Option<(String, Vec<Named>)> {
    let Sites { chosen: sites, bodies } = sites::of(current, file, is_beside);
    let mut candidates: Vec<(std::ops::Range<usize>, Named, Vec<Edit>)> = Vec::new();
    for site in &sites {
        let named = named(current, site);
        let place = Place { source: current, index, file: path, site };
        match site_edits(&place) {
            Ok(edits) => {
                let edits = with_lost_comments(&place, edits);
                candidates.push((site.range(), named, edits));
            }
            Err(reason) if is_first => outcome.left.push((named, reason)),
            Err(_) => {}
        }
    }
    for site in &bodies {
        let Some(enclosing) = site.enclosing else { continue };
        let place = Place { source: current, index, file: path, site };
        for refusal in imatrix::find(enclosing.body) {
            let range = current.range_of(refusal.statement);
            let line = current.place(range.start).line;
            let named = Named { line, item: site.item.clone(), kind: "refused argument" };
            match refused(&place, &refusal) {
                Ok(edits) => candidates.push((range, named, edits)),
                Err(reason) if is_first => outcome.left.push((named, reason)),
                Err(_) => {}
            }
        }
    }
    if is_first
        && let Some(dummy) = dummy
        && let Some(body) = bodies.first()
        && !is_beside
    {
        let mut site = body.clone();
        site.module.clear();
        site.context.clear();
        let place = Place { source: current, index, file: path, site: &site };
        let stubs = stub::convert(&place, file, dummy);
        for (start, item, reason) in stubs.left {
            let line = current.place(start).line;
            outcome.left.push((Named { line, item, kind: "dummy" }, reason));
        }
        if !stubs.edits.is_empty()
            && let Some(text) = edit::apply(&current.text, &stubs.edits)
        {
            let named = Named { line: 1, item: current.path.display().to_string(), kind: "dummy" };
            return Some((text, vec![named; stubs.methods]));
        }
    }
    // The innermost first: an outer one takes the text of an inner one along.
    let is_inner = |range: &std::ops::Range<usize>| {
        !candidates.iter().any(|(other, _, _)| {
            other != range && range.start <= other.start && other.end <= range.end
        })
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut converted = Vec::new();
    for (range, named, own) in &candidates {
        if !is_inner(range) {
            continue;
        }
        let mut together = edits.clone();
        together.extend(own.iter().cloned());
        if edit::apply(&current.text, &together).is_some() {
            edits = together;
            converted.push(named.clone());
        }
    }
    if converted.is_empty() {
        return None;
    }
    edit::apply(&current.text, &edits).map(|text| (text, converted))
}

fn named(source: &Source, site: &Site<'_>) -> Named {
    let line = source.place(site.range().start).line;
    Named { line, item: site.item.clone(), kind: site.shape.name() }
}

fn site_edits(place: &Place<'_>) -> Result<Vec<Edit>, String> {
    reachable(place)?;
    if !matches!(place.site.shape, Shape::Definition | Shape::Macro)
        && let Some(name) = place.undeclared()
    {
        return Err(format!("Cargo.toml declares no feature `{name}`"));
    }
    match place.site.shape {
        Shape::Function => function::convert(place),
        Shape::Body | Shape::Statement | Shape::Let => chain::convert(place),
        Shape::Arm => arm::convert(place),
        Shape::Definition if place.site.item.is_empty() => {
            Err(String::from("a part of an expression: choose it by `feature_gated!`"))
        }
        Shape::Definition => Err(String::from(definition_stays(&place.site.item))),
        Shape::Macro => Err(String::from("it stands inside of a macro")),
    }
}

fn definition_stays(item: &str) -> &'static str {
    if item.split("::").any(|it| it.starts_with("impl ")) {
        "make the blocks one by hand: `#[requires_feature]` on it gates each of its functions"
    } else {
        "modules, imports, types and constants cannot be gated by an attribute"
    }
}

/// The edits, and above the site every comment that they would drop.
fn with_lost_comments(place: &Place<'_>, mut edits: Vec<Edit>) -> Vec<Edit> {
    let source = place.source;
    let written = edits.iter().map(|it| one_line(&it.text)).collect::<Vec<_>>().join("\n");
    let mut lost: Vec<&str> = Vec::new();
    for edit in &edits {
        let text = source.slice(edit.range.clone());
        for comment in comments::comments(text) {
            let comment = (&text[comment.range], comment.is_doc);
            if let (it, false) = comment
                && !written.contains(&one_line(it))
            {
                lost.push(it);
            }
        }
    }
    let Some((at, is_line_start)) = above(place, &edits).filter(|_| !lost.is_empty()) else {
        return edits;
    };
    let indent = source.indent(place.site.range().start);
    let newline = source.newline();
    let line = |comment: &&str| {
        if is_line_start {
            format!("{indent}{comment}{newline}")
        } else {
            format!("{comment}{newline}{indent}")
        }
    };
    // In front of what is inserted at the same place.
    edits.insert(0, Edit::replace(at..at, lost.iter().map(line).collect::<String>()));
    edits
}

/// Where a comment can stand above what stays, and whether that is the start of a line.
fn above(place: &Place<'_>, edits: &[Edit]) -> Option<(usize, bool)> {
    place.site.branches.iter().find_map(|branch| {
        let start = branch.range.start;
        let removed = edits
            .iter()
            .find(|it| it.text.is_empty() && it.range.start <= start && start < it.range.end);
        match removed {
            None => Some((start, false)),
            Some(removed) if removed.range.end < branch.range.end => {
                Some((removed.range.end, true))
            }
            Some(_) => None,
        }
    })
}

fn refused(place: &Place<'_>, refusal: &imatrix::Refusal<'_>) -> Result<Vec<Edit>, String> {
    reachable(place)?;
    imatrix::convert(place, refusal)
}

/// Whether the site belongs to the code that the package ships.
fn reachable(place: &Place<'_>) -> Result<(), String> {
    if place.index.package.manifest.name.is_empty() {
        return Err(String::from("no Cargo.toml that can be read says what package it belongs to"));
    }
    if place.index.package.inside(place.file) == "build.rs" {
        return Err(String::from("a build script"));
    }
    if place.site.in_test {
        return Err(String::from("test code"));
    }
    if place.index.module(place.file).is_none() {
        return Err(String::from("no `mod` of the package leads to the file"));
    }
    Ok(())
}
