//! The files of a package. Most of them say nothing about builds: such a file is parsed only when
//! somebody asks about a name that its text has.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::cfg::Cfg;
use super::facts::{self, Facts};
use super::literals::Literals;
use super::trees;
use crate::read::source::{self, Source, Unreadable};

/// Something with a name in a file.
#[derive(Debug, Clone, Copy)]
enum Item {
    Definition(usize),
    Import(usize),
}

/// A file that could be read.
pub(crate) struct File {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// The text.
    pub(crate) source: Source,
    /// What it says; `None` if it cannot be parsed.
    facts: OnceLock<Option<Facts>>,
    /// Its items and imports by name.
    items: OnceLock<HashMap<String, Vec<Item>>>,
    /// Why it cannot be parsed.
    broken: OnceLock<String>,
}

impl File {
    /// Parses the file, and remembers why not.
    pub(super) fn parse(&self) -> Option<syn::File> {
        let parsed = self.source.parse();
        parsed.map_err(|reason| self.broken.set(reason.to_string())).ok()
    }

    /// What the file says. The spans of its tree stay: somebody may be looking at another one.
    pub(crate) fn facts(&self) -> Option<&Facts> {
        let read = || {
            let file = self.parse()?;
            Some(facts::of(&self.source, &file))
        };
        self.facts.get_or_init(read).as_ref()
    }

    /// What the file says, if somebody asked before.
    pub(crate) fn known(&self) -> Option<&Facts> {
        self.facts.get()?.as_ref()
    }

    /// The `#[cfg]`s in this file of each item and import of that name in the inline module.
    pub(super) fn named<'f>(
        &'f self,
        module: &'f [String],
        name: &str,
    ) -> impl Iterator<Item = &'f [Cfg]> + use<'f> {
        let facts = if self.may_name(name) { self.facts() } else { None };
        let items = facts.map(|facts| self.items.get_or_init(|| by_name(facts)));
        let items = items.and_then(|it| it.get(name)).into_iter().flatten();
        let all = items.filter_map(move |item| match item {
            Item::Definition(at) => facts?.definitions.get(*at).map(|it| (&it.module, &it.gates)),
            Item::Import(at) => facts?.imports.get(*at).map(|it| (&it.module, &it.gates)),
        });
        all.filter(move |(it, _)| *it == module).map(|(_, gates)| gates.as_slice())
    }

    /// Whether the code may have the name, a word or `*`.
    fn may_name(&self, name: &str) -> bool {
        self.facts.get().is_some() || self.source.has_word(name)
    }

    /// Whether its code asks of the build, be it of tests alone.
    pub(super) fn may_gate(&self) -> bool {
        self.source.text.contains("cfg")
    }

    /// Whether it is known that the file cannot be parsed.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.get().is_some()
    }

    /// The same for a file that is parsed already.
    fn learn(&self, file: &syn::File) {
        self.facts.get_or_init(|| Some(facts::of(&self.source, file)));
    }
}

fn by_name(facts: &Facts) -> HashMap<String, Vec<Item>> {
    let mut items: HashMap<String, Vec<Item>> = HashMap::new();
    for (at, it) in facts.definitions.iter().enumerate() {
        items.entry(it.name.clone()).or_default().push(Item::Definition(at));
    }
    for (at, it) in facts.imports.iter().enumerate() {
        // `use anyhow::anyhow` brings a macro; `anyhow::Result` is still of the crate.
        if it.gates.is_empty() && it.path.len() > 1 && it.path.first() == Some(&it.name) {
            continue;
        }
        items.entry(it.name.clone()).or_default().push(Item::Import(at));
    }
    items
}

/// All files of a package that could be read, sorted by path.
pub(crate) struct Files {
    all: Vec<File>,
    /// Which files have a word.
    having: Mutex<BTreeMap<String, Arc<[usize]>>>,
    literals: OnceLock<Literals>,
}

