//! `adopt` on generated crates: each builds without a warning and passes the same tests in every
//! feature state, before and after, and a second run changes nothing.
//!
//! A crate's worth is a module, and 25 modules are a package, so that many are built at once.
//!
//! | variable | |
//! |---|---|
//! | `GENERATED=20000` | makes that many modules |
//! | `GENERATED_SEED=17,118` | makes these alone, as they are among many |
//! | `GENERATED_FROM=500` | begins there |
//! | `GENERATED_KINDS=RenamedInRange,ConstInRange` | adds kinds that are left out by default; `all` adds all, `all,-UnderStrict` all but one |
//! | `GENERATED_LIMIT=20` | shows so many failures |
//!
//! With `-- --nocapture` it shows what was converted and left, by kind.

#[path = "../common/mod.rs"]
mod common;

mod body;
mod choice;
mod coverage;
mod draw;
mod dummy;
mod gate;
mod kind;
mod module;
mod oracle;
mod output;
mod package;
mod pair;
mod report;
mod side;
mod signature;
mod text;
mod work;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use coverage::Coverage;
use kind::Kind;
use module::Module;
use oracle::{Failure, Oracle};
use package::Package;

/// How many modules the test makes by itself.
const DEFAULT: u64 = 60;

/// In so many, every kind comes up, and every change that `adopt` makes.
const COMPLETE: usize = 500;

/// As many at once as a disk holds.
const AT_ONCE: usize = 1000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|it| it.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// The seeds that were asked for.
fn seeds() -> Vec<u64> {
    if let Ok(asked) = std::env::var("GENERATED_SEED") {
        let seed = |it: &str| it.trim().parse().unwrap_or_else(|_| panic!("{it} is no seed"));
        return asked.split(',').map(seed).collect();
    }
    let from = number("GENERATED_FROM").unwrap_or(0);
    (from..from + number("GENERATED").unwrap_or(DEFAULT)).collect()
}

/// The kinds that may come up: all but those that are known to fail, unless asked for.
fn allowed() -> BTreeSet<Kind> {
    let asked = std::env::var("GENERATED_KINDS").unwrap_or_default();
    let asked: Vec<&str> = asked.split(',').map(str::trim).collect();
    let is_allowed = |kind: &Kind| {
        let name = format!("{kind:?}");
        let is_asked = asked.contains(&"all") && !asked.contains(&&*format!("-{name}"));
        !kind::SUSPECT.contains(kind) || is_asked || asked.contains(&&*name)
    };
    Kind::ALL.iter().copied().filter(is_allowed).collect()
}

fn packages(modules: Vec<Module>, allowed: &BTreeSet<Kind>) -> Vec<Package> {
    let mut by_number: BTreeMap<u64, Vec<Module>> = BTreeMap::new();
    for module in modules {
        by_number.entry(module.seed / package::MODULES).or_default().push(module);
    }
    let package = |(number, modules)| Package::new(number, |it| allowed.contains(&it), modules);
    by_number.into_iter().map(package).collect()
}

/// Takes what failed out of the packages, so that what it hid can be seen.
fn without(mut packages: Vec<Package>, failures: &[Failure]) -> Vec<Package> {
    let modules: BTreeSet<&String> = failures.iter().filter_map(|it| it.module.as_ref()).collect();
    let is_whole = |it: &&Failure| it.module.is_none();
    let whole: BTreeSet<&String> = failures.iter().filter(is_whole).map(|it| &it.package).collect();
    packages.retain(|it| !whole.contains(&it.name()) && !whole.contains(&String::new()));
    for it in &mut packages {
        it.modules.retain(|it| !modules.contains(&it.name()));
    }
    packages.retain(|it| !it.modules.is_empty());
    packages
}

