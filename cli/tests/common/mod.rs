//! Runs the program on copies of fixtures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, as cargo starts it.
#[allow(dead_code)]
pub(crate) fn featherfall(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// The same, not yet started.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-featherfall"));
    command.arg("featherfall").args(arguments).current_dir(folder);
    command
}

/// What the program wrote to stdout.
#[allow(dead_code)]
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What the program wrote to stderr.
#[allow(dead_code)]
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Copies a folder.
#[allow(dead_code)]
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files below a folder with their bytes, sorted.
#[allow(dead_code)]
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// A package with one source file.
#[allow(dead_code)]
pub(crate) fn package(folder: &Path, source: impl AsRef<[u8]>) {
    let manifest = "[package]\nname = \"sample\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[features]\nfast = []\ngpu = []\n";
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), source).unwrap();
}

/// The text of the library after `adopt --write`, and what was said.
#[allow(dead_code)]
pub(crate) fn adopted(source: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path(), source);
    let output = featherfall(folder.path(), &["adopt", "--write", "--choices"]);
    (fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(), stderr(&output))
}

/// Adds to the manifest of the package.
#[allow(dead_code)]
pub(crate) fn configure(folder: &Path, text: &str) {
    let manifest = folder.join("Cargo.toml");
    let before = fs::read_to_string(&manifest).unwrap();
    fs::write(manifest, format!("{before}\n{text}")).unwrap();
}

/// Makes the folder a git repository.
#[allow(dead_code)]
pub(crate) fn repository(folder: &Path) {
    git(folder, &["init", "--quiet"]);
}

/// Commits everything in the folder.
#[allow(dead_code)]
pub(crate) fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
    git(folder, &[&who[..], &["commit", "--quiet", "--message", "x"]].concat());
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").args(arguments).current_dir(folder).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}
