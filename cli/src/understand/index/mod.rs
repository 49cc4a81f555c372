//! What a whole package knows: which name exists in which build.

mod places;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::places::Places;
use super::callers::Callers;
use super::cfg::{self, Cfg};
use super::facts::{Definition, Facts, Import};
use super::files::{File, Files};
use crate::find::project::Package;

/// The answer of the index about one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It exists wherever the question was asked for.
    Always,
    /// Some build lacks it.
    Sometimes,
    /// The package does not define it.
    Unknown,
}

/// What the files of a package say together.
pub(crate) struct Index<'p> {
    /// The package.
    pub(crate) package: &'p Package,
    /// Its files.
    pub(crate) files: Files,
    places: Places,
    /// Methods, fields and variants of files that ask of the build, by name.
    members: BTreeMap<String, Vec<Vec<Cfg>>>,
}

impl<'p> Index<'p> {
    /// Learns what files say that ask of the build, in themselves or where they are declared; trees
    /// that `is_kept` names stay for [`Files::each_tree`].
    pub(crate) fn new(
        package: &'p Package,
        files: Files,
        is_kept: impl Fn(&File) -> bool + Sync,
    ) -> Self {
        let asks = |file: &File| {
            let source = &file.source;
            let has_modules = source.has_modules() && source.plain_modules().is_none();
            source.asks_of_the_build() || has_modules || source.is_broken()
        };
        files.learn(asks, &is_kept);
        let places = Places::new(package, &files);
        let asks = |file: &File| places.gates(&file.path).iter().any(|it| !it.is_test());
        files.learn(asks, &is_kept);
        let mut members: BTreeMap<String, Vec<Vec<Cfg>>> = BTreeMap::new();
        for file in files.iter() {
            for it in file.known().into_iter().flat_map(|it| &it.members) {
                let gates = places.gates(&file.path).iter().chain(&it.gates);
                // What only tests have, no other code means.
                if !gates.clone().any(Cfg::is_test) {
                    members.entry(it.name.clone()).or_default().push(gates.cloned().collect());
                }
            }
        }
        Self { package, files, places, members }
    }

    /// The gates on the way to a file.
    pub(crate) fn gates(&self, file: &Path) -> &[Cfg] {
        self.places.gates(file)
    }

    /// Whether a target of the package, or a `mod` in it, means the file.
    pub(crate) fn is_reached(&self, file: &Path) -> bool {
        self.places.is_reached(file)
    }

    /// Whether the file holds tests, benches or a build script, or only tests have its module.
    pub(crate) fn is_beside_the_library(&self, file: &Path) -> bool {
        self.package.is_beside_the_library(file) || self.gates(file).iter().any(Cfg::is_test)
    }

    /// Whether some build of the file's crate lacks the standard library.
    pub(crate) fn is_no_std(&self, file: &Path) -> bool {
        let root = self.module(file).and_then(|it| it.get(..1));
        let root = root.and_then(|it| self.facts(self.file_of(it)?));
        root.is_some_and(|it| it.is_no_std)
    }

