//! `cargo featherfall issues`: technical-debt issues from the annotations.

mod body;
mod fingerprint;
mod gh;
mod issue;
mod plan;
mod todos;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use self::body::Wanted;
use self::fingerprint::Fingerprint;
use self::gh::Gh;
use self::issue::Issue;
use self::plan::{Action, Plan};
use crate::error::{About as _, Error};
use crate::find::paths;
use crate::find::project;
use crate::find::scope::Scope;
use crate::understand::annotations::{self, Collected, Kind, Priority};
use crate::write::{file, output};

/// Runs the command.
pub(crate) fn run(
    priority: Option<Priority>,
    create: bool,
    with_todos: bool,
    out: Option<&Path>,
) -> Result<(), Error> {
    let repository = paths::repository();
    let folder = paths::whole_package(&repository);
    let project = project::find(&Scope::path(folder.clone()))?;
    let Collected { mut found, packages, skipped } = annotations::collect_of(&project)?;
    if with_todos {
        found.extend(todos::found(&project));
    }
    output::skipped(&skipped);
    let wanted = body::wanted(&found, &repository);
    let existing = match Gh::existing() {
        Ok(existing) => existing,
        Err(error) if create => return Err(error),
        Err(error) => {
            output::note(format_args!("warning: {error}; which issues exist is not known"));
            Vec::new()
        }
    };
    // An annotation that was not found may stand in a file that was skipped, or in a package that
    // lies elsewhere in the repository.
    let is_read = |package: &str| match packages.get(package) {
        Some(is_complete) => *is_complete,
        None => folder == repository && packages.values().all(|it| *it),
    };
    // Nobody looked for what is not asked for.
    let is_meant = |it: &Fingerprint| with_todos || it.kind != Kind::Todo.word();
    let is_of_these = |it: &Issue| Fingerprint::read(&it.body).is_none_or(|it| is_meant(&it));
    let existing: Vec<Issue> = existing.into_iter().filter(is_of_these).collect();
    let plan = Plan::new(&wanted, &existing, priority, &is_read);
    print(&plan)?;
    if let Some(folder) = out {
        let may_go = |it: &Fingerprint| is_read(&it.package) && is_meant(it);
        write_bodies(&plan, &wanted, folder, &may_go)?;
    }
    if !create {
        output::line("dry run: nothing was changed; `--create` does it")?;
        return Error::findings(!plan.actions.is_empty());
    }
    execute(&plan)
}

fn print(plan: &Plan<'_>) -> Result<(), Error> {
    for action in &plan.actions {
        output::line(action)?;
    }
    let count = |is: fn(&Action<'_>) -> bool| plan.actions.iter().filter(|it| is(it)).count();
    for it in &plan.left {
        output::line(format_args!("left    {it}"))?;
    }
    output::line(format_args!(
        "{} to create, {} to update, {} to close, {} unchanged",
        count(|it| matches!(it, Action::Create(_))),
        count(|it| matches!(it, Action::Update { .. })),
        count(|it| matches!(it, Action::Close(_))),
        plan.unchanged
    ))
}

/// Writes the texts, and removes those of issues that nothing asks for any more.
fn write_bodies(
    plan: &Plan<'_>,
    wanted: &[Wanted],
    folder: &Path,
    may_go: &dyn Fn(&Fingerprint) -> bool,
) -> Result<(), Error> {
    let shown = |path: &Path| format!("`{}`", path.display());
    std::fs::create_dir_all(folder).about(|| shown(folder))?;
    let names = file_names(wanted);
    for action in &plan.actions {
        if let Action::Create(wanted) | Action::Update { wanted, .. } = action {
            let path = folder.join(&names[&wanted.fingerprint]);
            file::new_file(&path, &body::file(wanted))?;
        }
    }
    let stale = |path: &Path| {
        let is_named = names.values().any(|name| path.ends_with(name));
        let fingerprint = || body::of_file(&std::fs::read_to_string(path).ok()?);
        !is_named && fingerprint().is_some_and(|it| may_go(&it))
    };
    let entries = std::fs::read_dir(folder).about(|| shown(folder))?;
    for path in entries.flatten().map(|it| it.path()).filter(|it| stale(it)) {
        std::fs::remove_file(&path).about(|| shown(&path))?;
    }
    Ok(())
}

/// A file name for each issue, the same whatever else there is to do.
fn file_names(wanted: &[Wanted]) -> BTreeMap<&Fingerprint, String> {
    let fingerprints: BTreeSet<&Fingerprint> = wanted.iter().map(|it| &it.fingerprint).collect();
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for it in fingerprints {
        let slug = slug(&format!("{} {} {} {}", it.package, it.module, it.item, it.kind));
        let mut name = format!("{slug}.md");
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{slug}-{number}.md");
        }
        names.insert(it, name);
    }
    names
}

/// A part of a file name that is one everywhere.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        if char.is_ascii_alphanumeric() {
            slug.push(char);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').chars().take(200).collect()
}

fn execute(plan: &Plan<'_>) -> Result<(), Error> {
    let total = plan.actions.len();
    if total > 0 {
        Gh::prepare(plan)?;
    }
    for (index, action) in plan.actions.iter().enumerate() {
        let done = match action {
            Action::Create(wanted) => Gh::create(wanted),
            Action::Update { wanted, issue } => Gh::update(wanted, issue),
            Action::Close(issue) => Gh::close(issue),
        };
        done.map_err(|error| match error {
            Error::Failed { .. } => Error::failed(format!(
                "{error}
{index} of {total} steps are done; run the command again to do the rest, nothing is done twice"
            )),
            other => other,
        })?;
    }
    output::line(format_args!("{total} steps done"))
}
