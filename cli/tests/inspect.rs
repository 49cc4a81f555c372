//! `inspect` and `diff` on a program that is built here, in two feature states.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use common::{featherfall, stderr, stdout};
use serde_json::Value;

/// Builds the fixture that prints its own report as JSON, with these features, and copies it away.
fn program(name: &str, arguments: &[&str]) -> PathBuf {
    // Every build leaves its program at the same place.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("inspect");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "-p", "fixture-platform"])
        .args(arguments)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", &target)
        .status()
        .unwrap();
    assert!(status.success());
    let profile = if arguments.contains(&"--release") { "release" } else { "debug" };
    let built = target.join(profile).join("fixture-platform");
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::copy(built.with_extension(std::env::consts::EXE_EXTENSION), &kept).unwrap();
    kept
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_finished_file_says_what_the_program_says() {
    const LTO: [&str; 3] = ["--release", "--config", "profile.release.lto=\"fat\""];
    let stripped = [&LTO[..], &["--config", "profile.release.strip=true"]].concat();
    let builds: [(&str, &[&str]); 4] =
        [("debug", &[]), ("release", &["--release"]), ("lto", &LTO), ("stripped", &stripped)];
    for (name, arguments) in builds {
        let file = program(name, arguments);
        let run = json(&stdout(&Command::new(&file).output().unwrap()));
        let output =
            featherfall(Path::new("."), &["inspect", file.to_str().unwrap(), "--format", "json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let read = json(&stdout(&output));
        for field in ["schema", "featherfall", "binary"] {
            assert_eq!(read[field], run[field], "{name}: {field}");
        }
        assert_eq!(read["features"]["on"], run["features"]["on"], "{name}");
        assert_eq!(read["features"]["off"], run["features"]["off"], "{name}");
        let (rows, ran) =
            (read["capabilities"].as_array().unwrap(), run["capabilities"].as_array().unwrap());
        assert!(rows.len() > 20, "{name}: {}", rows.len());
        // What was not collected ran all the same; no file knows that.
        let ran: Vec<&Value> = ran.iter().filter(|row| row["collected"] == true).collect();
        assert_eq!(rows.len(), ran.len(), "{name}");
        for (row, ran) in rows.iter().zip(ran) {
            for field in
                ["id", "capability", "kind", "built", "arm", "support", "limitation", "location"]
            {
                assert_eq!(row[field], ran[field], "{name}: {field} of {}", ran["id"]);
            }
        }
    }
}

#[test]
fn what_is_expected_and_what_was_lost_is_named() {
    let (on, off) = (program("on", &[]), program("less", &["--no-default-features"]));
    let (on, off) = (on.to_str().unwrap(), off.to_str().unwrap());
    let run = |arguments: &[&str]| featherfall(Path::new("."), arguments);
    let expect = run(&["inspect", on, "--expect", "fast,fixture-platform::plain"]);
    assert_eq!(expect.status.code(), Some(0), "{}", stderr(&expect));
    let expect = run(&["inspect", off, "--expect", "fixture-platform::plain"]);
    assert_eq!(expect.status.code(), Some(1));
    assert!(
        stderr(&expect).contains("`fixture-platform::plain` is not built: it requires \"fast\""),
        "{}",
        stderr(&expect)
    );
    let expect = run(&["inspect", on, "--expect", "no_such_thing"]);
    assert_eq!(expect.status.code(), Some(1));
    assert!(stderr(&expect).contains("is neither a capability nor a feature here"));

    let lost = run(&["diff", on, off]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(stdout(&lost).contains("is no longer built"), "{}", stdout(&lost));
    let gained = run(&["diff", off, on]);
    assert_eq!(gained.status.code(), Some(0), "{}", stdout(&gained));
    assert!(stdout(&gained).contains("+ `fixture-platform::plain` is built now"));
    assert_eq!(run(&["diff", on, on]).status.code(), Some(0));
}

/// The steps of the workflow that the guide shows, and where they stop: at a release that lost
/// something.
#[test]
fn the_workflow_of_the_guide_stops_a_release_that_lost_something() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/guide/releases.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let steps =
        guide.lines().filter_map(|line| line.trim().strip_prefix("- run: cargo featherfall "));
    let steps: Vec<&str> = steps.collect();
    assert_eq!(steps.len(), 2, "{guide}");
    let (whole, lost) = (program("whole", &[]), program("lost", &["--no-default-features"]));
    let folder = tempfile::tempdir().unwrap();
    let put = |program: &Path, name: &str| {
        let to = folder.path().join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(program, to).unwrap();
    };
    put(&whole, "old/my-llm");
    for (program, code) in [(&whole, 0), (&lost, 1)] {
        put(program, "target/release/my-llm");
        for step in &steps {
            // What the fixture has for a feature and a capability.
            let step = step.replace("cuda,flash_attention", "fast,plain");
            let words: Vec<&str> = step.split(' ').collect();
            let output = featherfall(folder.path(), &words);
            assert_eq!(output.status.code(), Some(code), "{step}: {}", stderr(&output));
        }
    }
}

#[test]
fn files_without_records_are_refused_with_a_sentence() {
    for file in ["Cargo.toml", "src", "no-such-file", "/bin/sh"] {
        refused(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    }
}

/// Runs the program on a file that has no records; gives the one sentence that it says.
fn refused(file: &Path) -> String {
    let output = featherfall(Path::new("."), &["inspect", file.to_str().unwrap()]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{}: {said}", file.display());
    assert_eq!(said.trim_end().lines().count(), 1, "{}: {said}", file.display());
    assert!(stdout(&output).is_empty(), "{}", file.display());
    said
}

/// Regular files of a folder that the test may read, in the order of their names.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|it| it.path()).filter(|it| it.is_file()).collect();
    files.retain(|it| std::fs::File::open(it).is_ok());
    files.sort();
    files
}

/// Programs of the system, and the libraries that rustc brings to every system.
#[test]
fn files_of_others_are_refused_by_the_program() {
    let libraries =
        Command::new("rustc").args(["--print", "target-libdir"]).output().expect("rustc");
    let libraries = PathBuf::from(stdout(&libraries).trim());
    let programs = files_of(Path::new("/usr/bin")).into_iter().take(30);
    let mut seen = 0;
    for file in files_of(&libraries).into_iter().take(20).chain(programs) {
        let said = refused(&file);
        assert!(said.contains("holds no records"), "{said}");
        seen += 1;
    }
    assert!(seen >= 20, "only {seen} files");
}

#[test]
fn what_upx_packed_is_refused_until_it_is_unpacked() {
    if Command::new("upx").arg("--version").output().is_err() {
        eprintln!("skipped: `upx` is not installed (Debian's package `upx-ucl`)");
        return;
    }
    let file = program("packed", &["--release"]);
    let upx = |how: &str| {
        let output = Command::new("upx").args(["-q", how]).arg(&file).output().unwrap();
        assert!(output.status.success(), "{how}: {}", stderr(&output));
    };
    let report = stdout(&Command::new(&file).output().unwrap());
    upx("-1");
    assert_eq!(stdout(&Command::new(&file).output().unwrap()), report, "it runs, packed");
    let said = refused(&file);
    assert!(said.contains("holds no records"), "{said}");
    assert!(said.contains("packed by UPX, unpack it first (`upx -d`)"), "{said}");
    // What it asks for helps.
    upx("-d");
    let output = featherfall(Path::new("."), &["inspect", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
}
