//! Ejects one file, round by round: what stands in the arms of a choice comes after it.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use super::around::{Around, Off};
use super::imports::{self, How, Use};
use super::returned::Returned;
use crate::read::source::{self, Source};
use crate::understand::annotations::{Imports, Names};
use crate::understand::index::Index;
use crate::write::edit::{Edit, Together};

/// More rounds than annotations are nested.
const MAX_ROUNDS: usize = 32;

/// What became of one file.
#[derive(Default)]
pub(super) struct Outcome {
    /// The new text; `None` if nothing changed.
    pub(super) text: Option<String>,
    /// How many annotations are plain now.
    pub(super) ejected: usize,
    /// What stays: line, what it is, why.
    pub(super) left: Vec<(usize, String, String)>,
    /// Code that some builds do not look at any more.
    pub(super) off: Vec<Off>,
}

/// What the package says, for each of its files.
pub(super) struct Of<'a> {
    /// The package's name.
    pub(super) package: &'a str,
    /// What the macros are called.
    pub(super) names: &'a Names,
    /// The types that are stubs.
    pub(super) stubs: &'a BTreeSet<String>,
    /// What the package defines.
    pub(super) index: &'a Index<'a>,
}

/// The stubs of the file.
pub(super) fn stubs(
    source: &Source,
    names: &Names,
    index: &Index<'_>,
    stubs: &mut BTreeSet<String>,
) {
    let (Ok(file), Some(tokens)) = (source.parse(), tokens(source)) else { return };
    let imports = Imports::of(&file);
    let around = Around {
        source,
        package: "",
        names,
        imports: &imports,
        stubs: &BTreeSet::new(),
        index,
        returned: &Returned::default(),
    };
    around.stub_types(&tokens, stubs);
    drop((file, tokens));
    source::forget_spans();
}

/// Ejects the file.
pub(super) fn eject(original: &Source, of: &Of<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut current = Source::new(original.path.clone(), original.text.clone());
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for round in 0..MAX_ROUNDS {
        let Ok(file) = current.parse() else { break };
        let Some(tokens) = tokens(&current) else { break };
        let imports = Imports::of(&file);
        let Of { package, names, stubs, index } = *of;
        let returned = Returned::of(&current, &file);
        let around = Around {
            source: &current,
            package,
            names,
            imports: &imports,
            stubs,
            index,
            returned: &returned,
        };
        let mut found = Vec::new();
        around.find(&tokens, &mut found);
        let mut together = Together::default();
        let mut done = 0;
        for it in found {
            let line = current.place(it.range.start).line;
            match it.edits {
                Ok(edits) if together.add(edits.clone()) => {
                    done += 1;
                    outcome.off.extend(it.off);
                }
                Ok(_) => {}
                Err(reason) => {
                    if round == 0 || seen.insert((it.what.clone(), reason.clone())) {
                        outcome.left.push((line, it.what.clone(), reason.clone()));
                    }
                    seen.insert((it.what, reason));
                }
            }
        }
        outcome.ejected += done;
        let next = if done == 0 { None } else { together.apply(&current.text) };
        drop((file, tokens, returned));
        source::forget_spans();
        let Some(next) = next else { break };
        let next = Source::new(original.path.clone(), next);
        if let Err(error) = next.parse() {
            outcome.left.push((1, String::from("file"), format!("the result {error}")));
            source::forget_spans();
            return Outcome { text: None, ejected: 0, ..outcome };
        }
        current = next;
    }
    // The imports last: what stays needs them.
    let stay = uses(&current, of.names);
    let is_there = |how: How| stay.iter().any(|it| it.how == how);
    if outcome.left.is_empty()
        && !is_there(How::Macro)
        && let Ok(file) = current.parse()
    {
        let mut together = Together::default();
        let edits: Vec<Edit> = imports::edits(&current, &file, of.names, !is_there(How::Path));
        drop(file);
        if together.add(edits)
            && let Some(text) = together.apply(&current.text)
        {
            current = Source::new(original.path.clone(), text);
        }
        source::forget_spans();
    }
    for Use { at, what, how } in uses(&current, of.names) {
        // The import of what stays.
        let is_of_path = !what.contains("::") && is_there(How::Path);
        if how == How::Import && (is_of_path || is_there(How::Macro)) {
            continue;
        }
        let is_same = |left: &str| what.ends_with(left.trim_matches(['#', '[', ']', '!']));
        if outcome.left.iter().any(|(_, left, _)| is_same(left)) {
            continue;
        }
        let line = line_before(original, &current, at);
        outcome.left.push((line, what, String::from("it needs the runtime")));
    }
    outcome.text = (current.text != original.text).then_some(current.text);
    outcome
}

/// What still names the runtime.
fn uses(source: &Source, names: &Names) -> Vec<Use> {
    let (Ok(file), Some(tokens)) = (source.parse(), tokens(source)) else { return Vec::new() };
    let imports = Imports::of(&file);
    let found = imports::uses(source, tokens.into_iter().collect(), names, &imports);
    drop(file);
    source::forget_spans();
    found
}

/// The line in the text as it was: of the same line, nearest to where it stands now.
fn line_before(original: &Source, current: &Source, at: usize) -> usize {
    let text = current.slice(current.line_start(at)..current.line_end(at)).trim();
    let now = current.place(at).line;
    let same = original.text.lines().enumerate().filter(|(_, it)| it.trim() == text);
    same.map(|(index, _)| index + 1).min_by_key(|it| it.abs_diff(now)).unwrap_or(now)
}

/// The tokens of the file, with its spans.
fn tokens(source: &Source) -> Option<Vec<TokenTree>> {
    let tokens: TokenStream = source.tokens()?;
    Some(tokens.into_iter().collect())
}
