//! Whether a hint is right.

use std::collections::BTreeSet;
use std::path::Path;

use super::cargo::{Build, State, build_of, resolve, tree};
use super::text::{Step, follow, steps};
use super::workspace::{Dependency, Flags, Random, Table, Workspace};
use crate::model::package as record;
use crate::model::predicate::Predicate;
use crate::rebuild::target::Target;
use crate::rebuild::ways::Fit;
use crate::rebuild::workspace as engine;

/// What kind of hint a workspace got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Command,
    Edit,
    Rewrite,
    Line,
    Plain,
    Nothing,
}

/// A predicate over features of the gate's package, none of them twice.
pub fn predicate(
    random: &mut Random,
    pool: &mut Vec<String>,
    build: &BTreeSet<String>,
) -> Predicate {
    let leaf = |random: &mut Random, pool: &mut Vec<String>| {
        let name = pool.swap_remove(random.below(pool.len()));
        Predicate::Feature(name.clone().leak(), build.contains(&name))
    };
    let not = |inner| Predicate::Not(Box::leak(Box::new(inner)));
    match random.below(10) {
        _ if pool.is_empty() => Predicate::Cfg("test", false),
        0..3 => leaf(random, pool),
        3 => not(leaf(random, pool)),
        4 if random.percent(20) => Predicate::Cfg("test", false),
        5 if pool.len() > 1 && random.percent(50) => {
            // One of two.
            let (a, b) = (leaf(random, pool), leaf(random, pool));
            let pair = |a, b| Predicate::All(vec![a, not(b)].leak());
            Predicate::Any(vec![pair(a, b), pair(b, a)].leak())
        }
        kind => {
            let mut parts = Vec::new();
            for _ in 0..2 + random.below(3) {
                if pool.is_empty() {
                    break;
                }
                parts.push(match random.below(6) {
                    0 => not(leaf(random, pool)),
                    1 => predicate(random, pool, build),
                    _ => leaf(random, pool),
                });
            }
            if kind < 8 { Predicate::All(parts.leak()) } else { Predicate::Any(parts.leak()) }
        }
    }
}

pub fn holds(predicate: &Predicate, on: &BTreeSet<String>) -> bool {
    match predicate {
        Predicate::Feature(name, _) => on.contains(*name),
        Predicate::Cfg(_, holds) => *holds,
        Predicate::All(inner) => inner.iter().all(|part| holds(part, on)),
        Predicate::Any(inner) => inner.iter().any(|part| holds(part, on)),
        Predicate::Not(inner) => !holds(inner, on),
    }
}

fn leaves(predicate: &Predicate) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    predicate.features(&mut |name, _| {
        names.insert(name);
    });
    names
}

/// The leaves that may have to be off.
fn negated(predicate: &Predicate, wanted: bool) -> BTreeSet<&'static str> {
    match *predicate {
        Predicate::Feature(name, _) if !wanted => BTreeSet::from([name]),
        Predicate::All(inner) | Predicate::Any(inner) => {
            inner.iter().flat_map(|part| negated(part, wanted)).collect()
        }
        Predicate::Not(inner) => negated(inner, !wanted),
        _ => BTreeSet::new(),
    }
}

