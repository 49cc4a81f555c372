//! What the commands take grows with a file as the file does:
//! `PAIRS=3000 cargo test --release -p cargo-featherfall --test linear -- --ignored --nocapture`

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Four times as many pairs may take so many times as long.
const BAR: f64 = 4.5;

/// Other work on the machine makes a run longer, and never shorter.
const ROUNDS: usize = 5;

/// A package of one file with so many pairs of functions.
fn package(folder: &Path, pairs: usize) {
    let mut code = String::new();
    for index in 0..pairs {
        let result = format!("pub fn f{index}(x: u32) -> Result<u32, String>");
        writeln!(
            code,
            "#[cfg(feature = \"gpu\")]\n{result} {{\n    Ok(x + {index})\n}}\n\
             #[cfg(not(feature = \"gpu\"))]\n{result} {{\n    let _ = x;\n    \
             Err(String::from(\"f{index} needs a GPU\"))\n}}"
        )
        .unwrap();
    }
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), code).unwrap();
    let manifest = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\ngpu = []\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
}

/// The CPU seconds of a command, of all its threads: what the shell says its children took.
fn seconds(verb: &str, folder: &Path) -> f64 {
    let output = Command::new("sh")
        .args(["-c", "\"$@\" > /dev/null 2>&1; times", "sh"])
        .args([env!("CARGO_BIN_EXE_cargo-featherfall"), "featherfall", verb, "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let children = said.lines().last().unwrap();
    let seconds = |it: &str| {
        let (minutes, seconds) = it.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    children.split_whitespace().map(seconds).sum()
}

#[test]
#[ignore = "CPU times say little where much else runs"]
fn four_times_as_many_pairs_take_hardly_more_than_four_times_as_long() {
    let (few, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let pairs = std::env::var("PAIRS").map_or(1_000, |it| it.parse().unwrap());
    package(few.path(), pairs);
    package(many.path(), 4 * pairs);
    for verb in ["audit", "adopt"] {
        let mut least = [f64::MAX; 2];
        let mut ratio = f64::MAX;
        for _ in 0..ROUNDS {
            for (least, folder) in least.iter_mut().zip([few.path(), many.path()]) {
                *least = least.min(seconds(verb, folder));
            }
            ratio = least[1] / least[0];
            if ratio <= BAR {
                break;
            }
        }
        println!("{verb}: {:.2} s, {:.2} s, {ratio:.2} times", least[0], least[1]);
        assert!(ratio <= BAR, "{verb}: {least:?} s, {ratio:.2} times as long");
    }
}
