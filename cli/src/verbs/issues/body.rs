//! What an issue says.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::fingerprint::{FINGERPRINT, Fingerprint};
use crate::find::paths::seen_from;
use crate::understand::annotations::{Annotation, Found, Kind, Priority};
use crate::write::markdown::{block, code, link, text};

/// Where the generated part of a body begins; people may write around it.
const BEGIN: &str = "<!-- featherfall:begin -->";
/// Where it ends.
const END: &str = "<!-- featherfall:end -->";
/// Stands in the generated part of an issue that was closed because its annotation was gone.
const CLOSED: &str = "<!-- featherfall:closed -->";
/// An issue that should exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// What it is about.
    pub(crate) fingerprint: Fingerprint,
    /// The title, one line.
    pub(crate) title: String,
    /// The generated part, markers and fingerprint included.
    pub(crate) body: String,
    /// How urgent it is.
    pub(crate) priority: Priority,
}

/// The generated part of a body, and where it stands; `None` if a marker is missing.
fn generated_part(body: &str) -> Option<std::ops::Range<usize>> {
    let (begin, end) = (body.find(BEGIN)?, body.find(END)?);
    let fingerprint = body.find(FINGERPRINT)?;
    (begin < fingerprint && fingerprint < end).then_some(begin..end + END.len())
}

/// Whether the part that is generated is as it was generated: every marker there, and no word in
/// between but ticks in the boxes. What people changed is theirs.
pub(crate) fn is_ours(body: &str) -> bool {
    let Some(range) = generated_part(body) else { return false };
    Fingerprint::read(body).is_some_and(|it| it.sum == sum(&body[range]))
}

