//! What `audit` looks for. The ids are stable: baselines and suppressions name them.

use clap::ValueEnum;
use serde::Serialize;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    /// Worth knowing.
    Note,
    /// Misleads users, or hides that something is missing.
    Warning,
    /// Wrong, or a crash.
    Error,
}

impl Severity {
    /// The word, the same in all formats.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The stable id.
    pub(crate) id: &'static str,
    /// How much a finding matters.
    pub(crate) severity: Severity,
    /// What it finds, in one sentence.
    pub(crate) summary: &'static str,
    /// What to do about it.
    pub(crate) suggestion: &'static str,
}

macro_rules! rules {
    ($($name:ident: $id:literal, $severity:ident, $summary:literal, $suggestion:literal;)*) => {
        $(
            pub(crate) static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                summary: $summary,
                suggestion: $suggestion,
            };
        )*

        /// All rules, sorted by id.
        pub(crate) static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    BROKEN_ANNOTATION: "broken-annotation", Error,
        "An annotation of featherfall does not say what it should.",
        "correct the attribute; the compiler says the same";
    DUMMY_IMPL: "dummy-impl", Warning,
        "A type stands in by hand for a backend that is not compiled.",
        "make it a `#[feature_stub]`";
    HAND_WRITTEN_PAIR: "hand-written-pair", Note,
        "Code exists twice, once for builds with and once for builds without a feature.",
        "gate one function for it with `#[requires_feature]`, or choose by `feature_gated!`";
    LOST_ANNOTATION: "lost-annotation", Warning,
        "An annotation that an older revision has is gone, and its item is still there.",
        "write it again, or let `cargo featherfall adopt --since REVISION` do it";
    MISSING_DEPENDENCY: "missing-dependency", Error,
        "Code names the runtime, and the manifest does not.",
        "add the dependency to `Cargo.toml`";
    MISSING_FEATURE_SET: "missing-feature-set", Warning,
        "A package has gates, and nothing records which features it has and which are on.",
        "add `feature_set!()` at the crate's root: hints and reports are guesses without it";
    PANICKING_FALLBACK: "panicking-fallback", Error,
        "A build without the feature panics although the function returns a `Result`.",
        "use `#[requires_feature]`: it returns an error that says how to rebuild";
    SILENT_FALLBACK: "silent-fallback", Warning,
        "A build without the feature does less and tells nobody.",
        "use `#[requires_feature(.., otherwise = ..)]` or `feature_gated!`: reports can list it then";
    UNDECLARED_FEATURE: "undeclared-feature", Error,
        "A `#[cfg]` or an annotation names a feature that the manifest does not declare.",
        "declare the feature in `Cargo.toml` or correct its name";
    UNSUPPORTED_BAIL: "unsupported-bail", Warning,
        "A hand-written error says that something is not supported.",
        "use `#[quant_support]`, `quant_refuses!` or `quant_ignores!`: reports can list it then";
    UNTRACKED_TODO: "untracked-todo", Note,
        "Unfinished code names no issue.",
        "name an issue, or use `#[limitation(.., tracking = \"..\")]`";
    VAGUE_MESSAGE: "vague-message", Note,
        "The message of a fallback does not name the feature that is missing.",
        "use `#[requires_feature]`: its message names the feature and the command";
    WRONG_FEATURE: "wrong-feature", Error,
        "The message of a fallback names another feature than the one that is missing.",
        "use `#[requires_feature]`: its message cannot drift";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_and_unique() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
