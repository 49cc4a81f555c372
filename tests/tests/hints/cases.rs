//! Situations that people were in, each with its message, and followed like all others.
//!
//! `hints/page.txt` has them all, to be read as a stranger would. `UPDATE_EXPECT=1` writes it.

use std::fmt::{self, Write as _};

use super::cargo::resolve;
use super::check::{Case, hint};
use super::workspace::{Dependency, Flags, Package, Workspace};
use crate::model::predicate::Predicate;
use crate::rebuild::unmet::unmet;

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

/// A gate in a workspace that was built with these flags.
struct Situation {
    title: &'static str,
    workspace: String,
    flags: &'static str,
    /// The package with the gate, and what it needs.
    gate: (&'static str, Said),
    /// A feature that does not build here.
    never: Option<&'static str>,
}

fn situation(
    title: &'static str,
    workspace: &str,
    flags: &'static str,
    gate: (&'static str, Said),
) -> Situation {
    Situation { title, workspace: workspace.to_owned(), flags, gate, never: None }
}

impl Situation {
    /// The message, after every step of it was followed.
    fn message(&self, name: &str) -> String {
        let mut workspace = workspace(&self.workspace);
        workspace.never = self.never;
        let mut words = self.flags.split(' ').filter(|word| !word.is_empty());
        while let Some(word) = words.next() {
            match word {
                "--no-default-features" => workspace.build.no_default = true,
                _ => {
                    let list = words.next().unwrap().split(',');
                    workspace.build.features = list.map(str::to_owned).collect();
                }
            }
        }
        let (package, said) = &self.gate;
        workspace.gate = workspace.packages.iter().position(|of| of.name == *package).unwrap();
        let before = resolve(&workspace, &workspace.build).expect("cargo takes it");
        let on = |name: &str| before.on.contains(&(workspace.gate, name.to_owned()));
        let predicate = said.predicate(&on);
        let hint = hint(&workspace, &before, &predicate).unwrap_or_default();
        let folder = crate::folder().join(name);
        let root = workspace.write(&folder);
        let case = Case { workspace: &workspace, before: &before, predicate: &predicate };
        if let Err(why) = case.judge(&hint, &folder, &root) {
            panic!("{}: {why}\n{hint}\n{}", self.title, workspace.show());
        }
        let _ = std::fs::remove_dir_all(folder);
        let end = if hint.is_empty() { String::new() } else { format!(" {hint}.") };
        format!("`kernel` is unavailable: `{package}` was built {}.{end}", unmet(&predicate))
    }
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

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, word, inner: &[Said]| {
            let inner: Vec<String> = inner.iter().map(Said::to_string).collect();
            write!(f, "{word}({})", inner.join(", "))
        };
        match self {
            Said::Feature(name) => write!(f, "\"{name}\""),
            Said::Test => f.write_str("test"),
            Said::Not(inner) => write!(f, "not({inner})"),
            Said::All(inner) => list(f, "all", inner),
            Said::Any(inner) => list(f, "any", inner),
        }
    }
}

use Said::{All, Any, Feature, Not, Test};

const A: Said = Feature("a");
const B: Said = Feature("b");
const FLASH: Said = Feature("flash-attn");
const CUDA: Said = Feature("cuda");
/// Exactly one of two.
const ONE_OF_TWO: Said = Any(&[All(&[A, Not(&B)]), All(&[B, Not(&A)])]);

const VERSIONS: &[Said] = &[
    Feature("cuda-11000"),
    Feature("cuda-11001"),
    Feature("cuda-11002"),
    Feature("cuda-11003"),
    Feature("cuda-11004"),
    Feature("cuda-11005"),
    Feature("cuda-11006"),
    Feature("cuda-11007"),
    Feature("cuda-11008"),
    Feature("cuda-11009"),
    Feature("cuda-11010"),
    Feature("cuda-11011"),
    Feature("cuda-11012"),
];

fn situations() -> Vec<Situation> {
    vec![
        situation(
            "The program's package forwards the feature under a name of its own",
            "app flash=klib/flash-attn metrics\n klib\n\nklib flash-attn",
            "--features metrics",
            ("klib", FLASH),
        ),
        situation(
            "Three packages up, and the feature has another name in each",
            "app gpu=core/accelerated server\n core\n\ncore accelerated=quant/cuda\n quant\n\nquant cuda",
            "--features server",
            ("quant", CUDA),
        ),
        situation(
            "`default` is off and stays off",
            "app default=metal metal flash-attn",
            "--no-default-features",
            ("app", FLASH),
        ),
        situation(
            "The gate names an internal feature",
            "app cuda=_cuda _cuda",
            "",
            ("app", Feature("_cuda")),
        ),
        situation(
            "An internal feature behind public ones (lightonai/next-plaid#133)",
            "app openblas=index/openblas accelerate=index/accelerate server\n index no-default\n\nindex default _blas openblas=_blas accelerate=_blas",
            "--features server",
            ("index", Feature("_blas")),
        ),
        situation(
            "The same, and the program does not forward them",
            "app\n index\n\nindex _blas openblas=_blas accelerate=_blas",
            "",
            ("index", Feature("_blas")),
        ),
        situation(
            "A feature that is on turns on what must be off",
            "app a b c=b",
            "--features c",
            ("app", All(&[A, Not(&B)])),
        ),
        situation("That is all that is wrong", "app a b c=b", "--features c", ("app", Not(&B))),
        situation(
            "It also turns on what must stay",
            "app a b c=b,net/fast\n net\n\nnet fast",
            "--features c",
            ("app", Not(&B)),
        ),
        situation(
            "`default` turns on what must be off",
            "app default=a,b a b",
            "",
            ("app", Not(&B)),
        ),
        situation(
            "A test build would do as well",
            "app brotli",
            "",
            ("app", Any(&[Feature("brotli"), Test])),
        ),
        situation("Only a test build would do", "app brotli", "", ("app", Test)),
        situation("One of two, and both are on", "app a b", "--features a,b", ("app", ONE_OF_TWO)),
        situation("One of two, and none is on", "app a b", "", ("app", ONE_OF_TWO)),
        situation(
            "Two features, and both are missing",
            "app cuda nccl json",
            "--features json",
            ("app", All(&[CUDA, Feature("nccl")])),
        ),
        situation(
            "One of them is on already",
            "app cuda nccl json",
            "--features json,cuda",
            ("app", All(&[CUDA, Feature("nccl")])),
        ),
        situation(
            "Either of two",
            "app cuda metal json",
            "--features json",
            ("app", Any(&[CUDA, Feature("metal")])),
        ),
        situation(
            "One feature, or two together",
            "app a b cuda json",
            "--features json",
            ("app", Any(&[All(&[A, B]), CUDA])),
        ),
        situation(
            "Nothing is recorded of the program's package",
            "app! flash=klib/flash-attn\n klib\n\nklib flash-attn",
            "",
            ("klib", FLASH),
        ),
        situation(
            "Nothing is recorded of the only package",
            "app! metal flash-attn",
            "--features metal",
            ("app", FLASH),
        ),
        Situation {
            never: Some("a"),
            ..situation(
                "One of two engines, and the default one does not build here (huggingface/tokenizers#1729)",
                "app default=a,progress a b progress",
                "--no-default-features --features progress",
                ("app", ONE_OF_TWO),
            )
        },
        Situation {
            never: Some("a"),
            ..situation(
                "The same in a dependency",
                "app\n tok no-default\n\ntok default=a a b",
                "",
                ("tok", ONE_OF_TWO),
            )
        },
        situation(
            "On in one package and off in the next (huggingface/candle#2184)",
            "app\n core features=metal\n nn\n\nnn metal=core/metal\n core\n\ncore metal",
            "",
            ("nn", Feature("metal")),
        ),
        situation(
            "One of thirteen versions (chelsea0x3b/cudarc#244)",
            "app\n cudarc\n\ncudarc driver cuda-11000 cuda-11001 cuda-11002 cuda-11003 cuda-11004 cuda-11005 cuda-11006 cuda-11007 cuda-11008 cuda-11009 cuda-11010 cuda-11011 cuda-11012",
            "--features cudarc/driver",
            ("cudarc", Any(VERSIONS)),
        ),
        situation(
            "The app has no such feature, the library that panics has (huggingface/candle#3015)",
            "app\n transformers\n\ntransformers flash-attn=flash-kernels,cuda cuda\n flash-kernels optional\n\nflash-kernels",
            "",
            ("transformers", FLASH),
        ),
        situation(
            "A command-line program without any of the runtimes that its library wants (transact-rs/sqlx#2420)",
            "app default=rustls rustls=sqlx/tls-rustls\n sqlx no-default\n\nsqlx default runtime-tokio runtime-async-std tls-rustls",
            "",
            ("sqlx", Any(&[Feature("runtime-async-std"), Feature("runtime-tokio")])),
        ),
        situation(
            "A backend brings one of two runtimes, the program the other (maxcountryman/axum-login#5)",
            "app sqlite=login/sqlite tokio=rt/tokio\n login\n rt no-default\n\nlogin sqlite=rt/async-std\n rt no-default\n\nrt tokio async-std",
            "--features sqlite,tokio",
            (
                "rt",
                Any(&[
                    All(&[Feature("tokio"), Not(&Feature("async-std"))]),
                    All(&[Feature("async-std"), Not(&Feature("tokio"))]),
                ]),
            ),
        ),
        situation(
            "The default runtime beside the one that was asked for (odilia-app/atspi#164)",
            "app default=async-std async-std tokio",
            "--features tokio",
            ("app", Not(&All(&[Feature("async-std"), Feature("tokio")]))),
        ),
        situation(
            "A library between leaves the defaults of another on (snapview/tokio-tungstenite#331)",
            "app\n ws\n\nws\n tls\n\ntls default=aws aws ring",
            "",
            ("tls", All(&[Feature("ring"), Not(&Feature("aws"))])),
        ),
        situation(
            "Nobody on the way forwards",
            "app fast\n mid\n\nmid\n gpu-kernels package=kernels\n\nkernels flash-attn",
            "--features fast",
            ("kernels", FLASH),
        ),
        situation(
            "Nobody on the way recorded what it depends on",
            "app fast\n mid\n\nmid!\n kernels\n\nkernels flash-attn",
            "",
            ("kernels", FLASH),
        ),
        situation(
            "The same, and the defaults are off",
            "app fast\n mid\n\nmid!\n kernels no-default\n\nkernels default=mkl mkl flash-attn",
            "",
            ("kernels", FLASH),
        ),
        situation(
            "A package between recorded nothing, but the program names the last one itself",
            "app cuda=mid/cuda\n mid\n kernels\n\nmid! cuda=kernels/cuda\n kernels\n\nkernels cuda",
            "",
            ("kernels", CUDA),
        ),
        situation(
            "A direct dependency forwards",
            "app\n mid\n\nmid gpu=kernels/cuda\n kernels\n\nkernels cuda",
            "",
            ("kernels", CUDA),
        ),
        situation(
            "A flag for a dependency stays",
            "app json\n kernels\n\nkernels mkl flash-attn",
            "--features kernels/mkl",
            ("app", Feature("json")),
        ),
        situation(
            "An optional dependency that is off",
            "app gpu=dep:kernels,kernels/cuda server=mid\n kernels optional\n mid optional\n\nmid\n kernels\n\nkernels cuda",
            "--features mid",
            ("kernels", CUDA),
        ),
        situation(
            "A weak feature of a dependency that is on",
            "app cuda=kernels?/cuda gpu=dep:kernels\n kernels optional\n\nkernels cuda",
            "--features gpu",
            ("kernels", CUDA),
        ),
        situation(
            "A weak feature of a dependency that is off: it alone would do nothing",
            "app cuda=mid/cuda gpu=mid/gpu\n mid\n other\n\nmid cuda=kernels?/cuda gpu=dep:kernels\n kernels optional\n\nother\n kernels\n\nkernels cuda",
            "",
            ("kernels", CUDA),
        ),
        situation(
            "A table for another target leads nowhere",
            "app win=winapi-kernels/cuda nix=unix-kernels/cuda\n winapi-kernels package=kernels windows\n unix-kernels package=kernels unix\n\nkernels cuda",
            "",
            ("kernels", CUDA),
        ),
        situation(
            "Two features that turn each other on are one",
            "app x=y y=x metrics=tracing tracing=metrics flash-attn",
            "--features tracing",
            ("app", FLASH),
        ),
        situation(
            "A manifest turns on what must be off",
            "app\n mid\n\nmid\n kernels features=b\n\nkernels a b",
            "",
            ("kernels", All(&[A, Not(&B)])),
        ),
        situation(
            "`default` is turned on by another feature",
            "app default=tls tls full=default,cuda cuda",
            "--no-default-features",
            ("app", All(&[CUDA, Feature("tls")])),
        ),
        situation(
            "Names with dots and plus signs",
            "app cuda-12.4=kernels/cuda-12.4 c++17\n kernels\n\nkernels cuda-12.4",
            "--features c++17",
            ("kernels", Feature("cuda-12.4")),
        ),
        situation(
            "The program's own manifest turns on what must be off",
            "app fast\n tls\n\ntls default=aws aws ring",
            "--features fast",
            ("tls", All(&[Feature("ring"), Not(&Feature("aws"))])),
        ),
    ]
}

#[test]
fn the_page_says_what_to_do_in_each_situation() {
    let mut page = String::from(
        "A line is a package with its features, `x=y` for one that turns on another; `!` stands behind the\n\
         name of one without `feature_set!()`. Below it stand its dependencies. The first is the program's.\n",
    );
    for (number, situation) in (1..).zip(situations()) {
        let _ = write!(page, "\n{number}. {}\n\n", situation.title);
        for line in situation.workspace.lines().filter(|line| !line.is_empty()) {
            let _ = writeln!(page, "       {line}");
        }
        let flags = if situation.flags.is_empty() { "no flags" } else { situation.flags };
        let (package, said) = &situation.gate;
        let _ = write!(page, "   Built with {flags}; a function in `{package}` needs {said}");
        let never = situation.never.map(|name| format!("; `{name}` does not build here"));
        let _ = writeln!(page, "{}.\n", never.unwrap_or_default());
        let _ = writeln!(page, "   {}", situation.message(&format!("page-{number}")));
    }
    let _ = std::fs::remove_dir(crate::folder());
    expect_test::expect_file!["page.txt"].assert_eq(&page);
}
