//! `cargo featherfall limitations`: the Known Limitations section.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::error::{About as _, Error};
use crate::find::paths;
use crate::find::scope::Scope;
use crate::understand::annotations::{self, Collected, Found, Kind};
use crate::write::file;
use crate::write::file::Change;
use crate::write::markdown::{code, link, text};
use crate::write::output;

/// Where the section begins.
const BEGIN: &str = "<!-- featherfall:limitations -->";
/// Where it ends.
const END: &str = "<!-- /featherfall:limitations -->";

/// What to do with the section.
pub(crate) enum Target<'a> {
    /// Print it.
    Print,
    /// Put it between the markers of the file.
    Write(&'a Path),
    /// Say whether the file is up to date.
    Check(&'a Path),
}

/// Runs the command.
pub(crate) fn run(target: &Target<'_>, with_private: bool) -> Result<(), Error> {
    let scope = Scope::path(folder(target)?);
    let Collected { found, packages, skipped } = annotations::collect(&scope)?;
    output::skipped(&skipped);
    let is_complete = packages.values().all(|it| *it);
    if !is_complete && !matches!(target, Target::Print) {
        // What was not read is no reason to say that there is nothing.
        return Err(Error::failed("the section stays as it is, because something was not read"));
    }
    let section = section(&found, with_private);
    match target {
        Target::Print => output::text(section),
        Target::Write(path) => {
            let (before, after) = texts(path, &section)?;
            if before == after {
                return Ok(());
            }
            // A link stays one.
            let target = std::fs::canonicalize(path).about(|| shown(path))?;
            file::replace(&Change { path: target, before, after })
        }
        Target::Check(path) => {
            let (before, after) = texts(path, &section)?;
            if before != after {
                output::note(format_args!(
                    "`{path}` is out of date: run `cargo featherfall limitations --write {path}`",
                    path = path.display()
                ));
            }
            Error::findings(before != after)
        }
    }
}

/// What the section is about: everything below the working directory, and below the file if that
/// lies higher in the same repository.
fn folder(target: &Target<'_>) -> Result<PathBuf, Error> {
    let here = paths::here();
    let (Target::Write(path) | Target::Check(path)) = target else { return Ok(here) };
    let file = std::fs::canonicalize(path).about(|| shown(path))?;
    let inside = std::fs::canonicalize(&here).about(|| shown(&here))?;
    let repository = std::fs::canonicalize(paths::repository()).about(|| shown(&here))?;
    let holds_both = |it: &&Path| file.starts_with(it) && it.starts_with(&repository);
    Ok(inside.ancestors().find(holds_both).map_or(here, Path::to_owned))
}

/// The file as it is, and as it should be.
fn texts(path: &Path, section: &str) -> Result<(String, String), Error> {
    let before = std::fs::read_to_string(path).about(|| shown(path))?;
    let after = replaced(&before, section).about(|| shown(path))?;
    Ok((before, after))
}

fn shown(path: &Path) -> String {
    format!("`{}`", path.display())
}

/// The file with the section between its markers; everything else stays.
fn replaced(file: &str, section: &str) -> Result<String, Error> {
    let missing = || {
        Error::failed(format!(
            "has no line `{BEGIN}` followed by a line `{END}`; add both where the section should be"
        ))
    };
    let lines: Vec<(usize, &str)> = markers(file).collect();
    let mut begins = lines.iter().filter(|(_, line)| line.trim() == BEGIN);
    let (begin, line) = begins.next().ok_or_else(missing)?;
    if begins.next().is_some() {
        return Err(Error::failed(format!("has several lines `{BEGIN}`")));
    }
    let mut ends = lines.iter().filter(|(at, line)| at > begin && line.trim() == END);
    let (end, _) = ends.next().ok_or_else(missing)?;
    let inside = begin + line.trim_end_matches(['\r', '\n']).len();
    let newline = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let section = section.trim_end().replace('\n', newline);
    Ok(format!("{}{newline}{section}{newline}{}", &file[..inside], &file[*end..]))
}

/// The lines that hold a marker alone, and where they start. In fenced code they are examples.
fn markers(file: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence = "";
    let mut start = 0;
    file.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let text = line.trim();
        let signs = text.len() - text.trim_start_matches(['`', '~']).len();
        if fence.is_empty() {
            // Code in a line may begin with as many backquotes.
            let is_fence = signs >= 3 && !text[signs..].contains('`');
            fence = if is_fence { &text[..signs] } else { "" };
        } else if text.starts_with(fence) && signs == text.len() {
            fence = "";
        }
        (fence.is_empty() && (text == BEGIN || text == END)).then_some((at, line))
    })
}

/// The whole section.
fn section(found: &[Found], with_private: bool) -> String {
    let mut parts = vec![String::from("## Known Limitations\n")];
    parts.extend(limitations(found));
    parts.extend(levels(found));
    parts.extend(arguments(found));
    parts.extend(requirements(found, with_private));
    if parts.len() == 1 {
        parts.push(String::from("None.\n"));
    }
    parts.join("\n")
}

fn limitations(found: &[Found]) -> Option<String> {
    let mut lines: Vec<String> = found
        .iter()
        .filter(|it| it.annotation.kind == Kind::Limitation && it.annotation.text.is_some())
        .map(|it| {
            let annotation = &it.annotation;
            let mut line = format!("- {}", text(annotation.text.as_deref().unwrap_or_default()));
            if let Some(way) = &annotation.alternative {
                line.push_str(&format!(". Workaround: {}", text(way)));
            }
            if let Some(tracking) = &annotation.tracking {
                line.push_str(&format!(" ({})", link(tracking)));
            }
            line.push('\n');
            line
        })
        .collect();
    lines.sort();
    lines.dedup();
    if lines.is_empty() {
        None
    } else {
        Some(format!("### Limits and workarounds\n\n{}", lines.concat()))
    }
}

