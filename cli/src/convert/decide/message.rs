//! What a hand-written message says that the computed one does not.

use proc_macro2::TokenStream;

use super::reason::{Reason, stays};
use super::typed::MADE_ELSEWHERE;
use crate::read::names::{Name, Role, names, paths};
use crate::read::syntax::{has_word, literal, path_name};
use crate::understand::cfg::Cfg;
use crate::understand::fallback::Fallback;
use crate::understand::place::Place;

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

/// The option that keeps what the failure says beyond the computed message; an error if something
/// is lost that somebody reads or looks for.
pub(super) fn replaced(
    place: &Place<'_>,
    found: &Fallback<'_>,
    name: &str,
    predicate: &Cfg,
) -> Result<Option<String>, Reason> {
    let code = found.code();
    matched(place, found, &code)?;
    let Some(text) = found.text() else {
        return if code.is_empty() { Ok(None) } else { stays(MADE_ELSEWHERE) };
    };
    // A format string writes its braces twice.
    let is_format = !matches!(found, Fallback::ErrText(..)) || is_formatted(&code);
    let text = if is_format {
        text.replace("{{", "\u{1}").replace("}}", "\u{2}")
    } else {
        text.to_owned()
    };
    if shows_values(place, &code) || (is_format && text.contains('{')) {
        return stays("its message shows a value, and the computed one would not");
    }
    let text = text.replace('\u{1}', "{").replace('\u{2}', "}");
    let kept = option(&text, name, predicate);
    let is_whole = kept.as_ref().is_some_and(|it| it.starts_with("alternative"));
    let is_said = |part: &str| {
        let features = predicate.features();
        is_whole
            || name.contains(part)
            || features.iter().any(|it| it.contains(part))
            || ["feature", "unavailable", "without", "--features"].contains(&part)
    };
    if let Some((path, part)) =
        place.index.callers().looking_for(&text, place.file, owner(place), is_said)
    {
        let path = place.index.package.inside(path);
        return stays(format!("{path} looks for {part:?} in its message"));
    }
    Ok(kept)
}

/// The type whose method the site is or stands in, else the function.
fn owner<'a>(place: &Place<'a>) -> &'a str {
    let mut names = place.site.item.rsplit("::");
    let name = names.next().unwrap_or_default();
    names.next().filter(|it| it.starts_with(char::is_uppercase)).unwrap_or(name)
}

/// Refuses to say a refusal in other words where somebody looks for the old ones, or for its error.
pub(super) fn refused(
    place: &Place<'_>,
    found: &Fallback<'_>,
    argument: &str,
    method: &str,
) -> Result<(), Reason> {
    let code = found.code();
    matched(place, found, &code)?;
    if shows_values(place, &code) {
        return stays("its message shows a value, and the computed one would not");
    }
    // featherfall: allow(unsupported-bail, "what the runtime will say")
    let said = format!("`{method}` does not support `{argument}`.");
    let text = found.text().unwrap_or_default();
    let callers = place.index.callers();
    let is_said = |it: &str| said.contains(it);
    if let Some((path, part)) = callers.looking_for(text, place.file, owner(place), is_said) {
        let path = place.index.package.inside(path);
        return stays(format!("{path} looks for {part:?} in its message"));
    }
    Ok(())
}

/// Refuses to replace an error that a caller tells from others.
fn matched(place: &Place<'_>, found: &Fallback<'_>, code: &TokenStream) -> Result<(), Reason> {
    let callers = place.index.callers();
    let mut variants: Vec<(Option<String>, String)> = Vec::new();
    let all = names(place.source, code);
    for path in paths(&all) {
        let [.., owner, last] = path else { continue };
        if owner.text == "ErrorKind" && !matches!(&*last.text, "Unsupported" | "Other") {
            return stays(format!("callers can tell `{}` from other errors", last.text));
        }
        if !matches!(found, Fallback::Panic(..)) && is_big(owner) && is_big(last) {
            variants.push((Some(owner.text.clone()), last.text.clone()));
        }
    }
    if let Fallback::Bail(mac, _) = found {
        variants.extend(callers.made_by(&path_name(mac)));
    }
    for (owner, variant) in variants {
        if owner.as_ref().is_some_and(|it| callers.is_private(it)) {
            return stays(format!("perhaps nothing else makes the error `{variant}`"));
        }
        if let Some(path) = callers.matching(owner.as_deref(), &variant) {
            let path = place.index.package.inside(path);
            return stays(format!("{path} matches on the error `{variant}`"));
        }
    }
    Ok(())
}

fn is_big(name: &Name) -> bool {
    name.text.starts_with(char::is_uppercase)
}

/// Whether the text is given to a macro.
fn is_formatted(code: &TokenStream) -> bool {
    ["format", "anyhow", "eyre", "format_args"].iter().any(|it| has_word(code.clone(), it))
}

/// Whether something else than the text decides what the message says.
fn shows_values(place: &Place<'_>, code: &TokenStream) -> bool {
    names(place.source, code).iter().any(|it| match it.role {
        Role::Start => !it.continues && it.text.starts_with(char::is_lowercase),
        Role::Shorthand | Role::Format => true,
        _ => false,
    })
}

/// `alternative = ".."` or `note = ".."` if the text says something of its own.
fn option(text: &str, name: &str, predicate: &Cfg) -> Option<String> {
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
    if own.is_empty() {
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
    let features = predicate.features();
    let missing: Vec<&str> =
        features.into_iter().filter(|it| !text.is_some_and(|text| text.contains(it))).collect();
    let with = match &missing[..] {
        [] => String::new(),
        features => format!("build with `--features {}`", features.join(",")),
    };
    let text = match (text, with.is_empty()) {
        (Some(text), true) => String::from(text),
        (Some(text), false) => format!("{with}: {text}"),
        (None, true) => format!("build where the build script sets `{name}`"),
        (None, false) => format!("{with} where the build script sets `{name}`"),
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
