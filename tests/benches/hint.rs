//! What a hint costs among 50 packages with 1,000 features. Nothing of it is done before it is asked for.
//!
//! `cargo bench -p featherfall-tests --bench hint`

#[path = "../../runtime/core/src/rebuild/mod.rs"]
#[allow(dead_code, unreachable_pub, unused_imports)]
mod rebuild;

#[path = "../../runtime/core/src/text"]
#[allow(dead_code, unused_imports)]
mod text {
    pub(crate) mod sort;
}

#[path = "../../runtime/core/src/model"]
#[allow(dead_code, unused_imports)]
mod model {
    pub(crate) mod package;
    pub(crate) mod predicate;
    pub(crate) mod requirement;
}

use divan::Bencher;
use model::package::{Declared, Dependency, Package};
use model::predicate::Predicate;
use rebuild::target::Target;
use rebuild::ways::Fit;
use rebuild::workspace::Workspace;

const COUNT: usize = 50;

fn main() {
    let packages = packages();
    assert_eq!(packages.iter().map(|package| package.features.len()).sum::<usize>(), 1000);
    let hint = hint(&Workspace::new(&packages, Some(0), &Target::current()));
    assert_eq!(
        hint,
        "Rebuild with `--features feature-00,feature-01,feature-02,feature-03,feature-17`"
    );
    divan::main();
}

/// The first one of a process: the packages are read into a graph.
#[divan::bench]
fn first(bencher: Bencher<'_, '_>) {
    let packages = packages();
    // A process keeps the graph: dropping it is not timed.
    bencher.bench_local(|| {
        let workspace = Workspace::new(&packages, Some(0), &Target::current());
        let hint = hint(&workspace);
        (workspace, hint)
    });
}

/// Each that comes later.
#[divan::bench]
fn next(bencher: Bencher<'_, '_>) {
    let packages = packages();
    let workspace = Workspace::new(&packages, Some(0), &Target::current());
    hint(&workspace);
    bencher.bench_local(|| hint(&workspace));
}

/// For a gate in the last package, whose feature each package above it forwards.
fn hint(workspace: &Workspace<'_>) -> String {
    let last = format!("package-{}", COUNT - 1);
    let predicate = Predicate::Feature("feature-17", false);
    workspace.for_gate(&last, "0.1.0", &predicate, &|_, _| Fit::Yes).sentence().unwrap_or_default()
}

/// Each depends on three others, as far as there are more, and forwards every feature to them.
fn packages() -> Vec<Package<'static>> {
    let leak = |text: String| -> &'static str { text.leak() };
    let name = |index: usize| leak(format!("package-{index}"));
    (0..COUNT)
        .map(|index| {
            let below: Vec<usize> =
                (1..=3).map(|step| index * 2 + step).filter(|&index| index < COUNT).collect();
            let feature = |number: usize| {
                let forward = |&to: &usize| leak(format!("{}/feature-{number:02}", name(to)));
                Declared {
                    name: leak(format!("feature-{number:02}")),
                    enabled: number < 4,
                    doc: "",
                    turns_on: below.iter().map(forward).collect(),
                }
            };
            let dependency = |&to: &usize| Dependency {
                name: name(to),
                package: name(to),
                requirement: "0.1",
                default_features: true,
                local: true,
                ..Dependency::default()
            };
            Package {
                name: name(index),
                version: "0.1.0",
                recorded: true,
                features: (0..20).map(feature).collect(),
                dependencies: below.iter().map(dependency).collect(),
                ..Package::default()
            }
        })
        .collect()
}