/// What `feature_set!()` and the gates would have recorded of this build.
pub fn records<'w>(
    workspace: &'w Workspace,
    before: &'w State,
    implicit: &'w [Vec<String>],
    exact: &'w [String],
    predicate: &Predicate,
) -> Vec<record::Package<'w>> {
    let mut packages = Vec::new();
    for (index, of) in workspace.packages.iter().enumerate() {
        if !before.linked.contains(&index) {
            continue;
        }
        let feature = |name: &'w str, turns_on| record::Declared {
            name,
            enabled: before.on.contains(&(index, name.to_owned())),
            doc: "",
            turns_on,
        };
        let mut package = record::Package {
            name: &of.name,
            version: &of.version,
            recorded: of.recorded,
            executable: of.recorded && index == 0,
            ..record::Package::default()
        };
        if of.recorded {
            for (name, values) in &of.features {
                package.features.push(feature(name, values.iter().map(String::as_str).collect()));
            }
            package.features.extend(implicit[index].iter().map(|name| feature(name, Vec::new())));
            package.features.sort_by_key(|feature| feature.name);
            for dependency in &of.dependencies {
                package.dependencies.push(record::Dependency {
                    name: &dependency.name,
                    package: &workspace.packages[dependency.to].name,
                    requirement: if dependency.versioned {
                        &workspace.packages[dependency.to].version
                    } else {
                        &exact[dependency.to]
                    },
                    optional: dependency.optional,
                    default_features: dependency.default_features,
                    features: dependency.features.iter().map(String::as_str).collect(),
                    target: dependency.target.map(|(text, _)| text),
                    local: true,
                    inherited: dependency.inherited,
                    table: match dependency.table {
                        Table::Normal => record::Table::Normal,
                        Table::Build => record::Table::Build,
                        Table::Dev => record::Table::Dev,
                    },
                });
            }
        } else if index == workspace.gate {
            package
                .features
                .extend(leaves(predicate).into_iter().map(|name| feature(name, vec![])));
        } else {
            continue;
        }
        packages.push(package);
    }
    packages
}

/// Asks the engine.
pub fn hint(workspace: &Workspace, before: &State, predicate: &Predicate) -> Option<String> {
    let implicit: Vec<Vec<String>> =
        workspace.packages.iter().map(super::workspace::Package::implicit).collect();
    let exact: Vec<String> =
        workspace.packages.iter().map(|package| format!("={}", package.version)).collect();
    let records = records(workspace, before, &implicit, &exact, predicate);
    let root = crate::rebuild::root::root(&records, "app", None);
    let gate = &workspace.packages[workspace.gate];
    let judge = |_: &str, feature: &str| {
        if Some(feature) == workspace.never { Fit::Never } else { Fit::Yes }
    };
    engine::Workspace::new(&records, root, &Target::current())
        .for_gate(&gate.name, &gate.version, predicate, &judge)
        .sentence()
}

/// Who makes the hint: the engine, or one with a fault in it.
pub type Hinter = dyn Fn(&Workspace, &State, &Predicate) -> Option<String> + Sync;

/// One workspace with one gate, from a seed. `None` where the seed makes nothing of use.
pub fn check(seed: u64, folder: &Path, hinter: &Hinter) -> Option<Result<Kind, String>> {
    let random = &mut Random(seed);
    let mut workspace = Workspace::random(random);
    let before = resolve(&workspace, &workspace.build)?;
    let gates: Vec<usize> = before.linked.iter().copied().collect();
    if !gates.contains(&workspace.gate) {
        workspace.gate = *random.of(&gates);
    }
    let names = workspace.packages[workspace.gate].feature_names();
    if names.is_empty() {
        return None;
    }
    let here = features(&before, workspace.gate);
    let predicate = (0..20)
        .map(|_| predicate(random, &mut names.clone(), &here))
        .find(|found| !holds(found, &here))?;
    let root = workspace.write(folder);
    let show = |hint: &str, why: &str| {
        format!(
            "seed {seed}: {why}\nhint: {hint}\ngate in `{}`: {predicate}\nbefore: {:?}\n{}",
            workspace.packages[workspace.gate].name,
            build_of(&workspace, &before),
            workspace.show()
        )
    };
    match tree(&root, workspace.tested, &workspace.build) {
        Ok(build) if build == build_of(&workspace, &before) => {}
        Ok(build) => return Some(Err(show("", &format!("the model is wrong: {build:?}")))),
        Err(error) => return Some(Err(show("", &format!("the workspace is wrong: {error}")))),
    }
    let Some(text) = hinter(&workspace, &before, &predicate) else {
        let case = Case { workspace: &workspace, before: &before, predicate: &predicate };
        if let Some((step, _)) = case.missed_command(&root).or_else(|| case.missed_edit()) {
            return Some(Err(show("", &format!("there is a way: {step:?}"))));
        }
        if let Some(features) = case.is_possible() {
            return Some(Err(show("", &format!("it holds with {features:?}"))));
        }
        return Some(Ok(Kind::Nothing));
    };
    let case = Case { workspace: &workspace, before: &before, predicate: &predicate };
    Some(case.judge(&text, folder, &root).map_err(|why| show(&text, &why)))
}

