//! What a whole package knows: which name exists in which build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::find::paths::normal;
use crate::find::project::Package;
use crate::read::source::Source;
use crate::understand::callers::Callers;
use crate::understand::cfg::{self, Cfg};
use crate::understand::facts::{Facts, Import, ModuleFile};
use crate::understand::stars::Stars;

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

/// Facts of all files, by file.
pub(crate) struct Index<'p> {
    /// The package.
    pub(crate) package: &'p Package,
    facts: BTreeMap<PathBuf, Facts>,
    /// The module that a file is, and the gates on the way to it.
    places: BTreeMap<PathBuf, (Vec<String>, Vec<Cfg>)>,
    /// Every file that a `mod` or a target may mean, read or not.
    reached: BTreeSet<PathBuf>,
    /// Item names of each module with their gates.
    items: BTreeMap<Vec<String>, BTreeMap<String, Vec<Vec<Cfg>>>>,
    /// What `use ..::*` brings.
    stars: Stars,
    /// Methods, fields and variants by name.
    members: BTreeMap<String, Vec<Vec<Cfg>>>,
    /// Error types that can be made from an `io::Error`.
    from_io: BTreeSet<String>,
    /// What callers look for in errors.
    pub(crate) callers: Callers,
    /// Aliases of `Result` with one argument: alias, modules and error types.
    results: BTreeMap<String, BTreeMap<Vec<String>, String>>,
}

impl<'p> Index<'p> {
    /// Puts the facts of all files together.
    pub(crate) fn new(
        package: &'p Package,
        facts: BTreeMap<PathBuf, Facts>,
        sources: &BTreeMap<PathBuf, Source>,
    ) -> Self {
        let mut places = places(package, &facts);
        let reached = places.keys().cloned().collect();
        places.retain(|path, _| facts.contains_key(path));
        let mut index = Self {
            package,
            facts: BTreeMap::new(),
            places,
            reached,
            items: BTreeMap::new(),
            stars: Stars::default(),
            members: BTreeMap::new(),
            from_io: BTreeSet::new(),
            callers: Callers::new(package, &facts, sources),
            results: BTreeMap::new(),
        };
        for (path, facts) in &facts {
            let (module, gates) = index.places.get(path).cloned().unwrap_or_default();
            let all = |inner: &[Cfg]| gates.iter().chain(inner).cloned().collect::<Vec<_>>();
            for it in &facts.definitions {
                let module = module.iter().chain(&it.module).cloned().collect();
                let names = index.items.entry(module).or_default();
                names.entry(it.name.clone()).or_default().push(all(&it.gates));
            }
            for it in &facts.imports {
                // `use anyhow::anyhow` brings a macro; `anyhow::Result` is still of the crate.
                if it.gates.is_empty() && it.path.len() > 1 && it.path.first() == Some(&it.name) {
                    continue;
                }
                let module: Vec<String> = module.iter().chain(&it.module).cloned().collect();
                index.stars.add(&module, it);
                let names = index.items.entry(module).or_default();
                names.entry(it.name.clone()).or_default().push(all(&it.gates));
            }
            for it in &facts.members {
                index.members.entry(it.name.clone()).or_default().push(all(&it.gates));
            }
            index.from_io.extend(facts.from_io.iter().cloned());
            for (inner, alias, error) in &facts.results {
                let module = module.iter().chain(inner).cloned().collect();
                index.results.entry(alias.clone()).or_default().insert(module, error.clone());
            }
        }
        index.facts = facts;
        index
    }

    /// The gates on the way to a file.
    pub(crate) fn gates(&self, file: &Path) -> &[Cfg] {
        self.places.get(file).map_or(&[], |(_, gates)| gates)
    }

    /// Whether a target of the package, or a `mod` in it, means the file.
    pub(crate) fn is_reached(&self, file: &Path) -> bool {
        self.reached.contains(file)
    }

    /// Whether the file holds tests, benches or a build script, or only tests have its module.
    pub(crate) fn is_beside_the_library(&self, file: &Path) -> bool {
        self.package.is_beside_the_library(file) || self.gates(file).iter().any(Cfg::is_test)
    }

