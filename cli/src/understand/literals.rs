//! What the string literals of a package say, and where.

use std::collections::{BTreeMap, HashMap};

use crate::read::source::Source;

/// The string literals of some files, which have numbers here.
#[derive(Default)]
pub(super) struct Literals {
    /// The files that have a literal of this text.
    files: HashMap<String, Vec<usize>>,
    /// The texts by themselves read backwards, so that those with one ending stand together.
    backwards: BTreeMap<String, String>,
}

impl Literals {
    /// Takes in the literals of the files.
    pub(super) fn of<'s>(sources: impl Iterator<Item = &'s Source>) -> Self {
        let mut literals = Self::default();
        for (index, source) in sources.enumerate() {
            for text in source.strings() {
                let files = literals.files.entry(text.into_owned()).or_default();
                if files.last() != Some(&index) {
                    files.push(index);
                }
            }
        }
        let texts = literals.files.keys();
        literals.backwards = texts.map(|it| (backwards(it), it.clone())).collect();
        literals
    }

    /// Each file with a literal that is a part of the text or ends with it, and that literal.
    pub(super) fn around<'t, 's: 't>(&'s self, text: &'t str) -> Vec<(usize, &'t str)> {
        let starts = text.char_indices().map(|(at, _)| &text[at..]);
        let parts = starts
            .flat_map(|rest| rest.char_indices().map(move |(at, it)| &rest[..at + it.len_utf8()]));
        let ending = backwards(text);
        let longer = self.backwards.range(ending.clone()..);
        let longer = longer.take_while(|(it, _)| it.starts_with(&ending));
        let longer = longer.map(|(_, it)| it.as_str()).filter(|it| it.len() > text.len());
        let files = |it| self.files.get(it).into_iter().flatten().map(move |file| (*file, it));
        let mut found: Vec<(usize, &str)> = parts.chain(longer).flat_map(files).collect();
        found.sort_by_key(|(file, _)| *file);
        found
    }
}

fn backwards(text: &str) -> String {
    text.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn parts_of_a_text_and_what_ends_with_it_are_found() {
        let source = |text: &str| Source::new(PathBuf::new(), text.to_owned());
        let sources = [
            source("f(\"needs\", \"\u{e4} gpu\", \"other\")"),
            source("f(\"it needs \u{e4} gpu\", r\"\u{e4}\", \"it needs \u{e4} gpu or two\")"),
        ];
        let literals = Literals::of(sources.iter());
        let mut found = literals.around("needs \u{e4} gpu");
        found.sort_unstable();
        let ours = [(0, "needs"), (0, "\u{e4} gpu"), (1, "it needs \u{e4} gpu"), (1, "\u{e4}")];
        assert_eq!(found, ours);
    }
}