/// A sum of the text that people read.
fn sum(generated: &str) -> String {
    let mut hash = Sha256::new();
    let lines = generated.lines().map(str::trim_end);
    let lines = lines.filter(|it| !it.starts_with("<!-- featherfall:") && !it.is_empty());
    for line in lines {
        hash.update(line.replacen("- [x]", "- [ ]", 1).replacen("- [X]", "- [ ]", 1));
        hash.update("\n");
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// The body of an existing issue with its generated part replaced; boxes that people ticked stay
/// ticked.
pub(crate) fn merged(existing: &str, generated: &str) -> String {
    let Some(range) = generated_part(existing) else { return existing.to_owned() };
    let ticked =
        existing[range.clone()].lines().filter_map(|it| it.trim_end().strip_prefix("- [x] "));
    let generated = ticked.fold(generated.to_owned(), |text, it| {
        text.replace(&format!("- [ ] {it}\n"), &format!("- [x] {it}\n"))
    });
    format!("{}{generated}{}", &existing[..range.start], &existing[range.end..])
}

/// The body of an issue that is closed because its annotation is gone.
pub(crate) fn closed(body: &str) -> String {
    body.replacen(END, &format!("{CLOSED}\n\n{END}"), 1)
}

/// Whether the body says that it was closed because its annotation was gone.
pub(crate) fn is_closed(body: &str) -> bool {
    body.contains(CLOSED)
}

/// The issue as a file.
pub(crate) fn file(wanted: &Wanted) -> String {
    format!("# {}\n\n{}\n", text(&wanted.title), wanted.body)
}

/// What the file is about, if it holds nothing but a generated issue.
pub(crate) fn of_file(text: &str) -> Option<Fingerprint> {
    let (title, body) = text.split_once("\n\n")?;
    let is_generated =
        title.starts_with("# ") && body.starts_with(BEGIN) && body.ends_with(&format!("{END}\n"));
    Fingerprint::read(body).filter(|_| is_generated)
}

/// The issues that the annotations ask for. Files are named as seen from the repository's root.
pub(crate) fn wanted(found: &[Found], repository: &Path) -> Vec<Wanted> {
    let mut seen: BTreeMap<(String, &str, String, String), usize> = BTreeMap::new();
    let mut wanted: Vec<Wanted> = found
        .iter()
        // Without a readable manifest it is not known whose issue it is.
        .filter(|it| !it.package.is_empty())
        .filter_map(|it| {
            let annotation = &it.annotation;
            // How urgent it is, and perhaps what it is, nobody can read.
            if annotation.is_broken {
                return None;
            }
            let priority = annotation.debt()?;
            let kind = annotation.kind.word();
            let key = (it.package.clone(), kind, annotation.item.clone(), it.module.clone());
            let count = seen.entry(key).or_default();
            let mut fingerprint = Fingerprint {
                package: it.package.clone(),
                kind: kind.to_owned(),
                item: annotation.item.clone(),
                module: it.module.clone(),
                index: *count,
                priority: priority.word().to_owned(),
                title: title(it),
                sum: String::new(),
            };
            *count += 1;
            fingerprint.sum = sum(&body(it, repository, priority, &fingerprint));
            Some(Wanted {
                title: fingerprint.title.clone(),
                body: body(it, repository, priority, &fingerprint),
                fingerprint,
                priority,
            })
        })
        .collect();
    wanted.sort_by_key(|it| it.priority);
    wanted
}

fn title(found: &Found) -> String {
    let annotation = &found.annotation;
    let what = match (annotation.kind, &annotation.predicate) {
        (Kind::Limitation | Kind::Todo, _) => annotation.text.clone().unwrap_or_default(),
        (Kind::Quant, _) => {
            let level = annotation.level.unwrap_or_default().to_lowercase();
            let method = annotation.method.as_deref().unwrap_or_default();
            format!("{} is {level} for {method}", annotation.item)
        }
        (_, Some(predicate)) => format!("{} needs {predicate}", annotation.item),
        _ => annotation.item.clone(),
    };
    let what: String = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let what: String = what.chars().filter(|it| !it.is_control()).take(120).collect();
    format!("[{}] {what}", found.package)
}

fn body(found: &Found, repository: &Path, priority: Priority, fingerprint: &Fingerprint) -> String {
    let it = &found.annotation;
    let place = if found.module.is_empty() {
        it.item.clone()
    } else {
        format!("{}::{}", found.module, it.item)
    };
    let (current, expected) = states(it);
    let proposed = it.alternative.as_deref().map_or_else(
        || String::from("Implement it, then remove or raise the annotation."),
        |way| {
            format!("Implement it, then remove or raise the annotation. Until then: {}", text(way))
        },
    );
    let links = it
        .tracking
        .as_deref()
        .map_or_else(|| String::from("None."), |it| format!("- {}", link(it)));
    let notes = it.note.as_deref().map_or_else(|| String::from("None."), text);
    [
        BEGIN.to_owned(),
        fingerprint.comment(),
        format!("## Location\n\n- Package: {}\n- Item: {}\n- File: {}", code(&found.package), code(&place), code(&seen_from(repository, &found.path))),
        format!("## Current state\n\n{current}\n\n{}", block(&it.code, "rust")),
        format!("## Expected behaviour\n\n{expected}"),
        format!("## Proposed solution\n\n{proposed}"),
        format!("## Priority\n\n{}", priority.word()),
        format!("## Links\n\n{links}"),
        String::from(
            "## Acceptance criteria\n\n- [ ] It works in every build that has what it requires.\n- [ ] A test fails without the change.\n- [ ] The annotation is removed or says less.",
        ),
        format!("## Notes\n\n{notes}"),
        END.to_owned(),
    ]
    .join("\n\n")
}

fn states(it: &Annotation) -> (String, String) {
    let method = it.method.as_deref().map(code).unwrap_or_default();
    match (it.kind, &it.predicate) {
        (Kind::Limitation, _) => (
            format!("{}.", text(it.text.as_deref().unwrap_or_default())),
            String::from("The limitation is gone."),
        ),
        (Kind::Todo, _) => (
            format!("{}.", text(it.text.as_deref().unwrap_or_default())),
            String::from("It is implemented, or returns an error that says what is missing."),
        ),
        (Kind::Quant, _) => (
            format!(
                "{} is {} for {method}.",
                code(&it.item),
                it.level.unwrap_or_default().to_lowercase()
            ),
            format!("{} is stable for {method}.", code(&it.item)),
        ),
        (_, Some(predicate)) => (
            format!(
                "Without {} the result is: {}.",
                code(&predicate.to_string()),
                text(&it.instead.replace('`', ""))
            ),
            String::from(
                "The capability is there in every build, or the way around it is good enough to stay.",
            ),
        ),
        _ => (
            format!("{} {}.", method, text(&it.parameters.join(", "))),
            format!("{method} uses the argument."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_people_stays() {
        let part = |text: &str, sum: &str| {
            format!(
                "{BEGIN}\n{FINGERPRINT}package=a kind=k item=i module=m index=0 priority=Low title=t sum={sum} -->\n{text}\n- [ ] done\n{END}"
            )
        };
        let whole = |text: &str| part(text, &sum(&part(text, "")));
        let old = format!("mine\n{}\nalso mine", whole("old"));
        assert!(is_ours(&old) && is_ours(&old.replace('\n', "\r\n")));
        let new = whole("new");
        assert_eq!(merged(&old, &new), format!("mine\n{new}\nalso mine"));
        let ticked = old.replace("- [ ] done", "- [x] done");
        assert!(is_ours(&ticked));
        assert!(merged(&ticked, &new).contains("new\n- [x] done"));
        assert!(!is_ours(&old.replace("old", "what I know of it")));
        assert!(!is_ours(&old.replace(END, "")));
        assert_eq!(merged("something else", &new), "something else");
    }
}
