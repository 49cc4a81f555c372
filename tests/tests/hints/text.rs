//! What a reader takes out of a hint: commands, and lines to write.

/// Stands here because the search asks for it by this path.
#[path = "../../../runtime/core/src/text/sort.rs"]
pub(crate) mod sort;

use super::workspace::{Dependency, Flags, Table, Workspace};

/// One thing that a hint says to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To build with these flags.
    Build(Flags),
    /// To add features to a dependency of a package.
    Add { package: String, dependency: String, features: Vec<String> },
    /// To write this for a dependency of a package.
    Write {
        package: String,
        dependency: String,
        default: bool,
        features: Vec<String>,
        /// And to build with these flags.
        flags: Option<Flags>,
    },
    /// To add a dependency to a package.
    Depend { package: String, on: String, version: String, default: bool, features: Vec<String> },
}

/// The names of a list in TOML.
fn list(text: &str) -> Vec<String> {
    let (_, names) = text.split_once("features = [").expect("a list of features");
    let names = names.trim_end_matches([']', '}', ' ']).split(", ");
    names.map(|name| name.trim_matches('"').to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The flags of every command.
fn commands(text: &str) -> Vec<Flags> {
    let mut commands = Vec::new();
    if text.contains("no feature flags") {
        commands.push(Flags::default());
    }
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    for words in quoted.iter().filter(|words| words.starts_with("--")) {
        let mut flags = Flags::default();
        let mut rest = words.split(' ');
        while let Some(word) = rest.next() {
            match word {
                "--no-default-features" => flags.no_default = true,
                "--features" => {
                    let list = rest.next().expect("a list of features");
                    flags.features.extend(list.split(',').map(str::to_owned));
                }
                _ => panic!("unknown flag in {text}"),
            }
        }
        commands.push(flags);
    }
    commands
}

/// Every step of the text, read as a person would.
pub fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in text.split("set `").skip(1) {
        let quoted: Vec<&str> = part.split('`').step_by(2).collect();
        let (_, package) = part.split_once("in the Cargo.toml of `").expect("whose manifest");
        steps.push(Step::Write {
            package: package.split('`').next().unwrap().to_owned(),
            dependency: quoted[1].to_owned(),
            default: !quoted[0].contains("default-features = false"),
            features: list(quoted[0]),
            flags: part.split_once(" and rebuild with ").map(|(_, then)| commands(then).remove(0)),
        });
    }
    if steps.is_empty() {
        steps = commands(text).into_iter().map(Step::Build).collect();
    }
    if steps.is_empty() && text.starts_with("Rebuild without feature") && !text.contains("` of `") {
        steps.push(Step::Build(Flags::default()));
    }
    for part in text.split("add `").skip(1) {
        let quoted: Vec<&str> = part.split('`').step_by(2).collect();
        let (_, package) = part.split_once("in the Cargo.toml of `").expect("whose manifest");
        let package = package.split('`').next().unwrap().to_owned();
        if quoted[0].starts_with("features = ") {
            let (dependency, features) = (quoted[1].to_owned(), list(quoted[0]));
            steps.push(Step::Add { package, dependency, features });
        } else {
            let (on, table) = quoted[0].split_once(" = { version = \"").expect("a line");
            steps.push(Step::Depend {
                package,
                on: on.to_owned(),
                version: table.split('"').next().unwrap().to_owned(),
                default: !table.contains("default-features = false"),
                features: list(table),
            });
        }
    }
    steps
}

/// The workspace after the step, and how it is built then; `None` where it cannot be taken.
pub fn follow(workspace: &Workspace, step: &Step) -> Option<(Workspace, Flags)> {
    let mut workspace = workspace.clone();
    match step {
        Step::Build(flags) => return Some((workspace, flags.clone())),
        Step::Add { package, dependency, features } => {
            let of = workspace.packages.iter_mut().find(|of| of.name == *package)?;
            let is_it = |entry: &&mut Dependency| entry.name == *dependency && entry.is_here();
            let entry = of.dependencies.iter_mut().find(is_it)?;
            entry.features.extend(features.clone());
            entry.features.dedup();
        }
        Step::Write { package, dependency, default, features, flags } => {
            let of = workspace.packages.iter_mut().find(|of| of.name == *package)?;
            let is_it = |entry: &&mut Dependency| entry.name == *dependency && entry.is_here();
            let entry = of.dependencies.iter_mut().find(is_it)?;
            entry.default_features = *default;
            entry.features.clone_from(features);
            if let Some(flags) = flags {
                return Some((workspace, flags.clone()));
            }
        }
        Step::Depend { package, on, version, default, features } => {
            let to = workspace
                .packages
                .iter()
                .position(|to| to.name == *on && to.version == *version)?;
            let of = workspace.packages.iter_mut().find(|of| of.name == *package)?;
            if of.dependencies.iter().any(|entry| entry.name == *on && entry.table == Table::Normal)
            {
                return None;
            }
            of.dependencies.push(Dependency {
                default_features: *default,
                features: features.clone(),
                ..Dependency::normal(on, to)
            });
        }
    }
    let flags = workspace.build.clone();
    Some((workspace, flags))
}
