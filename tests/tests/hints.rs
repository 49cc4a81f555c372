//! Every hint is followed: cargo is the oracle.
//!
//! Workspaces at random, each with one gate that does not hold. The hint is made from what the packages
//! would have recorded; every command and every line is taken out of its text and followed with
//! `cargo tree`. `HINTS=5000` makes more than the default, `HINTS_SEED=n` makes that one alone.

// The search itself, without a program around it: a workspace takes milliseconds instead of seconds.
#[path = "../../runtime/core/src/rebuild/mod.rs"]
#[allow(dead_code, unreachable_pub)]
mod rebuild;

#[path = "../../runtime/core/src/model"]
#[allow(dead_code)]
mod model {
    pub(crate) mod package;
    pub(crate) mod predicate;
    pub(crate) mod requirement;
}

#[path = "hints/built.rs"]
mod built;
#[path = "hints/cargo.rs"]
mod cargo;
#[path = "hints/cases.rs"]
mod cases;
#[path = "hints/check.rs"]
mod check;
#[path = "hints/text.rs"]
mod text;
#[path = "hints/workspace.rs"]
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use check::{Hinter, Kind, check};

/// Where this process writes its workspaces.
fn folder() -> PathBuf {
    let folder = format!("hints-{}", std::process::id());
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder)
}

/// Checks workspaces until `wanted` of them were of use; stops at the first few that are wrong.
fn run(
    name: &str,
    wanted: u64,
    stop_after: usize,
    hinter: &Hinter,
) -> (BTreeMap<Kind, u64>, Vec<String>) {
    let folder = folder().join(name);
    let (next, useful, stop) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let found: Mutex<(BTreeMap<Kind, u64>, Vec<String>)> = Mutex::default();
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let folder = folder.join(thread.to_string());
            let (next, useful, stop, found) = (&next, &useful, &stop, &found);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) && useful.load(Ordering::Relaxed) < wanted {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let Some(result) = check(seed, &folder, hinter) else { continue };
                    useful.fetch_add(1, Ordering::Relaxed);
                    let mut found = found.lock().unwrap();
                    match result {
                        Ok(kind) => *found.0.entry(kind).or_default() += 1,
                        Err(text) => found.1.push(text),
                    }
                    if found.1.len() >= stop_after {
                        stop.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let _ = std::fs::remove_dir_all(folder);
    // Whoever is last.
    let _ = std::fs::remove_dir(self::folder());
    found.into_inner().unwrap()
}

#[test]
fn every_hint_works_when_followed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("HINTS_SEED") {
        let folder = folder().join("one");
        println!("{}", folder.display());
        match check(seed, &folder, &check::hint) {
            Some(Err(text)) => panic!("{text}"),
            result => println!("{result:?}"),
        }
        return;
    }
    let wanted = number("HINTS").unwrap_or(300);
    let (kinds, wrong) = run("all", wanted, 8, &check::hint);
    println!("{kinds:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n----\n"));
    for kind in [Kind::Command, Kind::Edit, Kind::Plain, Kind::Nothing] {
        assert!(kinds.contains_key(&kind), "no {kind:?} among {kinds:?}");
    }
}

/// An oracle that finds no planted fault would find no other.
#[test]
fn planted_faults_are_found() {
    fn change_lists(text: &str, change: fn(&str) -> String) -> String {
        let mut parts: Vec<String> = text.split('`').map(str::to_owned).collect();
        for part in parts.iter_mut().filter(|part| part.contains("--features ")) {
            let (flag, list) = part.split_once("--features ").unwrap();
            *part = format!("{flag}--features {}", change(list));
        }
        parts.join("`")
    }
    // What hints were before: the flags of the gate's package, given to whatever is built.
    let of_the_gate: &Hinter = &|_, _, predicate| {
        let mut names = Vec::new();
        predicate.features(&mut |name, _| names.push(name));
        Some(format!("Rebuild with `--features {}`", names.join(",")))
    };
    let brings_defaults_back: &Hinter = &|workspace, before, predicate| {
        let text = check::hint(workspace, before, predicate)?;
        Some(text.replace("--no-default-features --features", "--features"))
    };
    let loses_one: &Hinter = &|workspace, before, predicate| {
        let text = check::hint(workspace, before, predicate)?;
        Some(change_lists(&text, |list| {
            list.rsplit_once(',').map_or(list.to_owned(), |(rest, _)| rest.to_owned())
        }))
    };
    let one_too_many: &Hinter = &|workspace, before, predicate| {
        let text = check::hint(workspace, before, predicate)?;
        let more = workspace.packages[0].features.first().map(|(name, _)| name.clone());
        let more = more.filter(|name| name != "default" && !text.contains(name.as_str()))?;
        Some(text.replace("--features ", &format!("--features {more},")))
    };
    let never_a_command: &Hinter = &|workspace, before, predicate| {
        let text = check::hint(workspace, before, predicate)?;
        let is_command = text.contains("--features");
        Some(if is_command { String::from("Rebuild with something") } else { text })
    };
    let faults: [(&str, &Hinter); 5] = [
        ("of-the-gate", of_the_gate),
        ("defaults", brings_defaults_back),
        ("loses-one", loses_one),
        ("one-too-many", one_too_many),
        ("no-command", never_a_command),
    ];
    for (name, hinter) in faults {
        let (_, wrong) = run(name, 60, 1, hinter);
        assert!(!wrong.is_empty(), "the fault `{name}` was not found");
    }
}

#[test]
fn a_program_prints_the_hints_that_were_followed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let wanted = number("HINTS_BUILT").unwrap_or(12);
    let folder = folder().join("built");
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hints-built");
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    let mut programs = BTreeSet::new();
    let mut seed = number("HINTS_BUILT_SEED").unwrap_or(1_000_000);
    let mut done = 0;
    while done < wanted {
        seed += 1;
        match built::run(seed, &folder, &target) {
            None => continue,
            Some(Ok((program, printed))) => {
                programs.insert(program);
                let kind: String = printed.split(' ').take(3).collect::<Vec<_>>().join(" ");
                *kinds.entry(kind).or_default() += 1;
            }
            Some(Err(text)) => panic!("{text}"),
        }
        done += 1;
    }
    println!("{kinds:?} of {programs:?}");
    let _ = std::fs::remove_dir_all(folder);
    if wanted < 12 {
        return;
    }
    assert_eq!(programs.len(), built::PROGRAMS.len(), "{programs:?}");
    assert!(kinds.keys().any(|kind| kind.starts_with("Rebuild with `--")), "{kinds:?}");
}