pub fn features(state: &State, package: usize) -> BTreeSet<String> {
    let of = state.on.iter().filter(|(owner, _)| *owner == package);
    of.map(|(_, name)| name.clone()).collect()
}

pub struct Case<'c> {
    pub workspace: &'c Workspace,
    pub before: &'c State,
    pub predicate: &'c Predicate,
}

impl Case<'_> {
    /// Follows all that the text says.
    pub fn judge(&self, text: &str, folder: &Path, root: &Path) -> Result<Kind, String> {
        let steps = steps(text);
        for word in ["cfg(test)", "``", "  ", " ,", "with without"] {
            if text.contains(word) {
                return Err(format!("`{word}` in the text"));
            }
        }
        if steps.len() > 4 {
            return Err(String::from("more than four ways"));
        }
        for step in &steps {
            self.follow(step, folder, root)?;
        }
        let Some(first) = steps.first() else {
            if let Some((step, flags)) = self.missed_command(root) {
                return Err(format!("there is a command: {step:?}, {flags:?}"));
            }
            if let Some((step, flags)) = self.missed_edit() {
                return Err(format!("there is a line to write: {step:?}, {flags:?}"));
            }
            return Ok(Kind::Plain);
        };
        let all_words = |step: &Step, is: fn(&str) -> bool| match step {
            Step::Build(flags) => {
                flags.features.iter().any(|word| is(word) && !self.before_words().contains(word))
            }
            _ => false,
        };
        if steps.iter().all(|step| all_words(step, |word| word.contains('/')))
            && let Some(flags) = self.search(root, &|word| !word.contains('/'))
            && self.turns_on_no_more(&flags, &steps)
        {
            return Err(format!("the root forwards: {flags:?}"));
        }
        match first {
            Step::Build(_) => Ok(Kind::Command),
            step => {
                if let Some((step, flags)) = self.missed_command(root) {
                    return Err(format!("there is a command: {step:?}, {flags:?}"));
                }
                Ok(match step {
                    Step::Add { .. } => Kind::Edit,
                    Step::Write { .. } => Kind::Rewrite,
                    _ => Kind::Line,
                })
            }
        }
    }

    /// Whether the flags turn on nothing that each step leaves off.
    fn turns_on_no_more(&self, flags: &Flags, steps: &[Step]) -> bool {
        let on = |flags| resolve(self.workspace, flags).map(|state| state.on).unwrap_or_default();
        steps.iter().all(|step| match step {
            Step::Build(other) => on(flags).is_subset(&on(other)),
            _ => true,
        })
    }

    /// Does what the text says and looks what cargo makes of it.
    fn follow(&self, step: &Step, folder: &Path, root: &Path) -> Result<(), String> {
        let (after, flags) =
            follow(self.workspace, step).ok_or_else(|| format!("cannot be done: {step:?}"))?;
        let build = if matches!(step, Step::Build(_)) {
            tree(root, self.workspace.tested, &flags)
        } else {
            let folder = folder.join("followed");
            tree(&after.write(&folder), after.tested, &flags)
        };
        let build = build.map_err(|error| format!("cargo refuses {step:?}: {error}"))?;
        let model = resolve(&after, &flags).map(|state| (build_of(&after, &state), state));
        let Some((_, state)) = model.filter(|(model, _)| *model == build) else {
            return Err(format!("the model is wrong after {step:?}: {build:?}"));
        };
        self.is_right(&after, &state, &build).map_err(|why| format!("{why}, after {step:?}"))?;
        let words: &[String] = match step {
            Step::Build(flags) => &flags.features,
            Step::Add { features, .. } | Step::Depend { features, .. } => features,
            // Of what was there before, hidden features may stay.
            Step::Write { .. } => &[],
        };
        for word in words {
            let (package, name) = match (word.split_once('/'), step) {
                (Some((name, feature)), _) => {
                    let of = &self.workspace.packages[0].dependencies;
                    let to = of.iter().find(|dependency| dependency.name == name);
                    (to.map_or(0, |dependency| dependency.to), feature)
                }
                (None, Step::Build(_)) => (0, word.as_str()),
                (None, _) => (self.workspace.gate, word.as_str()),
            };
            if self.workspace.packages[package].hides(name) {
                return Err(format!("`{word}` is hidden"));
            }
        }
        if let Step::Build(flags) = step {
            self.is_least(flags, &state)?;
        }
        Ok(())
    }

    /// Whether the predicate holds and nothing was lost.
    fn is_right(&self, after: &Workspace, state: &State, build: &Build) -> Result<(), String> {
        let gate = self.workspace.gate;
        let here = features(state, gate);
        if !state.linked.contains(&gate) || !holds(self.predicate, &here) {
            return Err(format!("the gate does not hold: {build:?}"));
        }
        if let Some(never) = self.workspace.never
            && self.is_known()
        {
            let new = state.on.difference(&self.before.on).find(|(_, name)| name == never);
            if let Some(new) = new {
                return Err(format!("{new:?} cannot be here"));
            }
        }
        let unwanted: Vec<&str> = negated(self.predicate, true)
            .into_iter()
            .filter(|name| features(self.before, gate).contains(*name) && !here.contains(*name))
            .collect();
        // Of a package that recorded nothing nobody knows that somebody turned something on in it.
        let unknown: BTreeSet<(usize, String)> = {
            let words = self.workspace.build.features.iter().filter(|word| {
                let dependencies = &self.workspace.packages[0].dependencies;
                let (name, _) = word.split_once('/').unwrap_or((word, ""));
                let to = dependencies.iter().find(|dependency| dependency.name == name);
                to.is_some_and(|to| word.contains('/') && !self.workspace.packages[to.to].recorded)
            });
            let flags = Flags { no_default: true, features: words.cloned().collect() };
            resolve(after, &flags).map(|state| state.on).unwrap_or_default()
        };
        for lost in self.before.on.difference(&state.on).filter(|lost| !unknown.contains(lost)) {
            // It had to go where it turns on what the predicate wants off.
            // Beside what else is on, so that the weak features count.
            let mut strong = after.clone();
            for (_, values) in strong.packages.iter_mut().flat_map(|of| &mut of.features) {
                values.iter_mut().for_each(|value| *value = value.replace('?', ""));
            }
            let turns_on = turned_on(&strong, 1, lost);
            if !unwanted.iter().any(|name| turns_on.contains(&(gate, (*name).to_owned()))) {
                return Err(format!("{lost:?} is lost: {build:?}"));
            }
        }
        Ok(())
    }

    /// The words that explain the build.
    fn before_words(&self) -> Vec<String> {
        let root = &self.workspace.packages[0];
        let mut words: Vec<String> = features(self.before, 0).into_iter().collect();
        for dependency in &root.dependencies {
            for feature in features(self.before, dependency.to) {
                words.push(format!("{}/{feature}", dependency.name));
            }
        }
        words
    }

    /// No subset of the flags does as much.
    fn is_least(&self, flags: &Flags, state: &State) -> Result<(), String> {
        let count = flags.features.len();
        if count > 12 || flags.features == ["default"] {
            return Ok(());
        }
        let packages = &self.workspace.packages;
        if !packages.iter().all(|package| package.recorded) {
            // What somebody passed and what a package turned on that recorded nothing look alike.
            return Ok(());
        }
        if may_drop(self.predicate) && !state.linked.is_subset(&self.before.linked) {
            // Nobody knows that a package that comes in now leaves off what must be.
            return Ok(());
        }
        // A package that comes in now has recorded nothing yet: what it turns on is passed as well.
        let mut seen = self.workspace.clone();
        for (index, package) in seen.packages.iter_mut().enumerate() {
            if !state.linked.contains(&index) || !self.before.linked.contains(&index) {
                package.features.iter_mut().for_each(|(_, values)| values.clear());
                package.dependencies.clear();
            }
        }
        let before = self.before_words();
        for bits in 0..(1u32 << count) - 1 {
            let left = |index: &usize| bits >> index & 1 == 1;
            let mut gone =
                (0..count).filter(|index| !left(index)).map(|index| &flags.features[index]);
            // Nobody recorded which of two packages was meant.
            if self.has_twins() && gone.any(|word| before.contains(word)) {
                continue;
            }
            let features = (0..count).filter(left).map(|index| flags.features[index].clone());
            let fewer = Flags { features: features.collect(), ..flags.clone() };
            let keeps = [1, 2].into_iter().all(|resolver| {
                let build = Workspace { resolver, ..seen.clone() };
                resolve(&build, &fewer).is_some_and(|found| {
                    self.before.on.intersection(&state.on).all(|one| found.on.contains(one))
                })
            });
            if keeps && self.does(&seen, &fewer) {
                return Err(format!("fewer flags do: {fewer:?}"));
            }
        }
        // Nor do fewer others end in the same state.
        let root = &self.workspace.packages[0];
        let mut words: Vec<String> =
            features(state, 0).into_iter().filter(|name| !root.hides(name)).collect();
        for dependency in &root.dependencies {
            for feature in features(state, dependency.to) {
                if !self.workspace.packages[dependency.to].hides(&feature) {
                    words.push(format!("{}/{feature}", dependency.name));
                }
            }
        }
        words.retain(|word| word != "default");
        if !self.has_twins()
            && count > 0
            && resolve(&seen, flags).is_some_and(|found| found == *state)
        {
            for list in subsets(&words, count - 1) {
                let fewer = Flags { features: list, ..flags.clone() };
                let oldest = Workspace { resolver: 1, ..seen.clone() };
                let newer = Workspace { resolver: 2, ..seen.clone() };
                let ends_there = resolve(&seen, &fewer).is_some_and(|found| found == *state)
                    && [oldest, newer].iter().all(|of| resolve(of, &fewer) == resolve(of, flags));
                if ends_there && self.does(&seen, &fewer) {
                    return Err(format!("fewer flags end there: {fewer:?}"));
                }
            }
        }
        Ok(())
    }

    fn has_twins(&self) -> bool {
        let packages = &self.workspace.packages;
        let names: BTreeSet<&String> = packages.iter().map(|package| &package.name).collect();
        names.len() < packages.len()
    }

    /// Whether the engine knows all that there is to know.
    fn is_known(&self) -> bool {
        let linked = |index: &usize| self.before.linked.contains(index);
        let packages = &self.workspace.packages;
        let all_linked = (0..packages.len()).all(|index| linked(&index));
        packages.iter().all(|package| package.recorded) && all_linked && !self.has_twins()
    }

    /// Whether the flags do it, whichever resolver it is and whether tests are built, too: nobody
    /// recorded that.
    fn does(&self, workspace: &Workspace, flags: &Flags) -> bool {
        [(1, false), (1, true), (2, false), (2, true)].into_iter().all(|(resolver, tested)| {
            let build = Workspace { resolver, tested, ..workspace.clone() };
            resolve(&build, flags).is_some_and(|state| {
                self.is_right(&build, &state, &build_of(&build, &state)).is_ok()
            })
        })
    }

    fn missed_command(&self, root: &Path) -> Option<(Step, Flags)> {
        let flags = self.search(root, &|_| true)?;
        Some((Step::Build(flags.clone()), flags))
    }

    /// Flags that would do, with words of the root's features and of direct dependencies' alone.
    fn search(&self, root: &Path, of: &dyn Fn(&str) -> bool) -> Option<Flags> {
        if !self.is_known() {
            return None;
        }
        let package = &self.workspace.packages[0];
        let mut words: Vec<String> = package
            .feature_names()
            .into_iter()
            .filter(|name| name != "default" && !package.hides(name) && self.fits(0, name))
            .collect();
        for dependency in &package.dependencies {
            if !dependency.is_here() {
                continue;
            }
            let to = &self.workspace.packages[dependency.to];
            for name in to.feature_names() {
                if !to.hides(&name) && self.fits(dependency.to, &name) {
                    words.push(format!("{}/{name}", dependency.name));
                }
            }
        }
        let on = features(self.before, 0);
        let kept: Vec<String> = words
            .iter()
            .filter(|word| on.contains(*word) || self.workspace.build.features.contains(word))
            .cloned()
            .collect();
        let new: Vec<String> =
            words.iter().filter(|word| !kept.contains(word) && of(word)).cloned().collect();
        let drops = if may_drop(self.predicate) { kept.len() } else { 0 };
        for dropped in subsets(&kept, drops.min(3)) {
            for added in subsets(&new, if drops == 0 { 3 } else { 2 }) {
                for no_default in [false, true] {
                    let kept = kept.iter().filter(|word| !dropped.contains(word));
                    let features = kept.chain(&added).cloned().collect();
                    let flags = Flags { no_default, features };
                    let Some(state) = resolve(self.workspace, &flags) else { continue };
                    let build = build_of(self.workspace, &state);
                    if self.does(self.workspace, &flags)
                        && tree(root, self.workspace.tested, &flags)
                            .is_ok_and(|found| found == build)
                    {
                        return Some(flags);
                    }
                }
            }
        }
        None
    }

    /// Whether nothing that the feature turns on is one that cannot be here.
    fn fits(&self, package: usize, feature: &str) -> bool {
        let Some(never) = self.workspace.never else { return true };
        let resolver = self.workspace.resolver;
        let turned_on = turned_on(self.workspace, resolver, &(package, feature.to_owned()));
        !turned_on.iter().any(|(_, name)| name == never)
    }

    /// Features of the gate's package with which the predicate holds, whoever turns them on.
    fn is_possible(&self) -> Option<Vec<String>> {
        let gate = self.workspace.gate;
        let package = &self.workspace.packages[gate];
        let names: Vec<String> = package
            .feature_names()
            .into_iter()
            .filter(|name| !package.hides(name) && self.fits(gate, name))
            .collect();
        subsets(&names, names.len()).into_iter().find(|features| {
            let mut on = BTreeSet::new();
            for feature in features {
                let turned_on = turned_on(self.workspace, 1, &(gate, feature.clone()));
                on.extend(
                    turned_on.into_iter().filter(|(of, _)| *of == gate).map(|(_, name)| name),
                );
            }
            holds(self.predicate, &on)
        })
    }

    /// A line that would do, in a package that uses the gate's.
    fn missed_edit(&self) -> Option<(Step, Flags)> {
        let gate = self.workspace.gate;
        if !self.is_known() || gate == 0 {
            return None;
        }
        let target = &self.workspace.packages[gate];
        let names: Vec<String> = target
            .feature_names()
            .into_iter()
            .filter(|name| !target.hides(name) && self.fits(gate, name))
            .collect();
        for package in &self.workspace.packages {
            for dependency in package.dependencies.iter().filter(|d| d.to == gate && d.is_here()) {
                for features in subsets(&names, 3) {
                    let step = Step::Add {
                        package: package.name.clone(),
                        dependency: dependency.name.clone(),
                        features,
                    };
                    let (after, flags) = follow(self.workspace, &step)?;
                    if self.does(&after, &flags) {
                        return Some((step, flags));
                    }
                }
            }
        }
        None
    }
}

