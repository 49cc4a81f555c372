//! Tests that build something of their own.

use std::path::Path;
use std::process::Command;

/// Runs cargo in a folder, with a target directory of its own; gives back what it prints.
///
/// # Panics
///
/// If cargo fails.
#[must_use]
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let command = command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", target);
    // Set for this test, and no wish of the user's.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "FEATHERFALL"] {
        command.env_remove(name);
    }
    run(command)
}

/// Runs a program; gives back what it prints.
///
/// # Panics
///
/// If it fails.
pub fn run(command: &mut Command) -> String {
    let output = command.output().expect("a program");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{error}", output.status);
    String::from_utf8(output.stdout).expect("text")
}