impl Files {
    /// Reads the files, and returns why others could not be; `step` is called after each.
    pub(crate) fn read(
        paths: &[PathBuf],
        step: impl Fn() + Sync,
    ) -> (Self, Vec<(PathBuf, Unreadable)>) {
        let read = |path: &PathBuf| {
            let source = Source::read(path);
            step();
            (path.clone(), source)
        };
        let read: Vec<_> = paths.par_iter().map(read).collect();
        let mut files = Vec::new();
        let mut unreadable = Vec::new();
        for (path, source) in read {
            match source {
                Ok(source) => {
                    let (facts, items) = (OnceLock::new(), OnceLock::new());
                    files.push(File { path, source, facts, items, broken: OnceLock::new() });
                }
                Err(reason) => unreadable.push((path, reason)),
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        (Self { all: files, having: Mutex::default(), literals: OnceLock::new() }, unreadable)
    }

    /// Learns what the files say that `is_asked` names; a tree that `is_kept` names stays for
    /// [`Files::each_tree`].
    pub(super) fn learn(
        &self,
        is_asked: impl Fn(&File) -> bool + Sync,
        is_kept: impl Fn(&File) -> bool + Sync,
    ) {
        self.all.par_iter().enumerate().for_each(|(index, file)| {
            if file.facts.get().is_some() || !is_asked(file) {
                return;
            }
            if !is_kept(file) {
                file.facts();
                source::forget_spans();
            } else if let Some(tree) = file.parse() {
                file.learn(&tree);
                trees::keep(index, tree);
            } else {
                file.facts.get_or_init(|| None);
            }
        });
    }

    /// What `visit` says of each file that `is_asked` names, in the order of the paths.
    pub(crate) fn each_tree<T: Send>(
        &self,
        is_asked: impl Fn(&File) -> bool + Sync,
        visit: impl Fn(&File, &syn::File) -> T + Sync,
    ) -> Vec<(&File, T)> {
        let asked = self.all.iter().enumerate().filter(|(_, file)| is_asked(file));
        let asked: Vec<usize> = asked.map(|(index, _)| index).collect();
        let parse = |index: usize| self.all.get(index)?.parse();
        let visit = |index: usize, tree: &syn::File| Some(visit(self.all.get(index)?, tree));
        let mut found = trees::each(&asked, parse, visit);
        found.sort_by_key(|(index, _)| *index);
        let found = found.into_iter();
        found.filter_map(|(index, it)| Some((self.all.get(index)?, it?))).collect()
    }

    /// All files.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, File> {
        self.all.iter()
    }

    /// All files, for several threads.
    pub(crate) fn par_iter(&self) -> impl ParallelIterator<Item = &File> {
        self.all.par_iter()
    }

    /// The file at the path.
    pub(crate) fn get(&self, path: &Path) -> Option<&File> {
        let at = self.all.binary_search_by(|it| it.path.as_path().cmp(path)).ok()?;
        self.all.get(at)
    }

    /// The files whose code may have the word.
    pub(crate) fn naming<'f>(&'f self, word: &str) -> impl Iterator<Item = &'f File> + use<'f> {
        let found = self.having(word);
        (0..found.len()).filter_map(move |at| self.all.get(*found.get(at)?))
    }

    fn having(&self, word: &str) -> Arc<[usize]> {
        let lock = || self.having.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get(word) {
            return Arc::clone(found);
        }
        let all = self.all.iter().enumerate().filter(|(_, it)| it.source.has_word(word));
        let found: Arc<[usize]> = all.map(|(index, _)| index).collect();
        lock().insert(word.to_owned(), Arc::clone(&found));
        found
    }

    /// The files with a string literal that is a part of the text or ends with it, each with one.
    pub(crate) fn saying<'t, 'f: 't>(&'f self, text: &'t str) -> Vec<(&'f File, &'t str)> {
        let literals = || Literals::of(self.all.iter().map(|it| &it.source));
        let found = self.literals.get_or_init(literals).around(text).into_iter();
        found.filter_map(|(index, it)| Some((self.all.get(index)?, it))).collect()
    }

    /// The files that turned out to be broken, and why.
    pub(super) fn broken(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.all.iter().filter_map(|it| Some((it.path.as_path(), it.broken.get()?.as_str())))
    }
}
