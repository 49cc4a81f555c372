//! What cargo says, and a model of what it would say, for searches that ask often.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::workspace::{Dependency, Flags, Table, Workspace};

/// The packages of a build, by name and version, with their features.
pub type Build = BTreeMap<(String, String), BTreeSet<String>>;

/// Asks cargo.
pub fn tree(folder: &Path, tested: bool, flags: &Flags) -> Result<Build, String> {
    let edges = if tested { "normal,dev" } else { "normal" };
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "-e", edges, "--prefix", "none", "--no-dedupe"])
        .args(["-f", "{p}|{f}", "-p", "app"])
        .args(flags.arguments())
        .current_dir(folder)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let mut build = Build::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Some((package, features)) = line.split_once('|') else { continue };
        let mut words = package.split(' ');
        let name = words.next().unwrap_or_default().to_owned();
        let version = words.next().unwrap_or_default().trim_start_matches('v').to_owned();
        let features = features.trim_end_matches(" (*)").split(',');
        let features = features.filter(|name| !name.is_empty()).map(str::to_owned);
        build.entry((name, version)).or_default().extend(features);
    }
    Ok(build)
}

/// The features that each package has on, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub on: BTreeSet<(usize, String)>,
    pub linked: BTreeSet<usize>,
    /// Optional dependencies that are there, by the package that names them.
    pub optional: BTreeSet<(usize, String)>,
}

impl State {
    pub fn used(&self, package: usize, dependency: &Dependency) -> bool {
        !dependency.optional || self.optional.contains(&(package, dependency.name.clone()))
    }
}

struct Resolver<'w> {
    workspace: &'w Workspace,
    on: BTreeSet<(usize, String)>,
    used: BTreeSet<(usize, String)>,
    present: BTreeSet<usize>,
    deferred: Vec<(usize, String, String)>,
}

fn resolver<'w>(workspace: &'w Workspace, flags: &Flags) -> Option<Resolver<'w>> {
    let mut resolver = Resolver {
        workspace,
        on: BTreeSet::new(),
        used: BTreeSet::new(),
        present: BTreeSet::new(),
        deferred: Vec::new(),
    };
    let root = &workspace.packages[0];
    let names = root.feature_names();
    resolver.package(0);
    if !flags.no_default && names.iter().any(|name| name == "default") {
        resolver.value(0, "default");
    }
    for feature in &flags.features {
        if let Some((name, of)) = feature.split_once('/') {
            let known = root.dependencies.iter().find(|dependency| dependency.name == name)?;
            let names = workspace.packages[known.to].feature_names();
            names.iter().find(|name| *name == of)?;
        } else {
            names.iter().find(|name| *name == feature)?;
        }
        resolver.value(0, feature);
    }
    Some(resolver)
}

/// Every feature that the flags turn on, in packages that no program links, too.
pub fn turned_on(workspace: &Workspace, flags: &Flags) -> BTreeSet<(usize, String)> {
    resolver(workspace, flags).map(|resolver| resolver.on).unwrap_or_default()
}

/// What cargo would have on; `None` where it would refuse.
pub fn resolve(workspace: &Workspace, flags: &Flags) -> Option<State> {
    let resolver = resolver(workspace, flags)?;
    let mut linked = BTreeSet::new();
    let mut todo = vec![0];
    while let Some(package) = todo.pop() {
        if !linked.insert(package) {
            continue;
        }
        for dependency in &workspace.packages[package].dependencies {
            let used =
                !dependency.optional || resolver.used.contains(&(package, dependency.name.clone()));
            let is_tested = dependency.table == Table::Dev && package == 0 && workspace.tested;
            if used && (dependency.is_here() || is_tested) {
                todo.push(dependency.to);
            }
        }
    }
    let mut on = resolver.on;
    on.retain(|(package, _)| linked.contains(package));
    Some(State { on, linked, optional: resolver.used })
}