    /// Whether some build of the file's crate lacks the standard library.
    pub(crate) fn is_no_std(&self, file: &Path) -> bool {
        let root = self.module(file).and_then(|it| it.get(..1));
        let root = root.and_then(|it| self.facts.get(self.file_of(it)?));
        root.is_some_and(|it| it.is_no_std)
    }

    /// The module that a file is.
    pub(crate) fn module(&self, file: &Path) -> Option<&[String]> {
        self.places.get(file).map(|(module, _)| module.as_slice())
    }

    /// All files with their facts.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&PathBuf, &Facts)> {
        self.facts.iter()
    }

    /// Whether an item of that name exists in the module in every build in which `context` holds.
    pub(crate) fn item(&self, module: &[String], name: &str, context: &Cfg) -> Presence {
        match self.items.get(module).and_then(|names| names.get(name)) {
            Some(definitions) => presence(definitions, context),
            None => Presence::Unknown,
        }
    }

    /// The same for what `use ..::*` brings into the module.
    pub(crate) fn brought(&self, module: &[String], name: &str, context: &Cfg) -> Presence {
        let modules = self.stars.reached(module, |from, path| self.resolve(from, path));
        let found = modules.iter().skip(1).map(|it| self.item(it, name, context));
        { found }.find(|it| *it != Presence::Unknown).unwrap_or(Presence::Unknown)
    }

    /// Whether builds differ in what the name means: there are several definitions, or a field of
    /// the struct is for some builds.
    pub(crate) fn varies(&self, module: &[String], name: &str, context: &Cfg) -> bool {
        let is_for_some =
            |gates| presence(std::slice::from_ref(gates), context) == Presence::Sometimes;
        self.facts.values().any(|it| it.varying.iter().any(|it| it == name))
            || self
                .items
                .get(module)
                .and_then(|names| names.get(name))
                .is_some_and(|all| all.len() > 1 && all.iter().any(is_for_some))
    }

    /// Whether builds differ in an alias of a type: then what a call returns may differ too.
    pub(crate) fn has_varying_alias(&self) -> bool {
        self.facts.values().any(|it| it.has_varying_alias)
    }

    /// Whether the module imports everything from somewhere in some builds only.
    pub(crate) fn has_gated_glob(&self, module: &[String], context: &Cfg) -> bool {
        self.items.get(module).and_then(|names| names.get("*")).is_some_and(|globs| {
            globs
                .iter()
                .any(|gates| presence(std::slice::from_ref(gates), context) == Presence::Sometimes)
        })
    }

    /// Whether a method, field or variant of that name exists in every build in which `context`
    /// holds, as far as the package defines it.
    pub(crate) fn member(&self, name: &str, context: &Cfg) -> Presence {
        self.members.get(name).map_or(Presence::Unknown, |it| presence(it, context))
    }

    /// The import that brings a name into a module of a file.
    pub(crate) fn import(&self, file: &Path, module: &[String], name: &str) -> Option<&Import> {
        let imports = &self.facts.get(file)?.imports;
        imports.iter().find(|it| it.module == module && it.name == name)
    }

    /// Whether the package's error type can be made from an `io::Error`.
    pub(crate) fn converts_from_io(&self, error: &str) -> bool {
        self.from_io.contains(error)
    }

    /// The error type of an alias such as `Result<T>`, by its path, or by its name if all aliases
    /// of that name have the same.
    pub(crate) fn error_of_alias(&self, path: &[String]) -> Option<&str> {
        let (alias, module) = path.split_last()?;
        let errors = self.results.get(alias)?;
        if let Some(error) = errors.get(module) {
            return Some(error);
        }
        let first = errors.values().next()?;
        errors.values().all(|error| error == first).then_some(first)
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
                let names = self.items.get(module)?;
                if !names.contains_key(name) {
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
        let mut kinds = self
            .facts
            .values()
            .flat_map(|facts| &facts.macros)
            .filter(|(it, _)| it == name)
            .map(|(_, kinds)| kinds.get(argument).is_some_and(|kind| kind == "ty"))
            .peekable();
        kinds.peek().is_some() && kinds.all(|it| it)
    }

    /// The file that is a module.
    pub(crate) fn file_of(&self, module: &[String]) -> Option<&PathBuf> {
        self.places.iter().find(|(_, (it, _))| it == module).map(|(path, _)| path)
    }
}

