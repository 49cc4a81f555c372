//! `cargo featherfall audit`: finds what `adopt` could convert and what only a person can.

mod allowed;
mod alone;
mod baseline;
mod collector;
mod dummies;
pub(crate) mod explain;
mod file;
mod finding;
mod format;
mod inline;
mod levels;
mod lost;
mod macros;
mod message;
mod pairs;
mod rules;
mod runtime;
mod sarif;
mod todos;

use std::path::Path;

use self::baseline::Baseline;
use self::finding::Finding;

pub(crate) use self::format::Format;
pub(crate) use self::levels::Asked;
use self::levels::Levels;
use self::rules::Severity;
use crate::error::Error;
use crate::find::project;
use crate::find::scope::Scope;
use crate::understand::annotations;
use crate::understand::flags::Flags;
use crate::understand::whole::Whole;
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
pub(crate) fn run(
    scope: &Scope,
    asked: &Asked,
    format: Format,
    known: &Known<'_>,
) -> Result<(), Error> {
    let baseline = match known {
        Known::Read(path) => Some(Baseline::read(path)?),
        _ => None,
    };
    let (mut findings, skipped) = audit(scope, asked)?;
    if let Known::Update(path) = known {
        Baseline::of(&findings).write(path)?;
        output::skipped(&skipped);
        let but = match skipped.len() {
            0 => String::new(),
            count => format!("; what {count} skipped files hold is not among them"),
        };
        let count = findings.len();
        output::note(format_args!("{count} findings written to {}{but}", path.display()));
        return Ok(());
    }
    if let Some(baseline) = baseline {
        findings = baseline.new_ones(findings);
    }
    format::print(format, &findings, &skipped).map_err(Error::unprinted)?;
    // Notes are worth knowing; nobody has to do anything.
    Error::findings(findings.iter().any(|it| it.severity > Severity::Note))
}

/// All findings below the path, sorted, and the files that were skipped.
fn audit(scope: &Scope, asked: &Asked) -> Result<(Vec<Finding>, Vec<Skipped>), Error> {
    let project = project::find(scope)?;
    let mut levels = Vec::new();
    for package in &project.packages {
        levels.push(Levels::new(&package.config.rules, asked)?);
    }
    let total = project.packages.iter().map(|it| it.files.len()).sum();
    let progress = Progress::new(total, "auditing");
    let mut skipped = output::named(&project.skipped);
    let since = match &asked.since {
        None => None,
        Some(revision) => Some((
            revision,
            annotations::older(revision, scope)?,
            annotations::collect_of(&project)?.found,
        )),
    };
    let mut findings = Vec::new();
    for (package, levels) in project.packages.iter().zip(&levels) {
        let whole = Whole::read(package, || progress.step(), file::may_matter);
        let flags = Flags::of(&whole.index.files);
        let found = whole.index.files.each_tree(
            |file| whole.is_meant(&file.path) && file::is_looked_at(&whole, &flags, file),
            |file, tree| file::audit(&whole, &flags, file, tree),
        );
        let found = found.into_iter().flat_map(|(_, it)| it);
        let lost = since.as_ref().map(|(revision, older, now)| {
            let gone = annotations::gone(&package.manifest.name, older, now);
            lost::find(&whole, revision, &gone)
        });
        let found = found.chain(runtime::find(&whole)).chain(lost.unwrap_or_default());
        findings.extend(found.filter_map(|it| levels.judged(it)));
        skipped.extend(output::named(&whole.skipped()));
    }
    progress.finish();
    project.some_was_read(&skipped)?;
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