impl Resolver<'_> {
    fn counts(&self, package: usize, dependency: &Dependency) -> bool {
        let oldest = self.workspace.resolver == 1;
        match dependency.table {
            Table::Dev => package == 0 && (oldest || self.workspace.tested),
            _ => oldest || dependency.is_here(),
        }
    }

    fn package(&mut self, package: usize) {
        if !self.present.insert(package) {
            return;
        }
        for index in 0..self.workspace.packages[package].dependencies.len() {
            if !self.workspace.packages[package].dependencies[index].optional {
                self.dependency(package, index);
            }
        }
    }

    fn dependency(&mut self, package: usize, index: usize) {
        let dependency = &self.workspace.packages[package].dependencies[index];
        if !self.counts(package, dependency) {
            return;
        }
        self.package(dependency.to);
        for feature in &dependency.features {
            self.value(dependency.to, feature);
        }
        let has_default = |name: &String| name == "default";
        if dependency.default_features
            && self.workspace.packages[dependency.to].feature_names().iter().any(has_default)
        {
            self.value(dependency.to, "default");
        }
    }

    fn use_optional(&mut self, package: usize, name: &str) {
        if !self.used.insert((package, name.to_owned())) {
            return;
        }
        for index in 0..self.workspace.packages[package].dependencies.len() {
            if self.workspace.packages[package].dependencies[index].name == name {
                self.dependency(package, index);
            }
        }
        let (now, later) = std::mem::take(&mut self.deferred)
            .into_iter()
            .partition(|(of, dependency, _)| *of == package && dependency == name);
        self.deferred = later;
        for (_, dependency, feature) in now as Vec<(usize, String, String)> {
            self.of_dependency(package, &dependency, &feature);
        }
    }

    fn of_dependency(&mut self, package: usize, name: &str, feature: &str) {
        let dependencies = &self.workspace.packages[package].dependencies;
        for dependency in dependencies.iter().filter(|d| d.name == name) {
            if self.counts(package, dependency) {
                self.value(dependency.to, feature);
            }
        }
    }

    fn value(&mut self, package: usize, value: &str) {
        let of = &self.workspace.packages[package];
        if let Some(name) = value.strip_prefix("dep:") {
            self.use_optional(package, name);
        } else if let Some((name, feature)) = value.split_once('/') {
            let strong = name.strip_suffix('?').unwrap_or(name);
            let counting = |d: &&Dependency| d.name == strong && self.counts(package, d);
            let optional = of.dependencies.iter().filter(counting).any(|d| d.optional);
            let used = self.used.contains(&(package, strong.to_owned()));
            if optional && name != strong && !used {
                self.deferred.push((package, strong.to_owned(), feature.to_owned()));
                // One that is not optional, in another table, is there already.
                for dependency in of.dependencies.iter().filter(|d| d.name == strong) {
                    if self.counts(package, dependency) && !dependency.optional {
                        self.value(dependency.to, feature);
                    }
                }
                return;
            }
            if optional && name == strong {
                self.use_optional(package, strong);
                if of.feature_names().iter().any(|name| name == strong) {
                    self.value(package, strong);
                }
            }
            self.of_dependency(package, strong, feature);
        } else if self.on.insert((package, value.to_owned())) {
            if of.implicit().iter().any(|name| name == value) {
                self.use_optional(package, value);
            }
            for (_, values) in of.features.iter().filter(|(name, _)| name == value) {
                for value in values {
                    self.value(package, value);
                }
            }
        }
    }
}

/// As cargo names it.
pub fn build_of(workspace: &Workspace, state: &State) -> Build {
    let mut build = Build::new();
    for &package in &state.linked {
        let of = &workspace.packages[package];
        let key = (of.name.clone(), of.version.clone());
        let features = state.on.iter().filter(|(owner, _)| *owner == package);
        build.entry(key).or_default().extend(features.map(|(_, name)| name.clone()));
    }
    build
}