/// Whether one of the definitions exists wherever `context` holds.
fn presence(definitions: &[Vec<Cfg>], context: &Cfg) -> Presence {
    let any: Vec<Cfg> = definitions.iter().map(|gates| Cfg::All(gates.clone())).collect();
    if cfg::implies(context, &Cfg::Any(any)) { Presence::Always } else { Presence::Sometimes }
}

/// Follows `mod name;` from the roots of the package.
fn places(
    package: &Package,
    facts: &BTreeMap<PathBuf, Facts>,
) -> BTreeMap<PathBuf, (Vec<String>, Vec<Cfg>)> {
    let folder = package.manifest.folder();
    let mut places = BTreeMap::new();
    let mut open: Vec<(PathBuf, Vec<String>, Vec<Cfg>)> = Vec::new();
    let given = package.manifest.roots.iter().map(|root| folder.join(root));
    let found = package.files.iter().filter(|path| is_found_by_cargo(&package.inside(path)));
    for path in given.chain(found.cloned()) {
        // The root's name keeps modules of the library and of programs apart.
        open.push((path.clone(), vec![format!("crate {}", package.inside(&path))], Vec::new()));
    }
    while let Some((path, module, gates)) = open.pop() {
        if places.contains_key(&path) {
            continue;
        }
        if let Some(facts) = facts.get(&path) {
            for (child, own) in declared(facts) {
                let mut inner = module.clone();
                inner.extend(child.module.iter().cloned());
                inner.push(child.name.clone());
                let inner_gates: Vec<Cfg> = gates.iter().cloned().chain(own).collect();
                for candidate in candidates(&path, module.len() == 1, child) {
                    open.push((candidate, inner.clone(), inner_gates.clone()));
                }
            }
        }
        places.insert(path, (module, gates));
    }
    places
}

/// The modules in files that a file declares, with their gates. One that is declared twice, public
/// in some builds and private in others, is there if either holds.
fn declared(facts: &Facts) -> Vec<(&ModuleFile, Vec<Cfg>)> {
    let mut found: Vec<(&ModuleFile, Vec<Vec<Cfg>>)> = Vec::new();
    for file in &facts.files {
        let is_same = |other: &&mut (&ModuleFile, Vec<Vec<Cfg>>)| {
            (&other.0.module, &other.0.name, &other.0.path)
                == (&file.module, &file.name, &file.path)
        };
        match found.iter_mut().find(is_same) {
            Some((_, gates)) => gates.push(file.gates.clone()),
            None => found.push((file, vec![file.gates.clone()])),
        }
    }
    let together = |mut gates: Vec<Vec<Cfg>>| match gates.len() {
        1 => gates.remove(0),
        _ => vec![Cfg::Any(gates.into_iter().map(Cfg::All).collect())],
    };
    found.into_iter().map(|(file, gates)| (file, together(gates))).collect()
}

/// Whether cargo takes the file for the root of a target that no manifest names.
fn is_found_by_cargo(inside: &str) -> bool {
    let of_folder = |folder: &str| {
        let rest = inside.strip_prefix(folder);
        rest.is_some_and(|rest| match rest.split_once('/') {
            None => true,
            Some((_, file)) => file == "main.rs",
        })
    };
    matches!(inside, "src/lib.rs" | "src/main.rs" | "build.rs")
        || ["src/bin/", "examples/", "tests/", "benches/"].into_iter().any(of_folder)
}

/// Where the file of a module may lie.
fn candidates(
    parent: &Path,
    is_root: bool,
    child: &crate::understand::facts::ModuleFile,
) -> Vec<PathBuf> {
    let folder = parent.parent().unwrap_or(Path::new(""));
    if let Some(path) = &child.path {
        return vec![normal(&folder.join(path))];
    }
    let stem = parent.file_stem().unwrap_or_default();
    let mut base = folder.to_owned();
    if !is_root && stem != "mod" {
        base.push(stem);
    }
    base.extend(&child.module);
    vec![base.join(format!("{}.rs", child.name)), base.join(&child.name).join("mod.rs")]
}
