//! Which module each file is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::find::paths::normal;
use crate::find::project::Package;
use crate::understand::cfg::Cfg;
use crate::understand::facts::ModuleFile;
use crate::understand::files::{File, Files};

/// The modules in files.
pub(super) struct Places {
    /// The module that a file is, and the gates on the way to it.
    files: BTreeMap<PathBuf, (Vec<String>, Vec<Cfg>)>,
    /// The files that a module is, in their order.
    modules: BTreeMap<Vec<String>, Vec<PathBuf>>,
    /// Every file that a `mod` or a target may mean, read or not.
    reached: BTreeSet<PathBuf>,
}

impl Places {
    /// Follows `mod name;` from the roots of the package.
    pub(super) fn new(package: &Package, files: &Files) -> Self {
        let mut found = places(package, files);
        let reached = found.keys().cloned().collect();
        found.retain(|path, _| files.get(path).is_some_and(|it| !it.is_broken()));
        let mut modules: BTreeMap<Vec<String>, Vec<PathBuf>> = BTreeMap::new();
        for (path, (module, _)) in &found {
            modules.entry(module.clone()).or_default().push(path.clone());
        }
        Self { files: found, modules, reached }
    }

    /// The module that a file is.
    pub(super) fn module(&self, file: &Path) -> Option<&[String]> {
        self.files.get(file).map(|(module, _)| module.as_slice())
    }

    /// The gates on the way to a file.
    pub(super) fn gates(&self, file: &Path) -> &[Cfg] {
        self.files.get(file).map_or(&[], |(_, gates)| gates)
    }

    /// The files that are a module.
    pub(super) fn of(&self, module: &[String]) -> &[PathBuf] {
        self.modules.get(module).map_or(&[], Vec::as_slice)
    }

    /// Whether a target of the package, or a `mod` in it, means the file.
    pub(super) fn is_reached(&self, file: &Path) -> bool {
        self.reached.contains(file)
    }
}

fn places(package: &Package, files: &Files) -> BTreeMap<PathBuf, (Vec<String>, Vec<Cfg>)> {
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
        for (child, own) in files.get(&path).map(declared).unwrap_or_default() {
            let mut inner = module.clone();
            inner.extend(child.module.iter().cloned());
            inner.push(child.name.clone());
            let inner_gates: Vec<Cfg> = gates.iter().cloned().chain(own).collect();
            for candidate in candidates(&path, module.len() == 1, &child) {
                open.push((candidate, inner.clone(), inner_gates.clone()));
            }
        }
        places.insert(path, (module, gates));
    }
    places
}

/// The modules in files that a file declares, with their gates. One that is declared twice, public
/// in some builds and private in others, is there if either holds.
fn declared(file: &File) -> Vec<(Cow<'_, ModuleFile>, Vec<Cfg>)> {
    if !file.source.has_modules() {
        return Vec::new();
    }
    if let Some(names) = file.source.plain_modules() {
        let plain = |name: &str| ModuleFile { name: name.to_owned(), ..ModuleFile::default() };
        return names.map(|name| (Cow::Owned(plain(name)), Vec::new())).collect();
    }
    let Some(facts) = file.facts() else { return Vec::new() };
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
    found.into_iter().map(|(file, gates)| (Cow::Borrowed(file), together(gates))).collect()
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
fn candidates(parent: &Path, is_root: bool, child: &ModuleFile) -> Vec<PathBuf> {
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