/// All failures, also those that others hide; and the coverage of the first round.
fn run(oracle: &Oracle, mut packages: Vec<Package>) -> (Vec<Failure>, Coverage) {
    let mut coverage = Coverage::default();
    let mut all = Vec::new();
    let mut is_first = true;
    while !packages.is_empty() {
        let adopted = oracle.adopt(&packages);
        if is_first {
            for it in &packages {
                coverage.add(it, &adopted[&it.name()]);
            }
            is_first = false;
        }
        let mut failures = std::mem::take(&mut coverage.silent);
        failures.extend(oracle.after(&packages, &adopted));
        if failures.is_empty() && Oracle::knows("eject") {
            failures = oracle.ejected(&packages, &adopted);
        }
        if failures.is_empty() {
            break;
        }
        packages = without(packages, &failures);
        all.extend(failures);
    }
    (all, coverage)
}

/// The seed of the module that a failure is about.
fn seed(failure: &Failure) -> Option<u64> {
    let name = failure.module.as_ref()?.strip_prefix('m')?;
    name.split('_').next()?.parse().ok()
}

/// Finds the parts that fail alone, and shows them; modules that only fail whole are shown whole.
fn explain(failures: Vec<Failure>, allowed: &BTreeSet<Kind>, strict: bool) {
    let bad: BTreeSet<u64> = failures.iter().filter_map(seed).collect();
    let modules: Vec<Module> = bad.iter().map(|seed| Module::new(*seed, allowed)).collect();
    let mut shown = packages(modules.iter().flat_map(Module::apart).collect(), allowed);
    let oracle = Oracle::new("apart", strict);
    let (mut found, _) = run(&oracle, shown.clone());
    let explained: BTreeSet<u64> = found.iter().filter_map(seed).collect();
    shown.extend(packages(modules, allowed));
    let is_left = |it: &Failure| seed(it).is_none_or(|it| !explained.contains(&it));
    found.extend(failures.into_iter().filter(is_left));
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert((it.package.clone(), it.module.clone())));
    report::blame(&found, &shown);
    let limit = usize::try_from(number("GENERATED_LIMIT").unwrap_or(5)).unwrap();
    for it in found.iter().take(limit) {
        println!("\n{}", report::of(it, &shown, &oracle));
    }
    panic!("{} generated modules fail, {} parts of them alone", bad.len(), found.len());
}

/// A generated module that is wrong before `adopt` is the generator's fault.
fn must_be_right(failures: &[Failure], packages: &[Package], oracle: &Oracle) {
    let mut seen = BTreeSet::new();
    for it in failures.iter().filter(|it| seen.insert(&it.module)).take(5) {
        println!("{}", report::of(it, packages, oracle));
    }
    assert!(failures.is_empty(), "{} generated modules are wrong before `adopt`", seen.len());
}

#[test]
fn generated_crates_build_and_do_the_same_after_adopt() {
    let allowed = allowed();
    let seeds = seeds();
    let strict = allowed.contains(&Kind::UnderStrict);
    let oracle = Oracle::new("whole", strict);
    let mut failures = Vec::new();
    let mut coverage = Coverage::default();
    for (round, seeds) in seeds.chunks(AT_ONCE).enumerate() {
        if round > 0 {
            oracle.forget_builds();
        }
        let modules = seeds.iter().map(|seed| Module::new(*seed, &allowed)).collect();
        let packages = packages(modules, &allowed);
        must_be_right(&oracle.before(&packages), &packages, &oracle);
        let (found, part) = run(&oracle, packages);
        coverage.merge(part);
        failures.extend(found);
    }
    coverage.print();
    if !failures.is_empty() {
        explain(failures, &allowed, strict);
    }
    if seeds.len() >= COMPLETE {
        assert_eq!(coverage.missing(), [""; 0], "changes that no generated code reaches");
        let never: Vec<Kind> = allowed.difference(&coverage.came_up()).copied().collect();
        let never: Vec<Kind> = never.into_iter().filter(|it| !it.is_a_check()).collect();
        assert!(never.is_empty(), "never drawn: {never:?}");
    }
}
