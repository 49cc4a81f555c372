//! What the code of a package looks for in errors: another error would change what it does.

use std::collections::BTreeSet;
use std::path::Path;

use crate::find::project::Package;
use crate::understand::facts::{Facts, Search, Wanted};
use crate::understand::files::{File, Files};

/// What callers look for.
#[derive(Clone, Copy)]
pub(crate) struct Callers<'a> {
    package: &'a Package,
    files: &'a Files,
}

impl<'a> Callers<'a> {
    /// The callers in the files of a package.
    pub(crate) fn new(package: &'a Package, files: &'a Files) -> Self {
        Self { package, files }
    }

    /// A file in which a pattern names the variant.
    pub(crate) fn matching(self, owner: Option<&str>, variant: &str) -> Option<&'a Path> {
        let is_meant = |file: &&File| {
            let Some(facts) = file.facts() else { return false };
            facts.matched.iter().filter(|(_, name)| name == variant).any(|(other, _)| {
                // `use crate::Error as E; E::Text`
                let imported = facts.imports.iter().find(|it| Some(&it.name) == other.as_ref());
                let other = imported.and_then(|it| it.path.last()).or(other.as_ref());
                owner.is_none() || other.is_none() || other.map(String::as_str) == owner
            })
        };
        self.files.naming(variant).find(is_meant).map(|file| file.path.as_path())
    }

    /// Whether only the package sees the enum: a variant that nobody makes is a warning then.
    pub(crate) fn is_private(self, owner: &str) -> bool {
        let mut all = self.files.naming(&format!("enum {owner}")).filter_map(File::facts);
        all.any(|it| it.private_enums.iter().any(|it| it == owner))
    }

    /// The variants that the macro may make, if the package defines it.
    pub(crate) fn made_by(self, name: &str) -> Vec<(Option<String>, String)> {
        let all = self.files.naming(&format!("macro_rules! {name}")).filter_map(File::facts);
        let own = all.flat_map(|it| &it.variants).filter(|(it, ..)| it == name);
        own.map(|(_, owner, variant)| (owner.clone(), variant.clone())).collect()
    }

    /// A file in which something looks for a part of the text that is not said any more, and that
    /// part. What `owner`, a type or function of `file`, says is not meant where the unit tests of
    /// another file know some other type that says it, and not the owner.
    pub(crate) fn looking_for(
        self,
        text: &str,
        file: &Path,
        owner: &str,
        is_said: impl Fn(&str) -> bool,
    ) -> Option<(&'a Path, &'a str)> {
        let mut last = None;
        for (found, part) in self.files.saying(text) {
            let inside = self.package.inside(&found.path);
            let is_beside =
                ["tests/", "benches/", "examples/"].iter().any(|it| inside.starts_with(it));
            let may_be_test =
                is_beside || found.known().is_some() || found.source.text.contains("test");
            // Outside of tests, a lone word is looked for in many texts.
            let is_meant = |wanted: &str, in_test: bool| {
                wanted == text || (has_word(wanted) && (in_test || wanted.contains(' ')))
            };
            if !is_meant(part, may_be_test) || is_said(part) || last == Some(&found.path) {
                continue;
            }
            last = Some(&found.path);
            let Some(facts) = found.facts() else { continue };
            let wanted = facts.wanted.iter().find(|it| {
                let wanted = &*it.text;
                !wanted.is_empty()
                    && is_meant(wanted, it.in_test || is_beside)
                    && it.is_found_in(text)
                    && !is_said(wanted)
                    && (found.path == file || !self.is_of_others(found, facts, wanted, owner))
            });
            if let Some(wanted) = wanted {
                return Some((&found.path, &wanted.text));
            }
        }
        None
    }

    /// Whether unit tests look for the text of some other type that says it.
    fn is_of_others(self, file: &File, facts: &Facts, text: &str, owner: &str) -> bool {
        // A lone word is looked for too often, and a unit test stands beside code.
        let asked = facts.wanted.iter().filter(|it| it.text == text);
        if text.matches(' ').count() < 2 || !asked.clone().any(|it| it.in_test) {
            return false;
        }
        let words = file.source.text.split(|it: char| !it.is_alphanumeric() && it != '_');
        let words: BTreeSet<&str> = words.collect();
        let is_said = |it: &&File| {
            let asked = if it.path == file.path { asked.clone().count() } else { 0 };
            it.source.text.matches(text).count() > asked
        };
        let is_known = |it: &File| {
            let names = it.facts().into_iter().flat_map(|it| &it.definitions);
            let mut types = names.filter(|it| it.name.starts_with(char::is_uppercase));
            types.any(|it| words.contains(&*it.name))
        };
        !words.contains(owner) && self.files.iter().filter(is_said).any(is_known)
    }
}

/// Whether the text has a word that is long enough to be looked for.
fn has_word(text: &str) -> bool {
    const WORD: usize = 3;
    text.split_whitespace().any(|it| it.chars().count() >= WORD)
}

impl Wanted {
    /// Whether the search finds something in an error that says this, among other things perhaps.
    fn is_found_in(&self, text: &str) -> bool {
        let wanted = &*self.text;
        match self.search {
            Search::Part => text.contains(wanted),
            Search::Start => text.starts_with(wanted),
            Search::End => text.ends_with(wanted),
            // Some errors put something in front of their text.
            Search::Whole => text == wanted || (text.contains(' ') && wanted.ends_with(text)),
        }
    }
}
