//! The same workspaces, really built: what the program prints is what the search was asked for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::cargo::{State, resolve};
use super::check::{features, hint, holds, predicate};
use super::workspace::{Dependency, Random, Table, Workspace};

/// Which program of the root asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Program {
    /// `src/main.rs`.
    Main,
    /// The same under another name than the package's.
    Named,
    /// One of two, beside a library.
    Second,
    Example,
    Test,
    Bench,
    /// The library's own tests.
    Unit,
}

pub const PROGRAMS: [Program; 7] = [
    Program::Main,
    Program::Named,
    Program::Second,
    Program::Example,
    Program::Test,
    Program::Bench,
    Program::Unit,
];

impl Program {
    /// Where its `main` stands, and what the manifest says of it.
    fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Main => ("src/main.rs", ""),
            Self::Named => {
                ("src/main.rs", "[[bin]]\nname = \"serve-all\"\npath = \"src/main.rs\"\n")
            }
            Self::Second => ("src/bin/two/main.rs", ""),
            Self::Example => ("examples/show.rs", ""),
            Self::Test => ("tests/it.rs", "[[test]]\nname = \"it\"\nharness = false\n"),
            Self::Bench => ("benches/speed.rs", "[[bench]]\nname = \"speed\"\nharness = false\n"),
            Self::Unit => ("src/lib.rs", ""),
        }
    }

    /// What cargo is asked to do.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Main => &["run"],
            Self::Named => &["run", "--bin", "serve-all"],
            Self::Second => &["run", "--bin", "two"],
            Self::Example => &["run", "--example", "show"],
            Self::Test => &["test", "--test", "it"],
            Self::Bench => &["test", "--bench", "speed"],
            Self::Unit => &["test", "--lib"],
        }
    }

    /// Whether it has the root's `[dev-dependencies]`.
    fn is_tested(self) -> bool {
        !matches!(self, Self::Main | Self::Named | Self::Second)
    }

    /// Whether a library holds the gate and `feature_set!()`.
    fn has_library(self) -> bool {
        !matches!(self, Self::Main | Self::Named)
    }
}

const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");

/// What the program's line begins with, among what a test prints.
const MARK: &str = "hint: ";

/// Builds and runs one workspace. `None` where the seed makes nothing of use.
pub fn run(seed: u64, folder: &Path, target: &Path) -> Option<Result<(Program, String), String>> {
    let random = &mut Random(seed);
    let mut workspace = Workspace::random(random);
    // No build for Linux can have it, whoever asks.
    workspace.never = Some("metal");
    let program = PROGRAMS[usize::try_from(seed).unwrap() % PROGRAMS.len()];
    workspace.tested = program.is_tested();
    let before = resolve(&workspace, &workspace.build)?;
    if !before.linked.contains(&workspace.gate) {
        workspace.gate = *random.of(&before.linked.iter().copied().collect::<Vec<_>>());
    }
    let names = workspace.packages[workspace.gate].feature_names();
    let here = features(&before, workspace.gate);
    if names.is_empty() {
        return None;
    }
    let predicate = (0..20)
        .map(|_| predicate(random, &mut names.clone(), &here))
        .find(|found| !holds(found, &here))?;
    if program == Program::Unit && workspace.gate == 0 && predicate.to_string().contains("test") {
        // There it would hold.
        return None;
    }
    let root = workspace.write(folder);
    for index in 0..workspace.packages.len() {
        let gate = (index == workspace.gate).then(|| predicate.to_string());
        write_sources(&workspace, &before, index, gate.as_deref(), folder, program);
    }
    let output = Command::new(env!("CARGO"))
        .args(program.arguments())
        .args(["--quiet", "--offline", "-p", "app"])
        .args(workspace.build.arguments())
        .args((program == Program::Unit).then_some(["--", "--nocapture"]).into_iter().flatten())
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let printed = stdout.lines().find_map(|line| line.strip_prefix(MARK)).unwrap_or("").to_owned();
    let expected = hint(&workspace, &before, &predicate).unwrap_or_else(|| String::from("-"));
    let blocked = "No rebuild helps for this target: ";
    if output.status.success()
        && (printed == expected || (expected == "-" && printed.starts_with(blocked)))
    {
        return Some(Ok((program, printed)));
    }
    Some(Err(format!(
        "seed {seed}, {program:?}: expected {expected}\nprinted {printed}\n{}\ngate in `{}`: {predicate}\n{}",
        String::from_utf8_lossy(&output.stderr),
        workspace.packages[workspace.gate].name,
        workspace.show()
    )))
}

fn write_sources(
    workspace: &Workspace,
    before: &State,
    index: usize,
    gate: Option<&str>,
    folder: &Path,
    program: Program,
) {
    let package = &workspace.packages[index];
    let of = folder.join(workspace.folder(index));
    let is_root = index == 0;
    let (place, table) = program.place();
    if package.recorded || gate.is_some() || is_root {
        let manifest = of.join("Cargo.toml");
        let mut text = fs::read_to_string(&manifest).unwrap();
        let _ = write!(text, "\n[dependencies.featherfall]\npath = {RUNTIME:?}\n");
        if is_root {
            let _ = write!(text, "\n{table}");
        }
        fs::write(manifest, text).unwrap();
    }
    let mut source = String::from("#![allow(unused_extern_crates)]\n");
    if package.recorded {
        source.push_str("featherfall::feature_set!();\n");
    }
    let mut named = BTreeSet::new();
    let mut externs = |of: &dyn Fn(&Dependency) -> bool| {
        let mut text = String::new();
        for dependency in package.dependencies.iter().filter(|dependency| of(dependency)) {
            if before.used(index, dependency) && named.insert(dependency.name.clone()) {
                let name = dependency.name.replace('-', "_");
                let _ = writeln!(text, "extern crate {name};");
            }
        }
        text
    };
    source.push_str(&externs(&Dependency::is_here));
    // A package may depend on itself for its tests.
    let is_of_tests = |it: &Dependency| is_root && it.table == Table::Dev && it.name != "app";
    let tests = externs(&is_of_tests);
    if let Some(predicate) = gate {
        let _ = writeln!(
            source,
            "#[featherfall::requires_feature({predicate})]\npub fn gate() -> std::io::Result<()> {{ Ok(()) }}"
        );
    }
    if !is_root {
        fs::write(of.join("src/lib.rs"), source).unwrap();
        return;
    }
    let ask = format!(
        "{{\n    let gate = featherfall::capabilities().iter().find(|it| it.name() == \"gate\").unwrap();\n    \
         println!(\"\\n{MARK}{{}}\", gate.hint().unwrap_or_else(|| String::from(\"-\")));\n}}\n"
    );
    let tests = if program.is_tested() { tests } else { String::new() };
    fs::remove_file(of.join("src/main.rs")).unwrap();
    let main = match program {
        Program::Main | Program::Named => format!("{source}fn main() {ask}"),
        Program::Unit => {
            let tests = tests.replace("extern", "#[cfg(test)] extern");
            format!("{source}{tests}#[test]\nfn asks() {ask}")
        }
        _ => format!("#![allow(unused_extern_crates)]\nextern crate app;\n{tests}fn main() {ask}"),
    };
    if program.has_library() {
        fs::write(of.join("src/lib.rs"), source).unwrap();
    }
    if program == Program::Second {
        fs::create_dir_all(of.join("src/bin")).unwrap();
        fs::write(of.join("src/bin/one.rs"), "fn main() {}\n").unwrap();
    }
    let place = of.join(place);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, main).unwrap();
}
