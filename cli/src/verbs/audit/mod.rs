//! `cargo featherfall audit`: finds what `adopt` could convert and what only a person can.

mod baseline;
mod file;
mod finding;
mod format;
mod macros;
mod message;
mod rules;
mod sarif;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use self::baseline::Baseline;
use self::file::{Audited, Lead};
use self::finding::Finding;
pub(crate) use self::format::Format;
use self::message::Verdict;
use crate::error::Error;
use crate::find::paths::shown;
use crate::find::project::{self, Package};
use crate::understand::cfg::Cfg;
use crate::understand::dummy::Body;
use crate::write::output;
use crate::write::progress::Progress;

/// A file that was skipped, and why.
type Skipped = (String, String);

/// What to do with a baseline.
pub(crate) enum Known<'a> {
    /// There is none.
    Nothing,
    /// Only what is new counts.
    Read(&'a Path),
    /// Write what is there now.
    Update(&'a Path),
}

/// Runs the command.
pub(crate) fn run(path: &Path, format: Format, known: &Known<'_>) -> Result<(), Error> {
    let baseline = match known {
        Known::Read(path) => Some(Baseline::read(path)?),
        _ => None,
    };
    let (mut findings, skipped) = audit(path)?;
    if let Known::Update(path) = known {
        Baseline::of(&findings).write(path)?;
        let count = findings.len();
        output::note(format_args!("{count} findings written to {}", path.display()));
        return Ok(());
    }
    if let Some(baseline) = baseline {
        findings = baseline.new_ones(findings);
    }
    format::print(format, &findings, &skipped).map_err(Error::unprinted)?;
    Error::findings(!findings.is_empty())
}

/// All findings below the path, sorted, and the files that were skipped.
fn audit(path: &Path) -> Result<(Vec<Finding>, Vec<Skipped>), Error> {
    let project = project::find(path)?;
    let total = project.packages.iter().map(|it| it.files.len()).sum();
    let progress = Progress::new(total, "auditing");
    let mut skipped: Vec<(String, String)> =
        project.skipped.iter().map(|(path, reason)| (shown(path), reason.clone())).collect();
    let mut findings = Vec::new();
    for package in &project.packages {
        let audited: Vec<_> = package
            .files
            .par_iter()
            .map(|path| {
                progress.step();
                let is_beside = package.is_beside_the_library(path);
                let result = file::audit(path, &shown(path), &package.manifest, is_beside);
                (path.clone(), result.map_err(|error| error.to_string()))
            })
            .collect();
        let mut files: BTreeMap<PathBuf, Audited> = BTreeMap::new();
        for (path, result) in audited {
            match result {
                Ok(audited) => {
                    files.insert(path, audited);
                }
                Err(reason) if package.is_asked(&path) => skipped.push((shown(&path), reason)),
                Err(_) => {}
            }
        }
        findings.extend(dummies(package, &files));
        let asked = files.into_iter().filter(|(path, _)| package.is_asked(path));
        findings.extend(asked.flat_map(|(_, it)| it.findings));
    }
    progress.finish();
    findings.sort_by(|one, other| {
        (&one.path, one.line, one.column, one.rule.id).cmp(&(
            &other.path,
            other.line,
            other.column,
            other.rule.id,
        ))
    });
    Ok((findings, skipped))
}

/// Types of dummy modules: which files those are is written in others.
fn dummies(package: &Package, files: &BTreeMap<PathBuf, Audited>) -> Vec<Finding> {
    let leads: Vec<&Lead> = files.values().flat_map(|it| &it.leads).collect();
    let mut findings = Vec::new();
    for (path, audited) in files {
        if audited.dummies.is_empty() || !package.is_asked(path) {
            continue;
        }
        let stem = match path.file_stem().map(|it| it.to_string_lossy().into_owned()) {
            Some(stem) if stem == "mod" => path
                .parent()
                .and_then(Path::file_name)
                .map(|it| it.to_string_lossy().into_owned())
                .unwrap_or_default(),
            stem => stem.unwrap_or_default(),
        };
        let near = |lead: &&&Lead| {
            let folder = lead.from.parent();
            path.ancestors().skip(1).take(2).any(|above| Some(above) == folder)
                && lead.names.contains(&stem)
        };
        let Some(lead) = leads.iter().find(near) else { continue };
        let predicate = lead.off.negated();
        let shown = shown(path);
        let mut owners: Vec<&str> = audited.dummies.iter().map(|it| it.owner.as_str()).collect();
        owners.dedup();
        for owner in owners {
            findings.extend(dummy(package, audited, owner, &predicate, &shown));
        }
    }
    findings
}

fn dummy(
    package: &Package,
    audited: &Audited,
    owner: &str,
    predicate: &Cfg,
    path: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let methods: Vec<_> = audited.dummies.iter().filter(|it| it.owner == owner).collect();
    let Some(first) = methods.first() else { return findings };
    let mut add = |rule, place: crate::read::source::Place, item: &str, message: String| {
        findings.push(Finding {
            rule,
            path: path.to_owned(),
            line: place.line,
            column: place.column,
            item: item.to_owned(),
            message,
        });
    };
    let count = methods.len();
    add(
        &rules::DUMMY_IMPL,
        first.place,
        owner,
        format!("`{owner}` stands in for builds without `{predicate}`: {count} methods only fail"),
    );
    for method in methods {
        if let Body::Error(text) | Body::Failure(Some(text)) = &method.body
            && let Verdict::Wrong(other) =
                message::verdict(text, predicate, &package.manifest.features)
        {
            let message =
                format!("`{predicate}` is missing, but the error names `{other}`: `{text}`");
            add(&rules::WRONG_FEATURE, method.place, &method.item, message);
        }
        if method.body == Body::Panic && method.returns_result {
            let message =
                format!("without `{predicate}` it panics, although it returns a `Result`");
            add(&rules::PANICKING_FALLBACK, method.place, &method.item, message);
        }
    }
    findings
}
