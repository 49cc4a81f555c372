//! What an issue says, and how it is recognized again.

use std::collections::BTreeMap;
use std::path::Path;

use crate::find::paths::seen_from;
use crate::understand::annotations::{Annotation, Found, Kind, Priority};
use crate::write::markdown::{block, code, link, text};

/// Where the generated part of a body begins; people may write around it.
const BEGIN: &str = "<!-- featherfall:begin -->";
/// Where it ends.
const END: &str = "<!-- featherfall:end -->";
/// Stands in the generated part of an issue that was closed because its annotation was gone.
const CLOSED: &str = "<!-- featherfall:closed -->";
/// How the line with the fingerprint begins.
const FINGERPRINT: &str = "<!-- featherfall:issue ";

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

/// What an issue is about, as its body says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    /// The package.
    pub(crate) package: String,
    /// The kind of annotation.
    pub(crate) kind: String,
    /// Type and function, without the module: items move.
    pub(crate) item: String,
    /// The module, which tells two items of one name apart.
    pub(crate) module: String,
    /// Which one of several annotations of one kind on one item.
    pub(crate) index: usize,
    /// The priority when it was written.
    pub(crate) priority: String,
    /// The title when it was written; another one is somebody's.
    pub(crate) title: String,
}

impl Fingerprint {
    /// Whether both are about the same item, wherever it stands.
    pub(crate) fn is_same_item(&self, other: &Self) -> bool {
        (&self.package, &self.kind, &self.item, self.index)
            == (&other.package, &other.kind, &other.item, other.index)
    }

    /// The comment in the body.
    fn comment(&self) -> String {
        let Self { package, kind, item, module, index, priority, title } = self;
        format!(
            "{FINGERPRINT}package={} kind={} item={} module={} index={index} priority={} title={} -->",
            encoded(package),
            encoded(kind),
            encoded(item),
            encoded(module),
            encoded(priority),
            encoded(title)
        )
    }

    /// Reads the fingerprint of a body.
    pub(crate) fn read(body: &str) -> Option<Self> {
        let start = body.find(FINGERPRINT)? + FINGERPRINT.len();
        let inside = body[start..].split("-->").next()?;
        let fields: BTreeMap<&str, String> = inside
            .split_whitespace()
            .filter_map(|field| field.split_once('='))
            .map(|(key, value)| (key, decoded(value)))
            .collect();
        let field = |key: &str| fields.get(key).cloned();
        Some(Self {
            package: field("package")?,
            kind: field("kind")?,
            item: field("item")?,
            module: field("module")?,
            index: field("index")?.parse().ok()?,
            priority: field("priority")?,
            title: field("title").unwrap_or_default(),
        })
    }
}

/// Only letters, digits and a few signs: nothing can end the comment.
fn encoded(text: &str) -> String {
    let mut result = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"_:.".contains(&byte) {
            result.push(char::from(byte));
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        if let (b'%', Some(byte)) = (first, code.and_then(|it| u8::from_str_radix(it, 16).ok())) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The body of an existing issue with its generated part replaced.
pub(crate) fn merged(existing: &str, generated: &str) -> String {
    match (existing.find(BEGIN), existing.find(END)) {
        (Some(begin), Some(end)) if begin < end => {
            let behind = &existing[end + END.len()..];
            format!("{}{generated}{behind}", &existing[..begin])
        }
        _ => generated.to_owned(),
    }
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
            let priority = annotation.debt()?;
            let kind = annotation.kind.word();
            let key = (it.package.clone(), kind, annotation.item.clone(), it.module.clone());
            let count = seen.entry(key).or_default();
            let fingerprint = Fingerprint {
                package: it.package.clone(),
                kind: kind.to_owned(),
                item: annotation.item.clone(),
                module: it.module.clone(),
                index: *count,
                priority: priority.word().to_owned(),
                title: title(it),
            };
            *count += 1;
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
        (Kind::Limitation, _) => annotation.text.clone().unwrap_or_default(),
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
    fn a_fingerprint_survives_the_body() {
        let fingerprint = Fingerprint {
            package: String::from("a-b"),
            kind: String::from("quant"),
            item: String::from("X --> | `y`::z"),
            module: String::new(),
            index: 2,
            priority: String::from("High"),
            title: String::from("[a-b] x = y"),
        };
        let comment = fingerprint.comment();
        assert_eq!(comment.matches("-->").count(), 1);
        assert_eq!(Fingerprint::read(&format!("text\n{comment}\nmore")), Some(fingerprint));
        assert_eq!(Fingerprint::read("<!-- featherfall:issue package=a -->"), None);
    }

    #[test]
    fn text_of_people_around_the_generated_part_stays() {
        let old = format!("mine\n{BEGIN}\nold\n{END}\nalso mine");
        let new = format!("{BEGIN}\nnew\n{END}");
        assert_eq!(merged(&old, &new), format!("mine\n{new}\nalso mine"));
        assert_eq!(merged("something else", &new), new);
    }
}
