//! The same workspaces, really built: what the program prints is what the search was asked for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cargo::{State, resolve};
use super::check::{features, hint, holds, predicate};
use super::workspace::{Random, Workspace};

const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");

/// Builds and runs one workspace. `None` where the seed makes nothing of use.
pub fn run(seed: u64, folder: &Path, target: &Path) -> Option<Result<String, String>> {
    let random = &mut Random(seed);
    let mut workspace = Workspace::random(random);
    // No build for Linux can have it, whoever asks.
    workspace.never = Some("metal");
    let before = resolve(&workspace, &workspace.build)?;
    if !before.linked.contains(&workspace.gate) {
        workspace.gate = *random.of(&before.linked.iter().copied().collect::<Vec<_>>());
    }
    let names = workspace.packages[workspace.gate].feature_names();
    let here = features(&before, workspace.gate);
    let is_twin = |index: usize| {
        let name = &workspace.packages[index].name;
        workspace.packages.iter().filter(|other| other.name == *name).count() > 1
    };
    if names.is_empty() || (0..workspace.packages.len()).any(is_twin) {
        return None;
    }
    let predicate = (0..20)
        .map(|_| predicate(random, &mut names.clone(), &here))
        .find(|found| !holds(found, &here))?;
    let root = workspace.write(folder);
    for index in 0..workspace.packages.len() {
        let gate = (index == workspace.gate).then(|| predicate.to_string());
        write_sources(&workspace, &before, index, gate.as_deref(), folder);
    }
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "-p", "app"])
        .args(workspace.build.arguments())
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let printed = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    let expected = hint(&workspace, &before, &predicate).unwrap_or_else(|| String::from("-"));
    let blocked = "No rebuild helps for this target: ";
    if output.status.success()
        && (printed == expected || (expected == "-" && printed.starts_with(blocked)))
    {
        return Some(Ok(printed));
    }
    Some(Err(format!(
        "seed {seed}: expected {expected}\nprinted {printed}\n{}\ngate in `{}`: {predicate}\n{}",
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
) {
    let package = &workspace.packages[index];
    let of = folder.join(workspace.folder(index));
    let is_root = index == 0;
    if package.recorded || gate.is_some() || is_root {
        let manifest = of.join("Cargo.toml");
        let mut text = fs::read_to_string(&manifest).unwrap();
        let _ = write!(text, "\n[dependencies.featherfall]\npath = {RUNTIME:?}\n");
        fs::write(manifest, text).unwrap();
    }
    let mut source = String::from("#![allow(unused_extern_crates)]\n");
    if package.recorded {
        source.push_str("featherfall::feature_set!();\n");
    }
    let mut named = BTreeSet::new();
    for dependency in &package.dependencies {
        let used = before.used(index, dependency);
        if dependency.is_here() && used && named.insert(&dependency.name) {
            let _ = writeln!(source, "extern crate {};", dependency.name.replace('-', "_"));
        }
    }
    if let Some(predicate) = gate {
        let _ = writeln!(
            source,
            "#[featherfall::requires_feature({predicate})]\npub fn gate() -> std::io::Result<()> {{ Ok(()) }}"
        );
    }
    if is_root {
        source.push_str(
            "fn main() {\n    let gate = featherfall::capabilities().iter().find(|it| it.name() == \"gate\").unwrap();\n    \
             println!(\"{}\", gate.hint().unwrap_or_else(|| String::from(\"-\")));\n}\n",
        );
    }
    let file: PathBuf = of.join("src").join(if is_root { "main.rs" } else { "lib.rs" });
    fs::write(file, source).unwrap();
}
