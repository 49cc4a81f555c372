//! Every hint is followed: cargo is the oracle.
//!
//! Workspaces at random, each with one gate that does not hold. The hint is made from what the packages
//! would have recorded; every command and every line is taken out of its text and followed with
//! `cargo tree`. `HINTS=5000` makes more than the default, `HINTS_SEED=n` makes that one alone.

#[path = "../../runtime/src/build/mod.rs"]
#[allow(dead_code, unreachable_pub)]
mod build;
#[path = "../../runtime/src/model/mod.rs"]
#[allow(dead_code, unused_imports)]
mod model;
#[path = "../../runtime/src/predicate.rs"]
#[allow(dead_code, unexpected_cfgs)]
mod predicate;

#[path = "hints/cargo.rs"]
mod cargo;
#[path = "hints/check.rs"]
mod check;
#[path = "hints/text.rs"]
mod text;
#[path = "hints/workspace.rs"]
mod workspace;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use check::{Hinter, Kind, check};

/// Checks workspaces until `wanted` of them were of use; stops at the first few that are wrong.
fn run(name: &str, wanted: u64, stop_after: usize, hinter: &Hinter) -> (BTreeMap<Kind, u64>, Vec<String>) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hints").join(name);
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
    found.into_inner().unwrap()
}

#[test]
fn every_hint_works_when_followed() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("HINTS_SEED") {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hints").join("one");
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
