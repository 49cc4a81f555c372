//! Converts one file, round by round, until nothing changes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use super::imports;
use crate::convert::decide::{self, Named, Reason, View};
use crate::convert::draft;
use crate::read::source::{Source, one_line};
use crate::understand::dummy::Dummy;
use crate::understand::files::File;
use crate::understand::flags::Flags;
use crate::understand::index::Index;
use crate::understand::sites;
use crate::write::edit::{self, Edit, Together};

/// More rounds than code is nested.
const MAX_ROUNDS: usize = 32;

/// What became of one file.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The new text; `None` if nothing changed.
    pub(super) text: Option<String>,
    /// What was converted.
    pub(super) converted: Vec<Named>,
    /// What stays, and why. Lines are those of the file as it was.
    pub(super) left: Vec<(Named, Reason)>,
}

/// Converts the text of a file.
pub(super) fn convert(
    File { path, source: original, .. }: &File,
    tree: &syn::File,
    index: &Index<'_>,
    dummy: Option<&Dummy>,
    flags: &Flags,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut current = Source::new(original.path.clone(), original.text.clone());
    // A site in another one goes first: the outer one takes its new text along.
    let mut pending = Vec::new();
    let mut next = None;
    for round in 0..MAX_ROUNDS {
        let file = next.as_ref().unwrap_or(tree);
        let Round { text, converted, left, waiting } =
            one_round(&current, file, index, path, dummy, (round == 0).then_some(flags));
        if round == 0 {
            outcome.left = left;
            pending = waiting;
        } else {
            for done in &converted {
                let at = pending.iter().position(|it: &Named| it.is_again(done));
                at.map(|at| pending.remove(at));
            }
            // Its lines are those of a text that nobody sees.
            outcome.left.extend(taken(&mut pending, left));
        }
        let Some(text) = text else { break };
        let after = Source::new(original.path.clone(), text);
        match after.parse() {
            Ok(file) => next = Some(file),
            Err(error) => {
                // Never write what was not understood.
                let named = Named { line: 1, item: String::new(), kind: "file" };
                outcome.left.push((named, format!("the result {error}").into()));
                break;
            }
        }
        current = after;
        outcome.converted.extend(converted);
    }
    let overlaps = Reason::from("what would take its place overlaps something else");
    outcome.left.extend(pending.into_iter().map(|it| (it, overlaps.clone())));
    if current.text != original.text {
        let mut text = current.text.clone();
        let new = next.as_ref().unwrap_or(tree);
        if let Some(tidied) = imports::tidied((original, tree), (&current, new), index, path) {
            text = tidied;
            // Imports are named by their text.
            let left = one_line(&text);
            let is_gone = |item: &str| item.starts_with("use ") && !left.contains(item);
            outcome.left.retain(|(named, _)| !is_gone(&named.item));
        }
        outcome.text = Some(text);
    }
    outcome
}

/// What one round does.
#[derive(Default)]
struct Round {
    /// The text after it; `None` if there is nothing left to do.
    text: Option<String>,
    converted: Vec<Named>,
    left: Vec<(Named, Reason)>,
    /// What waits for others.
    waiting: Vec<Named>,
}

/// The reasons for what waited, under the names that it had.
fn taken(waited: &mut Vec<Named>, left: Vec<(Named, Reason)>) -> Vec<(Named, Reason)> {
    let mut found = Vec::new();
    for (named, reason) in left {
        if let Some(at) = waited.iter().position(|it| it.is_again(&named)) {
            found.push((waited.remove(at), reason));
        }
    }
    found
}

fn one_round(
    current: &Source,
    file: &syn::File,
    index: &Index<'_>,
    path: &Path,
    dummy: Option<&Dummy>,
    first: Option<&Flags>,
) -> Round {
    let mut round = Round::default();
    let sites = sites::of(current, file, index.is_beside_the_library(path));
    let view = View { source: current, file, sites: &sites, index, path };
    let mut candidates: Vec<(Range<usize>, Named, Vec<Edit>)> = Vec::new();
    for it in decide::file(&view) {
        match it.plan {
            Ok(plan) => {
                let edits = draft::edits(current, &plan, &it.sides);
                candidates.push((it.range, it.named, edits));
            }
            Err(reason) => round.left.push((it.named, reason)),
        }
    }
    let inline = first.map(|flags| decide::inline(&view, flags));
    round.left.extend(inline.unwrap_or_default());
    let stubs = dummy.filter(|_| first.is_some()).and_then(|dummy| decide::stubs(&view, dummy));
    if let Some(stubs) = stubs {
        let edits = draft::stub_edits(current, &stubs);
        round.left.extend(stubs.left.into_iter().map(|it| {
            let line = current.place(it.offset).line;
            (Named { line, item: it.item, kind: "dummy" }, it.reason)
        }));
        if !edits.is_empty()
            && let Some(text) = edit::apply(&current.text, &edits)
        {
            let methods = stubs.blocks.iter().map(|it| it.methods.len()).sum();
            let named = Named { line: 1, item: current.path.display().to_string(), kind: "dummy" };
            round.waiting.extend(candidates.into_iter().map(|(_, named, _)| named));
            return Round { text: Some(text), converted: vec![named; methods], ..round };
        }
    }
    let outer = outer(candidates.iter().map(|(range, ..)| range));
    let mut together = Together::default();
    for (index, (_, named, edits)) in candidates.into_iter().enumerate() {
        if !outer.contains(&index) && together.add(edits) {
            round.converted.push(named);
        } else {
            round.waiting.push(named);
        }
    }
    if !round.converted.is_empty() {
        round.text = together.apply(&current.text);
    }
    round
}

/// Which of the ranges hold another one.
fn outer<'r>(ranges: impl Iterator<Item = &'r Range<usize>>) -> BTreeSet<usize> {
    let mut sorted: Vec<(usize, &Range<usize>)> = ranges.enumerate().collect();
    // From the last to start: what starts later ends inside, if anything does.
    sorted.sort_by_key(|(_, it)| (std::cmp::Reverse(it.start), it.end));
    let mut outer = BTreeSet::new();
    let mut first_end = usize::MAX;
    for same in sorted.chunk_by(|(_, one), (_, other)| one == other) {
        let Some(end) = same.first().map(|(_, it)| it.end) else { continue };
        if first_end <= end {
            outer.extend(same.iter().map(|(index, _)| *index));
        }
        first_end = first_end.min(end);
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_another_waits_for_it() {
        let ranges = [0..10, 2..4, 3..5, 2..4, 11..12, 0..20];
        assert_eq!(outer(ranges.iter()), BTreeSet::from([0, 5]));
    }
}
