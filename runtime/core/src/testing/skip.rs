//! What `skip_unless!` does.

use std::io::Write as _;
use std::process::ExitCode;

use crate::build::feature_set::FeatureSet;
use crate::build::here::obstacle_of_feature;

/// What a test returns that was skipped.
pub trait Skipped {
    /// Success.
    fn skipped() -> Self;
}

impl Skipped for () {
    fn skipped() -> Self {}
}

impl<E> Skipped for Result<(), E> {
    fn skipped() -> Self {
        Ok(())
    }
}

impl Skipped for ExitCode {
    fn skipped() -> Self {
        ExitCode::SUCCESS
    }
}

/// Whether to skip this test; prints why.
#[must_use]
pub fn skip(package: &str, feature: &'static str, enabled: bool) -> bool {
    let Some(why) = why(package, feature, enabled) else { return false };
    let thread = std::thread::current();
    // Not by `eprintln!`, which the test harness captures.
    let _ = writeln!(std::io::stderr(), "skipped {}: {why}", thread.name().unwrap_or("a test"));
    true
}

fn why(package: &str, feature: &'static str, enabled: bool) -> Option<String> {
    if !enabled {
        let mut hint = FeatureSet::current().package(package).compilation_hints(&[feature]);
        if hint.is_empty() {
            // The package says nothing of itself.
            hint = format!("Rebuild with feature `{feature}`");
        }
        return Some(format!("`{package}` was built without feature `{feature}`. {hint}."));
    }
    if let Some(lack) = obstacle_of_feature(package, feature) {
        return Some(format!("`{feature}` is unusable here: {lack}."));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::why;
    use crate::model::machine::Machine;
    use crate::testing::simulate_machine;

    #[test]
    fn a_feature_that_is_off_is_named_with_how_to_rebuild() {
        assert_eq!(why("my-llm", "tokenizers", true), None);
        assert_eq!(
            why("my-llm", "tokenizers", false).unwrap(),
            "`my-llm` was built without feature `tokenizers`. Rebuild with feature `tokenizers`."
        );
    }

    #[test]
    fn a_machine_that_lacks_what_a_feature_needs_is_named() {
        let _machine = simulate_machine(Machine::new("linux", ""));
        assert_eq!(
            why("my-llm", "cuda", true).unwrap(),
            "`cuda` is unusable here: no NVIDIA driver is installed."
        );
    }
}
