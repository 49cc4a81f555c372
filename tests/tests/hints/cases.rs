//! Hints that people needed, each with its text, and followed like all others.

use super::cargo::resolve;
use super::check::{Case, hint};
use super::workspace::{Dependency, Flags, Package, Workspace};
use crate::model::predicate::Predicate;

/// Reads a package a paragraph: its name, its features with what they turn on, and below, each of its
/// dependencies. A name with `!` stands for a package without `feature_set!()`.
fn workspace(text: &str) -> Workspace {
    let mut packages: Vec<Package> = Vec::new();
    let blocks: Vec<Vec<&str>> = text
        .split("\n\n")
        .map(|block| block.lines().map(str::trim).filter(|line| !line.is_empty()).collect())
        .collect();
    let name_of = |block: &Vec<&str>| block[0].split(' ').next().unwrap().replace('!', "");
    let names: Vec<String> = blocks.iter().map(name_of).collect();
    for block in &blocks {
        let mut words = block[0].split(' ');
        let name = words.next().unwrap();
        let mut package = Package {
            name: name.replace('!', ""),
            version: String::from("0.1.0"),
            recorded: !name.ends_with('!'),
            features: Vec::new(),
            dependencies: Vec::new(),
        };
        for word in words {
            let (feature, values) = word.split_once('=').unwrap_or((word, ""));
            let values = values.split(',').filter(|value| !value.is_empty()).map(str::to_owned);
            package.features.push((feature.to_owned(), values.collect()));
        }
        for line in &block[1..] {
            let mut words = line.split(' ');
            let name = words.next().unwrap();
            let mut dependency =
                Dependency { versioned: true, ..Dependency::normal(name, usize::MAX) };
            let mut of = name;
            for word in words {
                match word.split_once('=').unwrap_or((word, "")) {
                    ("optional", _) => dependency.optional = true,
                    ("no-default", _) => dependency.default_features = false,
                    ("unix", _) => dependency.target = Some(("cfg(unix)", true)),
                    ("windows", _) => dependency.target = Some(("cfg(windows)", false)),
                    ("package", name) => of = name,
                    ("features", list) => {
                        dependency.features = list.split(',').map(str::to_owned).collect();
                    }
                    _ => panic!("what is `{word}`?"),
                }
            }
            dependency.to = names.iter().position(|name| name == of).expect("a package");
            package.dependencies.push(dependency);
        }
        packages.push(package);
    }
    Workspace {
        resolver: 2,
        rooted: true,
        tested: false,
        packages,
        build: Flags::default(),
        gate: 0,
        never: None,
    }
}

/// The hint for a gate in a workspace that was built with these flags, followed.
#[track_caller]
fn expect(name: &str, text: &str, flags: &str, gate: (&str, &Said), expected: &str) {
    expect_without(None, name, text, flags, gate, expected);
}

#[track_caller]
fn expect_without(
    never: Option<&'static str>,
    name: &str,
    text: &str,
    flags: &str,
    (package, said): (&str, &Said),
    expected: &str,
) {
    let mut workspace = workspace(text);
    workspace.never = never;
    let mut words = flags.split(' ').filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        match word {
            "--no-default-features" => workspace.build.no_default = true,
            _ => {
                let list = words.next().unwrap().split(',');
                workspace.build.features = list.map(str::to_owned).collect();
            }
        }
    }
    workspace.gate = workspace.packages.iter().position(|of| of.name == package).unwrap();
    let before = resolve(&workspace, &workspace.build).expect("cargo takes it");
    let on = |name: &str| before.on.contains(&(workspace.gate, name.to_owned()));
    let predicate = said.predicate(&on);
    let hint = hint(&workspace, &before, &predicate).unwrap_or_default();
    assert_eq!(hint, expected, "{}", workspace.show());
    let folder = crate::folder().join(name);
    let root = workspace.write(&folder);
    let case = Case { workspace: &workspace, before: &before, predicate: &predicate };
    if let Err(why) = case.judge(&hint, &folder, &root) {
        panic!("{why}\n{hint}\n{}", workspace.show());
    }
    let _ = std::fs::remove_dir_all(folder);
    let _ = std::fs::remove_dir(crate::folder());
}

