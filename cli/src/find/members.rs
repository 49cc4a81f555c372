//! The members of a workspace, as cargo knows them.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;

use super::paths::normal;
use super::scope::Scope;
use crate::error::Error;

/// A member of a workspace.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its name.
    name: String,
    /// Its manifest.
    pub(super) manifest: PathBuf,
    /// The root files of its targets.
    pub(super) roots: Vec<PathBuf>,
}

impl Member {
    fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new(""))
    }
}

/// Asks cargo for the members of the workspace that the manifest, or the folder, belongs to.
pub(super) fn members(manifest: Option<&Path>, folder: &Path) -> Result<Vec<Member>, Error> {
    let mut command = MetadataCommand::new();
    command.no_deps().current_dir(folder).other_options([String::from("--offline")]);
    if let Some(manifest) = manifest {
        command.manifest_path(manifest);
    }
    let metadata = command.exec().map_err(|error| match error {
        cargo_metadata::Error::CargoMetadata { stderr } => Error::failed(said(&stderr)),
        other => Error::failed(format!("cargo cannot be asked: {other}")),
    })?;
    let mut members: Vec<Member> = metadata
        .workspace_packages()
        .into_iter()
        .map(|it| Member {
            name: it.name.to_string(),
            manifest: it.manifest_path.clone().into(),
            roots: it.targets.iter().map(|it| normal(it.src_path.as_std_path())).collect(),
        })
        .collect();
    members.sort_by(|one, other| one.manifest.cmp(&other.manifest));
    Ok(members)
}

/// What cargo says, in one line.
fn said(stderr: &str) -> String {
    let lines = stderr.lines().map(str::trim).filter(|it| !it.is_empty() && *it != "Caused by:");
    let text = lines.collect::<Vec<_>>().join(": ");
    format!("cargo says: {}", text.strip_prefix("error: ").unwrap_or(&text))
}

/// The members that a command is about: those that are named, else those at or below the folder,
/// else the one around it.
pub(super) fn chosen(all: Vec<Member>, scope: &Scope, folder: &Path) -> Result<Vec<Member>, Error> {
    for name in scope.packages.iter().chain(&scope.exclude) {
        if !all.iter().any(|it| it.name == *name) {
            let names: Vec<&str> = all.iter().map(|it| &*it.name).collect();
            return Err(Error::failed(format!(
                "no member of the workspace is called `{name}`; there are {}",
                names.join(", ")
            )));
        }
    }
    let is_excluded = |it: &Member| scope.exclude.contains(&it.name);
    let all = all.into_iter().filter(|it| !is_excluded(it));
    if !scope.packages.is_empty() {
        return Ok(all.filter(|it| scope.packages.contains(&it.name)).collect());
    }
    let all: Vec<Member> = all.collect();
    let below: Vec<Member> =
        all.iter().filter(|it| it.folder().starts_with(folder)).cloned().collect();
    if !below.is_empty() {
        return Ok(below);
    }
    let around = all.into_iter().filter(|it| folder.starts_with(it.folder()));
    Ok(around.max_by_key(|it| it.folder().components().count()).into_iter().collect())
}
