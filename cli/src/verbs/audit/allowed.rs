//! `// featherfall: allow(rule, "reason")` silences a rule at one place.

use std::ops::RangeInclusive;

use syn::LitStr;

use super::collector::Collector;
use super::levels::known;
use super::rules;
use crate::read::source::Source;

/// What a comment of this kind begins with, behind the slashes.
const MARK: &str = "featherfall:";

/// The rules that comments silence, each with its lines, and comments that do not say what they
/// should, each with its byte.
pub(super) struct Allowed {
    rules: Vec<(&'static str, RangeInclusive<usize>)>,
    broken: Vec<(usize, String)>,
}

impl Allowed {
    /// Reads the comments of a file.
    pub(super) fn of(source: &Source) -> Self {
        let mut allowed = Self { rules: Vec::new(), broken: Vec::new() };
        if !source.text.contains(MARK) {
            return allowed;
        }
        for comment in source.comments().iter().filter(|it| !it.is_doc) {
            let text = source.slice(comment.range.clone()).trim_start_matches('/').trim();
            let Some(said) = text.strip_prefix(MARK) else { continue };
            match rule(said.trim()) {
                Ok(rule) => allowed.rules.push((rule, lines(source, comment.range.start))),
                Err(error) => allowed.broken.push((comment.range.start, error)),
            }
        }
        allowed
    }

    /// Takes away what is silenced.
    pub(super) fn apply(&self, found: &mut Collector<'_>) {
        found.findings.retain(|it| {
            !self.rules.iter().any(|(rule, lines)| *rule == it.rule.id && lines.contains(&it.line))
        });
    }

    /// Says which comments do not say what they should.
    pub(super) fn report(self, found: &mut Collector<'_>) {
        for (offset, message) in self.broken {
            found.add(&rules::BROKEN_ANNOTATION, offset, "", message);
        }
    }
}

/// The rule of `allow(rule, "reason")`.
fn rule(said: &str) -> Result<&'static str, String> {
    let form = "write `// featherfall: allow(rule, \"reason\")`";
    let inside = said.strip_prefix("allow(").and_then(|it| it.strip_suffix(')'));
    let inside = inside.ok_or_else(|| format!("`{said}` says nothing: {form}"))?;
    let (rule, reason) = inside.split_once(',').unwrap_or((inside, ""));
    let rule = known(rule.trim())?.id;
    let has_reason =
        syn::parse_str(reason.trim()).is_ok_and(|it: LitStr| !it.value().trim().is_empty());
    if has_reason { Ok(rule) } else { Err(format!("`{rule}` is allowed without a reason: {form}")) }
}

/// The lines that a comment is about: its own, and where it stands alone, all to the first line of
/// code below it that is no attribute.
fn lines(source: &Source, offset: usize) -> RangeInclusive<usize> {
    let own = source.place(offset).line;
    let before = source.text[..offset].rsplit('\n').next().unwrap_or_default();
    if !before.trim().is_empty() {
        return own..=own;
    }
    let is_code = |line: &str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("//") && !line.starts_with("#[")
    };
    let below = source.text[offset..].lines().skip(1).position(is_code).map_or(0, |it| it + 1);
    own..=own + below
}
