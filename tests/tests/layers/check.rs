//! The rules. Each failure is a line that says where, what, and what to do.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::imports::{Import, imports};
use crate::page::{self, Layer, Plan};
use crate::sources::{Files, Sources};

/// What a file may have without a reason.
pub const LINES: usize = 350;

/// All that a crate breaks of what the page promises.
pub fn check(page: &str, folder: &str, files: &Files) -> Vec<String> {
    let plan = Plan::read(page, folder);
    let sources = Sources::new(files);
    let imports = imports(&sources);
    let mut failures = sources.problems.clone();
    rooms(&plan, files, &mut failures);
    directions(&plan, &imports, &mut failures);
    circles(&plan, &imports, &mut failures);
    features(&plan, &sources, &mut failures);
    let mut failures: Vec<String> = failures.iter().map(|it| format!("{folder}/{it}")).collect();
    lengths(page, folder, files, &sources, &mut failures);
    failures
}

/// Every file has a layer, every layer has files, and those that the table names.
fn rooms(plan: &Plan, files: &Files, failures: &mut Vec<String>) {
    for file in files.keys().filter(|it| plan.layer(it).is_none()) {
        failures.push(format!(
            "{file}: no layer of the table holds it. Move it into one, or give it a row."
        ));
    }
    for (number, layer) in plan.layers.iter().enumerate() {
        let name = &layer.name;
        if plan.layers[..number].iter().any(|it| it.name == *name) {
            failures.push(format!("{name}: is twice in the table. Delete one row."));
        }
        if !files.keys().any(|it| page::holds(name, it)) {
            failures
                .push(format!("{name}: is in the table only. Delete its row, or mend its name."));
        }
        let Some(named) = &layer.files else { continue };
        let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
        let there: BTreeSet<&str> = files.keys().filter_map(|it| stem(plan, layer, it)).collect();
        for stem in there.difference(&named) {
            failures.push(format!("{name}{stem}: its layer's row does not name it. Add `{stem}`."));
        }
        for stem in named.difference(&there) {
            failures
                .push(format!("{name}{stem}: is in its layer's row only. Delete `{stem}` there."));
        }
    }
}

/// What a row calls a file: the folder in the layer or the file without its ending.
fn stem<'a>(plan: &Plan, layer: &Layer, file: &'a str) -> Option<&'a str> {
    if plan.layer(file)?.name != layer.name {
        return None;
    }
    let rest = file.strip_prefix(&layer.name)?;
    let stem = rest.split_once('/').map_or(rest.strip_suffix(".rs")?, |(folder, _)| folder);
    (stem != "mod").then_some(stem)
}

/// A layer imports layers above it.
fn directions(plan: &Plan, imports: &[Import], failures: &mut Vec<String>) {
    for import in imports {
        let (Some(from), Some(to)) = (plan.layer(&import.from), plan.layer(&import.to)) else {
            continue;
        };
        let (here, there) = (&from.name, &to.name);
        if from.row < to.row {
            failures.push(format!(
                "{}: goes back: `{here}` stands above `{there}`. Move what both need up, or have it \
                 handed in.",
                place(import)
            ));
        } else if from.row == to.row && here != there {
            failures.push(format!(
                "{}: `{here}` and `{there}` stand side by side. Move what both need into a layer above.",
                place(import)
            ));
        }
    }
}

/// `file:line: `path` (file)`
fn place(Import { from, to, line, path }: &Import) -> String {
    format!("{from}:{line}: `{path}` ({to})")
}

/// Inside of a layer, nobody who imports a file is imported by it.
fn circles(plan: &Plan, imports: &[Import], failures: &mut Vec<String>) {
    let mut graph: BTreeMap<&str, Vec<&Import>> = BTreeMap::new();
    for import in imports {
        let layer = |file| plan.layer(file).map(|it| &it.name);
        if layer(&import.from) == layer(&import.to) {
            graph.entry(&import.from).or_default().push(import);
        }
    }
    let mut told = BTreeSet::new();
    for start in graph.keys() {
        if told.contains(*start) {
            continue;
        }
        let Some(circle) = shortest(&graph, start) else { continue };
        told.extend(circle.iter().map(|it| &*it.from));
        let edges: Vec<String> = circle.iter().map(|it| place(it)).collect();
        failures.push(format!(
            "{}\n    closes a circle. Move what the first needs of the last into a file of its own.",
            edges.join("\n    ")
        ));
    }
}

/// The shortest way from a file back to itself.
fn shortest<'a>(graph: &BTreeMap<&str, Vec<&'a Import>>, start: &str) -> Option<Vec<&'a Import>> {
    let mut by: BTreeMap<&str, &Import> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for import in graph.get(file).into_iter().flatten() {
            if by.contains_key(&*import.to) {
                continue;
            }
            by.insert(&import.to, import);
            if import.to != start {
                queue.push_back(&import.to);
                continue;
            }
            let mut circle = vec![*import];
            while circle[0].from != start {
                circle.insert(0, by[&*circle[0].from]);
            }
            return Some(circle);
        }
    }
    None
}

/// Only a feature's room, its twin and the root ask whether it is on.
fn features(plan: &Plan, sources: &Sources, failures: &mut Vec<String>) {
    for feature in &plan.features {
        let name = &feature.name;
        if !(1..=2).contains(&feature.rooms.len()) {
            failures.push(format!("`{name}` needs one room, and one twin at most. Mend its row."));
        }
        for room in &feature.rooms {
            if !sources.modules.iter().any(|it| page::holds(room, &it.file)) {
                failures
                    .push(format!("{room}: the room of `{name}` does not exist. Mend its row."));
            }
        }
        for (file, line, _) in sources.features.iter().filter(|(_, _, it)| it == name) {
            let is_root = *file == sources.modules[0].file;
            if !is_root && !feature.rooms.iter().any(|it| page::holds(it, file)) {
                failures.push(format!(
                    "{file}:{line}: asks for `{name}` outside of {}. Ask a function there, which \
                     says nothing where the feature is off.",
                    feature.rooms.join(" and ")
                ));
            }
        }
    }
}

/// A long file has a reason, and a reason has a long file.
fn lengths(page: &str, folder: &str, files: &Files, sources: &Sources, failures: &mut Vec<String>) {
    let reasons = page::long_files(page);
    for (file, text) in files.iter().filter(|(it, _)| !sources.test_files.contains(*it)) {
        let lines = text.lines().count();
        let path = format!("{folder}/{file}");
        let reason = reasons.iter().find(|it| it.file == path);
        match reason {
            None if lines > LINES => failures.push(format!(
                "{path}: has {lines} lines, more than {LINES}. Cut it, or say why not below \
                 `Long files`."
            )),
            Some(_) if lines <= LINES => failures.push(format!(
                "{path}: has only {lines} lines. Delete its reason below `Long files`."
            )),
            Some(it) if it.reason.split_whitespace().count() < 4 => {
                failures.push(format!("{path}: says no reason below `Long files`. Write one."));
            }
            _ => {}
        }
    }
    for reason in reasons.iter().filter(|it| it.file.starts_with(&format!("{folder}/"))) {
        if !files.contains_key(&reason.file[folder.len() + 1..]) {
            failures
                .push(format!("{}: does not exist. Delete it below `Long files`.", reason.file));
        }
    }
}
