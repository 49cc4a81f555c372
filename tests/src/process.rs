//! Tests that need a process of their own run this very test binary again.

use std::process::Command;

/// Set in the process that [`run_alone`] starts.
const ALONE: &str = "FEATHERFALL_TEST_ALONE";

/// Runs `body` in a process of its own in which the test `name` is the only one, with `FEATHERFALL`
/// as given. Returns what that process printed.
///
/// # Panics
///
/// If the test fails there.
pub fn run_alone(name: &str, featherfall: &str, body: impl FnOnce()) -> String {
    if std::env::var_os(ALONE).is_some() {
        body();
        return String::new();
    }
    let binary = std::env::current_exe().expect("a path of this binary");
    let output = Command::new(binary)
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(ALONE, "1")
        .env("FEATHERFALL", featherfall)
        .output()
        .expect("this binary runs again");
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed alone\n{stdout}\n{stderr}");
    assert!(stdout.contains("1 passed"), "there is no test {name}\n{stdout}");
    stdout
}
