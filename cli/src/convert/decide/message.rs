//! What a hand-written message says that the computed one does not.

use crate::read::syntax::literal;
use crate::understand::cfg::Cfg;

/// Words that the computed message says too, or that say nothing.
const SAID: &[&str] = &[
    "a",
    "add",
    "added",
    "an",
    "and",
    "are",
    "at",
    "attention",
    "available",
    "backend",
    "be",
    "been",
    "build",
    "building",
    "built",
    "by",
    "compilation",
    "compile",
    "compiled",
    "compiling",
    "crate",
    "enable",
    "enabled",
    "enabling",
    "feature",
    "features",
    "flag",
    "for",
    "function",
    "has",
    "have",
    "implemented",
    "in",
    "is",
    "isn",
    "it",
    "kernel",
    "kernels",
    "missing",
    "must",
    "needs",
    "no",
    "not",
    "of",
    "on",
    "only",
    "op",
    "operation",
    "operations",
    "or",
    "please",
    "rebuild",
    "require",
    "required",
    "requires",
    "support",
    "supported",
    "supports",
    "t",
    "the",
    "this",
    "to",
    "turn",
    "turned",
    "unavailable",
    "unsupported",
    "was",
    "were",
    "when",
    "with",
    "without",
    "you",
    "your",
];

/// Words with which a way that needs no rebuild begins.
const WAYS: &[&str] = &["use", "try", "set", "switch", "pass", "instead", "choose", "disable"];

/// `alternative = ".."` or `note = ".."` if the text says something of its own.
pub(super) fn option(text: &str, name: &str, predicate: &Cfg) -> Option<String> {
    let mut known: Vec<String> = SAID.iter().map(|word| (*word).to_owned()).collect();
    let parts = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    known.extend(parts(name));
    predicate.features().iter().for_each(|feature| known.extend(parts(feature)));
    known.extend(parts(&predicate.to_string()));
    // What follows `--features` is a rebuild hint, right or wrong: the computed one says it better.
    let flags = text.split("--features").skip(1);
    known.extend(flags.flat_map(|it| parts(it.split_whitespace().next().unwrap_or_default())));
    let own: Vec<String> = parts(text)
        .into_iter()
        .filter(|word| !is_known(word, &known) && word.chars().any(char::is_alphabetic))
        .collect();
    if own.is_empty() || text.contains(['{', '}']) {
        return None;
    }
    let is_way = own.iter().any(|word| WAYS.contains(&word.as_str()))
        && !text.contains("--features")
        && !text.to_lowercase().contains("feature");
    let key = if is_way { "alternative" } else { "note" };
    Some(format!("{key} = {}", literal(text.trim())))
}

/// The hint that a predicate needs because no `--features` can satisfy it.
pub(super) fn hint(predicate: &Cfg, text: Option<&str>) -> Option<String> {
    let name = predicate.build_script()?;
    let text = match text {
        Some(text) => String::from(text),
        None => format!("build where the build script sets `{name}`"),
    };
    Some(format!("hint = {}", literal(&text)))
}

/// Whether one of the words, or another form of it, is known: `quantization` after `quantize`.
fn is_known(word: &str, known: &[String]) -> bool {
    const STEM: usize = 5;
    known.iter().any(|it| {
        it == word
            || (word.len() > STEM && word.get(..STEM).is_some_and(|stem| it.starts_with(stem)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_new_is_kept() {
        let cuda = Cfg::Feature(String::from("cuda"));
        let flash = Cfg::Feature(String::from("flash-attn"));
        let said = |text: &str, name: &str, cfg: &Cfg| option(text, name, cfg);
        assert_eq!(said("compile with '--features flash-attn'", "f", &flash), None);
        assert_eq!(
            said("moe_gemm is only implemented for the cuda backend", "moe_gemm", &cuda),
            None
        );
        assert_eq!(said("compile with --features metal", "f", &flash), None);
        assert_eq!(said("GEMV requires CUDA feature", "gemv", &cuda), None);
        assert_eq!(
            said("use `sort_last_dim` instead", "f", &cuda).as_deref(),
            Some("alternative = \"use `sort_last_dim` instead\"")
        );
        assert_eq!(
            said("needs compute capability sm_80", "f", &cuda).as_deref(),
            Some("note = \"needs compute capability sm_80\"")
        );
    }
}