/// What is not stable yet.
fn levels(found: &[Found]) -> Option<String> {
    let rows = found
        .iter()
        .filter(|it| it.annotation.level.is_some_and(|level| level != "Stable"))
        .map(|it| quantization(it, it.annotation.level));
    table("Experimental features", "| method | operation | level | notes |", rows.collect())
}

/// What is stable, or of no level of its own, and does not take every argument.
fn arguments(found: &[Found]) -> Option<String> {
    let rows = found
        .iter()
        .filter(|it| matches!(it.annotation.level, None | Some("Stable")))
        .filter(|it| !it.annotation.parameters.is_empty())
        .map(|it| quantization(it, None));
    table("Quantization arguments", "| method | operation | notes |", rows.collect())
}

/// A row for what is said of a method, behind the names that it is sorted by.
fn quantization<'a>(it: &'a Found, level: Option<&str>) -> (&'a str, &'a str, String) {
    let annotation = &it.annotation;
    let method = annotation.method.as_deref().unwrap_or(&annotation.item);
    let operation = operation(&annotation.item, method);
    let level = level.map(|it| format!(" {} |", it.to_lowercase())).unwrap_or_default();
    let mut notes: Vec<String> = annotation.parameters.iter().map(|it| text(it)).collect();
    notes.extend(annotation.alternative.as_deref().map(text));
    notes.extend(annotation.tracking.as_deref().map(link));
    let row = format!("| {} | {} |{level} {} |\n", code(method), code(operation), notes.join("; "));
    (method, operation, row)
}

fn table(title: &str, head: &str, rows: BTreeSet<(&str, &str, String)>) -> Option<String> {
    let rows: String = rows.into_iter().map(|(.., row)| row).collect();
    let line = "|---".repeat(head.matches('|').count() - 1);
    (!rows.is_empty()).then(|| format!("### {title}\n\n{head}\n{line}|\n{rows}"))
}

/// The function if the annotation is about one.
fn operation<'a>(item: &'a str, method: &str) -> &'a str {
    match item.rsplit_once("::") {
        Some((_, function)) => function,
        None if item == method => "",
        None => item,
    }
}

/// The type whose method it is.
fn owner(it: &Found) -> Option<&str> {
    it.annotation.item.rsplit("::").nth(1)
}

/// What public items require; users do not see the others, nor which of two halves that both work.
fn requirements(found: &[Found], with_private: bool) -> Option<String> {
    // One row for a capability: the same function in eighteen models needs the same feature.
    // Sorted by the name, without the signs around it.
    let mut rows: BTreeMap<_, (Vec<String>, Vec<String>)> = BTreeMap::new();
    let mut owners: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for it in found {
        owners.entry(it.annotation.capability()).or_default().insert(owner(it));
    }
    for it in found {
        let annotation = &it.annotation;
        let Some(predicate) = &annotation.predicate else { continue };
        if annotation.is_preference() || !(annotation.is_public || with_private) {
            continue;
        }
        // A function that several modules have is one for users, a method of several types is not.
        let name = annotation.capability();
        let mut capability = match owner(it).filter(|_| owners[name].len() > 1) {
            Some(owner) => code(&format!("{owner}::{name}")),
            None => code(name),
        };
        if !annotation.except.is_empty() {
            let except: Vec<String> = annotation.except.iter().map(|it| code(it)).collect();
            capability.push_str(&format!(" except {}", except.join(", ")));
        }
        let key = (annotation.capability(), capability, predicate.to_string());
        let (otherwise, notes) = rows.entry(key).or_default();
        let own = match annotation.instead.as_str() {
            "" => String::from("error"),
            other => other.replace('`', ""),
        };
        if !otherwise.contains(&own) {
            otherwise.push(own);
        }
        let mut add = |note: String| {
            if !notes.contains(&note) {
                notes.push(note);
            }
        };
        annotation.hint.as_deref().map(text).into_iter().for_each(&mut add);
        annotation.alternative.as_deref().map(text).into_iter().for_each(&mut add);
        annotation.tracking.as_deref().map(link).into_iter().for_each(&mut add);
    }
    if rows.is_empty() {
        return None;
    }
    let mut result = String::from(
        "### Feature requirements\n\n| capability | requires | without it | workaround |\n|---|---|---|---|\n",
    );
    for ((_, capability, predicate), (mut otherwise, notes)) in rows {
        otherwise.sort();
        result.push_str(&format!(
            "| {capability} | {} | {} | {} |\n",
            code(&predicate),
            text(&otherwise.join(", ")),
            notes.join("; ")
        ));
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let file = format!("a\r\n{BEGIN}\r\nold\r\n{END}\r\nb {BEGIN} c\r\n");
        let new = replaced(&file, "x\ny\n").unwrap();
        assert_eq!(new, format!("a\r\n{BEGIN}\r\nx\r\ny\r\n{END}\r\nb {BEGIN} c\r\n"));
        assert_eq!(replaced(&new, "x\ny\n").unwrap(), new);
        assert!(replaced("no markers", "x").is_err());
        assert!(replaced(&format!("{END}\n{BEGIN}\n"), "x").is_err());
        assert!(replaced(&format!("{BEGIN}\n{BEGIN}\n{END}\n"), "x").is_err());
    }
}