/// All that a feature turns on by itself.
fn turned_on(
    workspace: &Workspace,
    resolver: u32,
    (package, name): &(usize, String),
) -> BTreeSet<(usize, String)> {
    let mut alone = workspace.clone();
    alone.resolver = resolver;
    let mut word = name.clone();
    if *package != 0 {
        // As if the root did nothing but depend on it.
        word = format!("it/{name}");
        alone.packages[0].features.clear();
        let it = Dependency { default_features: false, ..Dependency::normal("it", *package) };
        alone.packages[0].dependencies = vec![it];
    }
    let flags = Flags { no_default: true, features: vec![word] };
    super::cargo::turned_on(&alone, &flags)
}

fn may_drop(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::Not(_) => true,
        Predicate::All(inner) | Predicate::Any(inner) => inner.iter().any(may_drop),
        _ => false,
    }
}

/// All subsets of at most so many, the smallest first.
fn subsets(words: &[String], most: usize) -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    let mut last: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    for _ in 0..most {
        let mut next = Vec::new();
        for (start, list) in &last {
            for (index, word) in words.iter().enumerate().skip(*start) {
                let mut list = list.clone();
                list.push(word.clone());
                next.push((index + 1, list));
            }
        }
        all.extend(next.iter().map(|(_, list)| list.clone()));
        last = next;
        if all.len() > 1500 {
            break;
        }
    }
    all
}