    /// What callers look for in errors.
    pub(crate) fn callers(&self) -> Callers<'_> {
        Callers::new(self.package, &self.files)
    }

    /// The module that a file is.
    pub(crate) fn module(&self, file: &Path) -> Option<&[String]> {
        self.places.module(file)
    }

    /// What a file says.
    fn facts(&self, file: &Path) -> Option<&Facts> {
        self.files.get(file)?.facts()
    }

    /// The gates of what has the name in the module, definitions and imports, one for each.
    fn named(&self, module: &[String], name: &str) -> Vec<Vec<Cfg>> {
        let files = self.files_of(module).filter_map(|(path, inner)| {
            Some((self.gates(path), self.files.get(path)?.named(inner, name)))
        });
        let all = files.flat_map(|(outer, inner)| inner.map(move |it| [outer, it].concat()));
        all.collect()
    }

    /// The files that are the module or modules around it, with the modules inside of the file.
    fn files_of<'a>(
        &'a self,
        module: &'a [String],
    ) -> impl Iterator<Item = (&'a Path, &'a [String])> {
        (1..=module.len()).flat_map(|end| {
            let (outer, inner) = module.split_at(end);
            self.places.of(outer).iter().map(move |path| (path.as_path(), inner))
        })
    }

    /// Whether an item of that name exists in the module in every build in which `context` holds.
    pub(crate) fn item(&self, module: &[String], name: &str, context: &Cfg) -> Presence {
        match &self.named(module, name)[..] {
            [] => Presence::Unknown,
            definitions => presence(definitions, context),
        }
    }

    /// Whether some build in which `context` holds lacks the item of that name in the module.
    pub(crate) fn lacks(&self, module: &[String], name: &str, context: &Cfg) -> bool {
        self.may_gate(module) && self.item(module, name, context) == Presence::Sometimes
    }

    /// Whether anything in the module, or on the way to it, asks of the build.
    fn may_gate(&self, module: &[String]) -> bool {
        self.files_of(module).any(|(path, _)| {
            !self.gates(path).is_empty() || self.files.get(path).is_some_and(File::may_gate)
        })
    }

    /// The same for what `use ..::*` brings into the module.
    pub(crate) fn brought(&self, module: &[String], name: &str, context: &Cfg) -> Presence {
        let modules = self.starred(module);
        let found = modules.iter().skip(1).map(|it| self.item(it, name, context));
        { found }.find(|it| *it != Presence::Unknown).unwrap_or(Presence::Unknown)
    }

    /// Whether builds differ in what the name means: there are several definitions, or a field of
    /// the struct is for some builds.
    pub(crate) fn varies(&self, module: &[String], name: &str, context: &Cfg) -> bool {
        let is_for_some =
            |gates| presence(std::slice::from_ref(gates), context) == Presence::Sometimes;
        let known = self.files.iter().filter_map(File::known);
        let named = if self.may_gate(module) { self.named(module, name) } else { Vec::new() };
        { known }.any(|it| it.varying.iter().any(|it| it == name))
            || (named.len() > 1 && named.iter().any(is_for_some))
    }

    /// Whether builds differ in an alias of a type: then what a call returns may differ too.
    pub(crate) fn has_varying_alias(&self) -> bool {
        self.files.iter().filter_map(File::known).any(|it| it.has_varying_alias)
    }

    /// Whether the module imports everything from somewhere in some builds only.
    pub(crate) fn has_gated_glob(&self, module: &[String], context: &Cfg) -> bool {
        let is_for_some =
            |gates| presence(std::slice::from_ref(gates), context) == Presence::Sometimes;
        self.may_gate(module) && self.named(module, "*").iter().any(is_for_some)
    }

    /// Whether a method, field or variant of that name exists in every build in which `context`
    /// holds, as far as the package defines it.
    pub(crate) fn member(&self, name: &str, context: &Cfg) -> Presence {
        let found = self.members.get(name).map_or(Presence::Unknown, |it| presence(it, context));
        let is_elsewhere = || {
            let is_ungated = |it: &Definition| it.name == name && it.gates.is_empty();
            let others = self.files.naming(name).filter(|it| self.gates(&it.path).is_empty());
            { others }.filter_map(File::facts).any(|it| it.members.iter().any(is_ungated))
        };
        match found {
            Presence::Sometimes if is_elsewhere() => Presence::Always,
            found => found,
        }
    }

    /// The same for an `impl From<..>` of the type of that name.
    pub(crate) fn conversion(&self, name: &str, context: &Cfg) -> Presence {
        let of = |file: &File| {
            let all = file.facts().into_iter().flat_map(|it| &it.made_into);
            let own = all.filter(|(it, _)| it == name).map(|(_, gates)| gates);
            let all = own.map(|it| [self.gates(&file.path), it].concat());
            all.filter(|it| !it.iter().any(Cfg::is_test)).collect::<Vec<_>>()
        };
        let asking: Vec<Vec<Cfg>> =
            self.files.iter().filter(|it| it.known().is_some()).flat_map(of).collect();
        match asking[..] {
            [] => Presence::Unknown,
            ref some if presence(some, context) == Presence::Always => Presence::Always,
            _ => presence(&self.files.naming(name).flat_map(of).collect::<Vec<_>>(), context),
        }
    }

    /// The modules whose names `use ..::*` brings into the module, and the module, the nearest first.
    fn starred(&self, module: &[String]) -> Vec<Vec<String>> {
        let mut reached = vec![module.to_vec()];
        let mut at = 0;
        while let Some(from) = reached.get(at).cloned() {
            for (path, inner) in self.files_of(&from) {
                let file = self.files.get(path).filter(|it| it.source.has_globs());
                let imports = file.and_then(File::facts).map_or(&[][..], |it| &it.imports);
                for it in imports.iter().filter(|it| it.name == "*" && it.module == inner) {
                    let found = self.resolve(&from, &it.path);
                    reached.extend(found.filter(|it| !reached.contains(it)));
                }
            }
            at += 1;
        }
        reached
    }

    /// The import that brings a name into a module of a file.
    pub(crate) fn import(&self, file: &Path, module: &[String], name: &str) -> Option<&Import> {
        let imports = &self.facts(file)?.imports;
        imports.iter().find(|it| it.module == module && it.name == name)
    }

    /// Whether the package's error type can be made from an `io::Error`.
    pub(crate) fn converts_from_io(&self, error: &str) -> bool {
        let names_io = |it: &&File| it.known().is_some() || it.source.text.contains("io::Error");
        let all = self.files.naming(error).filter(names_io);
        { all }.filter_map(File::facts).any(|it| it.from_io.iter().any(|it| it == error))
    }

    /// The error type of an alias such as `Result<T>`, by its path, or by its name if all aliases
    /// of that name have the same.
    pub(crate) fn error_of_alias(&self, path: &[String]) -> Option<&str> {
        let (alias, module) = path.split_last()?;
        let mut errors: BTreeMap<Vec<String>, &str> = BTreeMap::new();
        for file in self.files.naming(&format!("type {alias}")) {
            let Some(facts) = file.facts() else { continue };
            for (inner, _, error) in facts.results.iter().filter(|(_, it, _)| it == alias) {
                let outer = self.module(&file.path).unwrap_or_default();
                errors.insert([outer, inner].concat(), error);
            }
        }
        if let Some(error) = errors.get(module) {
            return Some(error);
        }
        let first = *errors.values().next()?;
        errors.values().all(|error| *error == first).then_some(first)
    }

    /// The module path that `path` names, seen from `module`: with `crate`, `self`, `super`
    /// resolved. `None` if it leads out of the package.
    pub(crate) fn resolve(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut path = path.iter();
        let mut resolved = module.to_vec();
        let first = path.next()?;
        match first.as_str() {
            "crate" => resolved = module.first().into_iter().cloned().collect(),
            "self" => {}
            "super" => {
                resolved.pop();
            }
            name => {
                if self.named(module, name).is_empty() {
                    return None;
                }
                resolved.push(name.to_owned());
            }
        }
        for segment in path {
            match segment.as_str() {
                "super" => {
                    resolved.pop();
                }
                name => resolved.push(name.to_owned()),
            }
        }
        Some(resolved)
    }

    /// Whether the macro takes that argument as a type: then no value is made of it.
    pub(crate) fn takes_type(&self, name: &str, argument: usize) -> bool {
        let files = self.files.naming(&format!("macro_rules! {name}"));
        let macros = files.filter_map(File::facts).flat_map(|it| &it.macros);
        let kinds = macros.filter(|(it, _)| it == name).map(|(_, kinds)| kinds.get(argument));
        let mut kinds = kinds.map(|it| it.is_some_and(|it| it == "ty")).peekable();
        kinds.peek().is_some() && kinds.all(|it| it)
    }

    /// The file that is a module.
    pub(crate) fn file_of(&self, module: &[String]) -> Option<&PathBuf> {
        self.places.of(module).first()
    }
}

/// Whether one of the definitions exists wherever `context` holds.
fn presence(definitions: &[Vec<Cfg>], context: &Cfg) -> Presence {
    if definitions.iter().any(Vec::is_empty) {
        return Presence::Always;
    }
    let any: Vec<Cfg> = definitions.iter().map(|gates| Cfg::All(gates.clone())).collect();
    if cfg::implies(context, &Cfg::Any(any)) { Presence::Always } else { Presence::Sometimes }
}
