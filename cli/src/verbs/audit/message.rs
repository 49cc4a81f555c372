//! Compares what a fallback says with what is missing.

use std::collections::BTreeSet;

use super::collector::Collector;
use super::rules;
use crate::understand::cfg::Cfg;
use crate::understand::fallback::Fallback;

/// The verdict on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It names a feature that is missing.
    Right,
    /// It names this feature, which is another one.
    Wrong(String),
    /// It names none.
    Vague,
}

/// Reads a message, or the name of an error variant, against the predicate of the real side.
pub(crate) fn verdict(text: &str, predicate: &Cfg, declared: &BTreeSet<String>) -> Verdict {
    let words = words(text);
    let names = |feature: &str| {
        let parts = self::words(feature);
        !parts.is_empty() && words.windows(parts.len()).any(|window| window == parts)
    };
    let missing = predicate.features();
    // `flash-attn` is meant by `flash attention` too.
    let hints_at = |feature: &str| {
        self::words(feature).first().is_some_and(|first| first.len() > 2 && words.contains(first))
    };
    if missing.iter().any(|feature| names(feature) || hints_at(feature)) {
        return Verdict::Right;
    }
    let other = declared
        .iter()
        .filter(|it| !missing.contains(&it.as_str()) && it.len() > 2 && *it != "default");
    let is_meant = |it: &str| !PLAIN.contains(&it) || is_marked(text, it);
    match other.into_iter().find(|feature| names(feature) && is_meant(feature)) {
        Some(other) => Verdict::Wrong(other.clone()),
        None => Verdict::Vague,
    }
}

/// Says what is wrong with the message of code that runs where `needs` is missing.
pub(super) fn check(
    found: &mut Collector<'_>,
    fallback: &Fallback<'_>,
    needs: &Cfg,
    declared: &BTreeSet<String>,
    offset: usize,
    item: &str,
) {
    // Where no feature decides, none is the right one.
    if needs.features().is_empty() {
        return;
    }
    let said = match fallback {
        Fallback::ErrValue(error) => Some(found.source.text_of(*error)),
        other => other.text(),
    };
    let Some(text) = said else { return };
    let (rule, message) = match verdict(text, needs, declared) {
        Verdict::Right => return,
        Verdict::Wrong(other) => (
            &rules::WRONG_FEATURE,
            format!("`{needs}` is missing, but the message names `{other}`: {text:?}"),
        ),
        Verdict::Vague => (
            &rules::VAGUE_MESSAGE,
            format!("`{needs}` is missing, and the message does not say so: {text:?}"),
        ),
    };
    found.add(rule, offset, item, message);
}

/// Features whose names are words that a sentence has anyway: "a full kernel".
const PLAIN: &[&str] = &[
    "all", "async", "base", "client", "core", "extra", "extras", "full", "minimal", "server",
    "std", "sync", "test",
];

/// Whether the message writes the word as code, or as an argument.
fn is_marked(text: &str, word: &str) -> bool {
    let quoted = ['`', '\'', '"'].iter().any(|it| text.contains(&format!("{it}{word}{it}")));
    let is_argument = |flag: &str| {
        text.split(flag).skip(1).any(|it| it.trim_start_matches(['=', ' ']).starts_with(word))
    };
    quoted
        || is_argument("--features")
        || text.contains(&format!("feature {word}"))
        || text.contains(&format!("{word} feature"))
}

/// Lower-case words; `NotCompiledWithCuda` has four.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    let mut starts = true;
    for char in text.chars() {
        if !char.is_alphanumeric() {
            starts = true;
            was_lower = false;
            continue;
        }
        if starts || (char.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        starts = false;
        was_lower = char.is_lowercase() || char.is_numeric();
        if let Some(word) = words.last_mut() {
            word.extend(char.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_compared_with_what_is_missing() {
        let declared: BTreeSet<String> =
            ["cuda", "metal", "flash-attn", "nccl"].iter().map(|it| (*it).to_owned()).collect();
        let of =
            |text: &str, feature: &str| verdict(text, &Cfg::Feature(feature.to_owned()), &declared);
        assert_eq!(of("compile with '--features flash-attn'", "flash-attn"), Verdict::Right);
        assert_eq!(of("Flash attention is missing", "flash-attn"), Verdict::Right);
        assert_eq!(of("Error::NotCompiledWithCudaSupport", "cuda"), Verdict::Right);
        let wrong = Verdict::Wrong(String::from("cuda"));
        assert_eq!(of("Error::NotCompiledWithCudaSupport", "metal"), wrong);
        assert_eq!(of("enable `cuda`", "metal"), wrong);
        assert_eq!(of("not in this build", "metal"), Verdict::Vague);
        assert_eq!(of("metallic", "metal"), Verdict::Vague);
        let declared = BTreeSet::from([String::from("full")]);
        let of = |text: &str| verdict(text, &Cfg::Feature(String::from("cuda")), &declared);
        assert_eq!(of("needs a full kernel"), Verdict::Vague);
        let full = Verdict::Wrong(String::from("full"));
        for text in ["enable `full`", "rebuild with --features full", "needs feature full"] {
            assert_eq!(of(text), full, "{text}");
        }
    }
}