/// A predicate before anything is built.
enum Said {
    Feature(&'static str),
    Test,
    Not(&'static Said),
    All(&'static [Said]),
    Any(&'static [Said]),
}

impl Said {
    fn predicate(&self, on: &dyn Fn(&str) -> bool) -> Predicate {
        let list = |inner: &[Said]| -> &'static [Predicate] {
            inner.iter().map(|said| said.predicate(on)).collect::<Vec<_>>().leak()
        };
        match self {
            Said::Feature(name) => Predicate::Feature(name, on(name)),
            Said::Test => Predicate::Cfg("test", false),
            Said::Not(inner) => Predicate::Not(Box::leak(Box::new(inner.predicate(on)))),
            Said::All(inner) => Predicate::All(list(inner)),
            Said::Any(inner) => Predicate::Any(list(inner)),
        }
    }
}

use Said::{All, Any, Feature, Not, Test};

const A: Said = Feature("a");
const B: Said = Feature("b");
const FLASH: Said = Feature("flash-attn");
/// Exactly one of two.
const ONE_OF_TWO: Said = Any(&[All(&[A, Not(&B)]), All(&[B, Not(&A)])]);

#[test]
fn the_root_forwards_under_its_own_name() {
    expect(
        "forward",
        "app flash=klib/flash-attn metrics\n klib\n\nklib flash-attn",
        "--features metrics",
        ("klib", &FLASH),
        "Rebuild with `--features metrics,flash`",
    );
}

#[test]
fn what_default_turned_on_does_not_come_back() {
    expect(
        "default-off",
        "app default=metal metal flash-attn",
        "--no-default-features",
        ("app", &FLASH),
        "Rebuild with `--no-default-features --features flash-attn`",
    );
}

#[test]
fn an_internal_feature_is_not_suggested() {
    expect(
        "internal",
        "app cuda=_cuda _cuda",
        "",
        ("app", &Feature("_cuda")),
        "Rebuild with `--features cuda`",
    );
}

#[test]
fn what_turns_the_unwanted_on_is_dropped() {
    expect(
        "dropped",
        "app a b c=b",
        "--features c",
        ("app", &All(&[A, Not(&B)])),
        "Rebuild with `--features a` (without `c`)",
    );
    expect(
        "dropped-to-nothing",
        "app a b c=b",
        "--features c",
        ("app", &Not(&B)),
        "Rebuild without feature `c`",
    );
    // What else it turned on stays.
    expect(
        "dropped-but-for",
        "app a b c=b,net/fast\n net\n\nnet fast",
        "--features c",
        ("app", &Not(&B)),
        "Rebuild with `--features net/fast` (without `c`)",
    );
    expect(
        "dropped-with-default",
        "app default=a,b a b",
        "",
        ("app", &Not(&B)),
        "Rebuild with `--no-default-features --features a`",
    );
}

#[test]
fn what_nobody_can_choose_is_no_way() {
    expect(
        "test",
        "app brotli",
        "",
        ("app", &Any(&[Feature("brotli"), Test])),
        "Rebuild with `--features brotli`",
    );
    expect("test-alone", "app brotli", "", ("app", &Test), "");
}

#[test]
fn of_two_that_exclude_each_other_either_goes() {
    expect(
        "both",
        "app a b",
        "--features a,b",
        ("app", &ONE_OF_TWO),
        "Rebuild with `--features a` (without `b`) or `--features b` (without `a`)",
    );
    expect(
        "neither",
        "app a b",
        "",
        ("app", &ONE_OF_TWO),
        "Rebuild with `--features a` or `--features b`",
    );
}

#[test]
fn without_a_record_of_the_root_there_is_no_command() {
    expect(
        "no-root",
        "app! flash=klib/flash-attn\n klib\n\nklib flash-attn",
        "",
        ("klib", &FLASH),
        "Rebuild with feature `flash-attn` of `klib`",
    );
    expect(
        "no-record",
        "app! metal flash-attn",
        "--features metal",
        ("app", &FLASH),
        "Rebuild with feature `flash-attn` of `app`",
    );
}

/// lightonai/next-plaid#133
#[test]
fn an_internal_feature_behind_public_ones() {
    expect(
        "next-plaid",
        "app openblas=index/openblas accelerate=index/accelerate server\n index no-default\n\nindex default _blas openblas=_blas accelerate=_blas",
        "--features server",
        ("index", &Feature("_blas")),
        "Rebuild with `--features server,accelerate` or `--features server,openblas`",
    );
    expect(
        "next-plaid-direct",
        "app\n index\n\nindex _blas openblas=_blas accelerate=_blas",
        "",
        ("index", &Feature("_blas")),
        "Rebuild with `--features index/accelerate` or `--features index/openblas`",
    );
}

/// huggingface/tokenizers#1729
#[test]
fn one_of_two_engines_where_the_default_one_does_not_build() {
    expect_without(
        Some("a"),
        "tokenizers",
        "app default=a,progress a b progress",
        "--no-default-features --features progress",
        ("app", &ONE_OF_TWO),
        "Rebuild with `--no-default-features --features progress,b`",
    );
    expect_without(
        Some("a"),
        "tokenizers-user",
        "app\n tok no-default\n\ntok default=a a b",
        "",
        ("tok", &ONE_OF_TWO),
        "Rebuild with `--features tok/b`",
    );
}

/// huggingface/candle#2184
#[test]
fn on_in_one_package_and_off_in_the_next() {
    expect(
        "candle",
        "app\n core features=metal\n nn\n\nnn metal=core/metal\n core\n\ncore metal",
        "",
        ("nn", &Feature("metal")),
        "Rebuild with `--features nn/metal`",
    );
}

/// chelsea0x3b/cudarc#244
#[test]
fn one_of_thirteen_versions() {
    let names: Vec<String> = (0..13).map(|minor| format!("cuda-{}", 11_000 + minor)).collect();
    let leaves: Vec<Said> = names.iter().map(|name| Feature(name.clone().leak())).collect();
    expect(
        "cudarc",
        &format!("app\n cudarc\n\ncudarc driver {}", names.join(" ")),
        "--features cudarc/driver",
        ("cudarc", &Any(leaves.leak())),
        "Rebuild with `--features cudarc/driver,cudarc/cuda-11000`, `--features cudarc/driver,cudarc/cuda-11001`, `--features cudarc/driver,cudarc/cuda-11002`, `--features cudarc/driver,cudarc/cuda-11003` or one of 9 more",
    );
}

#[test]
fn nobody_on_the_way_forwards() {
    expect(
        "edit",
        "app fast\n mid\n\nmid\n gpu-kernels package=kernels\n\nkernels flash-attn",
        "--features fast",
        ("kernels", &FLASH),
        "To have it, add `features = [\"flash-attn\"]` to `gpu-kernels` in the Cargo.toml of `mid`",
    );
    // Nobody on the way recorded what it depends on.
    expect(
        "line",
        "app fast\n mid\n\nmid!\n kernels\n\nkernels flash-attn",
        "",
        ("kernels", &FLASH),
        "To have it, add `kernels` 0.1.0 with `features = [\"flash-attn\"]` to `[dependencies]` in the Cargo.toml of `app`",
    );
    expect(
        "line-without-default",
        "app fast\n mid\n\nmid!\n kernels no-default\n\nkernels default=mkl mkl flash-attn",
        "",
        ("kernels", &FLASH),
        "To have it, add `kernels` 0.1.0 with `default-features = false, features = [\"flash-attn\"]` to `[dependencies]` in the Cargo.toml of `app`",
    );
}

#[test]
fn through_what_a_package_between_did_not_record() {
    // What `mid` turns on is not known, but the root names the package itself.
    expect(
        "between",
        "app cuda=mid/cuda\n mid\n kernels\n\nmid! cuda=kernels/cuda\n kernels\n\nkernels cuda",
        "",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features kernels/cuda`",
    );
}

#[test]
fn through_a_direct_dependency_that_forwards() {
    expect(
        "through",
        "app\n mid\n\nmid gpu=kernels/cuda\n kernels\n\nkernels cuda",
        "",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features mid/gpu`",
    );
}

#[test]
fn what_was_passed_for_a_dependency_stays() {
    expect(
        "passed",
        "app json\n kernels\n\nkernels mkl flash-attn",
        "--features kernels/mkl",
        ("app", &Feature("json")),
        "Rebuild with `--features kernels/mkl,json`",
    );
}

#[test]
fn optional_and_weak_dependencies() {
    expect(
        "optional",
        "app gpu=dep:kernels,kernels/cuda server=mid\n kernels optional\n mid optional\n\nmid\n kernels\n\nkernels cuda",
        "--features mid",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features mid,gpu`",
    );
    expect(
        "weak",
        "app cuda=kernels?/cuda gpu=dep:kernels\n kernels optional\n\nkernels cuda",
        "--features gpu",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features gpu,cuda`",
    );
    // The weak one alone would do nothing: the dependency is used by another package.
    expect(
        "weak-unused",
        "app cuda=mid/cuda gpu=mid/gpu\n mid\n other\n\nmid cuda=kernels?/cuda gpu=dep:kernels\n kernels optional\n\nother\n kernels\n\nkernels cuda",
        "",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features cuda,gpu`",
    );
}

#[test]
fn a_table_for_another_target_leads_nowhere() {
    expect(
        "target",
        "app win=winapi-kernels/cuda nix=unix-kernels/cuda\n winapi-kernels package=kernels windows\n unix-kernels package=kernels unix\n\nkernels cuda",
        "",
        ("kernels", &Feature("cuda")),
        "Rebuild with `--features nix`",
    );
}

#[test]
fn a_cycle_is_one_feature() {
    expect(
        "cycle",
        "app x=y y=x metrics=tracing tracing=metrics flash-attn",
        "--features tracing",
        ("app", &FLASH),
        "Rebuild with `--features metrics,flash-attn`",
    );
}

#[test]
fn the_unwanted_comes_from_a_manifest() {
    expect(
        "manifest",
        "app\n mid\n\nmid\n kernels features=b\n\nkernels a b",
        "",
        ("kernels", &All(&[A, Not(&B)])),
        "Rebuild with feature `a` and without feature `b` of `kernels`",
    );
}
