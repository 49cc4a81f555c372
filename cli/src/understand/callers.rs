//! What the code of a package looks for in errors: another error would change what it does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::find::project::Package;
use crate::read::source::Source;
use crate::understand::facts::{Facts, Search, Wanted};

/// What callers look for.
pub(crate) struct Callers {
    /// Variants in patterns, by name: the file, and the enum if it is written.
    matched: BTreeMap<String, Vec<(PathBuf, Option<String>)>>,
    /// What macros may make: the enum if it is written, and the variant.
    made: BTreeMap<String, Vec<(Option<String>, String)>>,
    /// Enums that only the package sees.
    private: BTreeSet<String>,
    /// Texts that are looked for, by file.
    wanted: Vec<(PathBuf, Wanted)>,
    /// What unit tests are about, by their file.
    about: BTreeMap<PathBuf, About>,
}

/// Unit tests that look for texts of a type which they name.
struct About {
    /// The texts.
    texts: BTreeSet<String>,
    /// The words of the file.
    words: BTreeSet<String>,
}

impl Callers {
    /// Puts together what the files say.
    pub(crate) fn new(
        package: &Package,
        facts: &BTreeMap<PathBuf, Facts>,
        sources: &BTreeMap<PathBuf, Source>,
    ) -> Self {
        let mut found = Self {
            matched: BTreeMap::new(),
            made: BTreeMap::new(),
            private: facts.values().flat_map(|it| it.private_enums.iter().cloned()).collect(),
            wanted: Vec::new(),
            about: BTreeMap::new(),
        };
        for (path, facts) in facts {
            for (owner, name) in &facts.matched {
                // `use crate::Error as E; E::Text`
                let imported = facts.imports.iter().find(|it| Some(&it.name) == owner.as_ref());
                let owner = imported.and_then(|it| it.path.last()).or(owner.as_ref()).cloned();
                found.matched.entry(name.clone()).or_default().push((path.clone(), owner));
            }
            for (name, owner, variant) in &facts.variants {
                found.made.entry(name.clone()).or_default().push((owner.clone(), variant.clone()));
            }
            let beside = ["tests/", "benches/", "examples/"];
            let inside = package.inside(path);
            let is_beside = beside.iter().any(|it| inside.starts_with(it));
            let texts = facts.wanted.iter().filter(|it| !it.text.is_empty());
            let in_test = |it: &Wanted| Wanted { in_test: it.in_test || is_beside, ..it.clone() };
            found.wanted.extend(texts.map(|it| (path.clone(), in_test(it))));
        }
        found.find_about(facts, sources);
        found
    }

    /// Finds the unit tests that know a type which says what they look for.
    fn find_about(
        &mut self,
        facts: &BTreeMap<PathBuf, Facts>,
        sources: &BTreeMap<PathBuf, Source>,
    ) {
        for (path, facts_here) in facts {
            // A lone word is looked for too often, and a unit test stands beside code.
            let is_text = |it: &&Wanted| it.in_test && it.text.matches(' ').count() > 1;
            let wanted: Vec<&Wanted> = facts_here.wanted.iter().filter(is_text).collect();
            let Some(source) = sources.get(path).filter(|_| !wanted.is_empty()) else { continue };
            let words = source.text.split(|it: char| !it.is_alphanumeric() && it != '_');
            let words: BTreeSet<&str> = words.collect();
            let is_named = |it: &Facts| {
                let mut names = it.definitions.iter().map(|it| &*it.name);
                names.any(|it| it.starts_with(char::is_uppercase) && words.contains(it))
            };
            let known: Vec<&PathBuf> =
                facts.iter().filter(|(_, it)| is_named(it)).map(|(path, _)| path).collect();
            let is_known = |text: &&String| {
                let asked = facts_here.wanted.iter().filter(|it| it.text == **text).count();
                let says = |other: &&PathBuf| {
                    let asked = if *other == path { asked } else { 0 };
                    let source = sources.get(*other);
                    source.is_some_and(|it| it.text.matches(text.as_str()).count() > asked)
                };
                known.iter().any(says)
            };
            let texts = wanted.iter().map(|it| &it.text).filter(is_known).cloned();
            let texts: BTreeSet<String> = texts.collect();
            if !texts.is_empty() {
                let words = words.into_iter().map(str::to_owned).collect();
                self.about.insert(path.clone(), About { texts, words });
            }
        }
    }

    /// A file in which a pattern names the variant.
    pub(crate) fn matching(&self, owner: Option<&str>, variant: &str) -> Option<&Path> {
        let mut all = self.matched.get(variant)?.iter();
        let is_same = |other: &Option<String>| {
            owner.is_none() || other.is_none() || other.as_deref() == owner
        };
        all.find(|(_, other)| is_same(other)).map(|(path, _)| path.as_path())
    }

    /// Whether only the package sees the enum: a variant that nobody makes is a warning then.
    pub(crate) fn is_private(&self, owner: &str) -> bool {
        self.private.contains(owner)
    }

    /// The variants that the macro may make, if the package defines it.
    pub(crate) fn made_by(&self, name: &str) -> &[(Option<String>, String)] {
        self.made.get(name).map_or(&[], Vec::as_slice)
    }

    /// A file in which something looks for a part of the text that is not said any more, and that
    /// part. What `owner`, a type or function of `file`, says is not meant where the unit tests of
    /// another file know some other type that says it, and not the owner.
    pub(crate) fn looking_for(
        &self,
        text: &str,
        file: &Path,
        owner: &str,
        is_said: impl Fn(&str) -> bool,
    ) -> Option<(&Path, &str)> {
        let found = self.wanted.iter().find(|(path, it)| {
            let wanted = &*it.text;
            // Outside of tests, a lone word is looked for in many texts.
            let is_meant =
                wanted == text || (has_word(wanted) && (it.in_test || wanted.contains(' ')));
            let about = self.about.get(path).filter(|it| it.texts.contains(wanted));
            let is_of_others = path != file && about.is_some_and(|it| !it.words.contains(owner));
            is_meant && !is_of_others && it.is_found_in(text) && !is_said(wanted)
        });
        found.map(|(path, it)| (path.as_path(), &*it.text))
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
