//! Which files and packages a command is about.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::check_cfg;
use super::config::Config;
use super::manifest::Manifest;
use super::members::{self, Member};
use super::paths::{here, normal, owner, shown, slashed};
use super::scope::Scope;
use super::walk::rust_files;
use super::workspace;
use crate::error::{About as _, Error};

/// A package and its source files.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Its Rust files, sorted: all of them, for what one says about another.
    pub(crate) files: Vec<PathBuf>,
    /// What its people wrote down for the commands.
    pub(crate) config: Config,
    /// The files or folders that were asked for.
    asked: Vec<PathBuf>,
}

/// The packages below a path, and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// The packages, sorted by folder.
    pub(crate) packages: Vec<Package>,
    /// What was skipped, and why.
    pub(crate) skipped: Vec<(PathBuf, String)>,
}

/// Finds the packages that a command is about.
pub(crate) fn find(scope: &Scope) -> Result<Project, Error> {
    let project = if scope.paths.is_empty() { workspace(scope)? } else { below(&scope.paths)? };
    let is_any = |it: &Package| it.files.iter().any(|file| it.is_asked(file));
    if project.packages.iter().any(is_any) {
        return Ok(project);
    }
    let skipped = project.skipped.iter().map(|(path, reason)| (shown(path), reason.clone()));
    Err(nothing("there is no Rust source to look at", &skipped.collect::<Vec<_>>()))
}

fn nothing(what: &str, skipped: &[(String, String)]) -> Error {
    let reasons = skipped.iter().map(|(path, reason)| format!("; {path}: {reason}"));
    Error::failed(reasons.fold(what.to_owned(), |all, reason| all + &reason))
}

/// The members of the workspace.
fn workspace(scope: &Scope) -> Result<Project, Error> {
    let absolute = |it: &PathBuf| std::path::absolute(it).about(|| it.display().to_string());
    let manifest = scope.manifest_path.as_ref().map(absolute).transpose()?.map(|it| normal(&it));
    let manifest = manifest.as_deref();
    let folder = manifest.and_then(Path::parent).map_or_else(here, Path::to_owned);
    let above = folder.ancestors().map(|it| it.join("Cargo.toml")).find(|it| it.exists());
    let Some(above) = above.filter(|_| manifest.is_none_or(Path::exists)) else {
        if scope.names_members() {
            return Err(Error::failed("there is no such `Cargo.toml`, nor one above"));
        }
        return below(&[folder]);
    };
    let members = match members::members(manifest, &folder) {
        Ok(members) => members::chosen(members, scope, &folder)?,
        Err(error) if scope.names_members() => return Err(error),
        Err(error) => {
            let mut project = below(&[folder])?;
            let reason = format!("{error}; everything below the folder was looked at instead");
            project.skipped.push((above, reason));
            return Ok(project);
        }
    };
    let mut project = Project::default();
    let mut owners = BTreeMap::new();
    for Member { manifest, roots, .. } in members {
        let folder = manifest.parent().unwrap_or(Path::new("")).to_owned();
        let mut files = rust_files(&folder, &mut project.skipped);
        files.retain(|file| {
            let folder = file.parent().unwrap_or(Path::new(""));
            owner(folder, &mut owners).as_ref() == Some(&manifest)
        });
        let mut package = package(manifest, files, vec![folder], &mut project.skipped)?;
        package.manifest.roots = roots;
        package.add_outside();
        project.packages.push(package);
    }
    Ok(project)
}

/// All packages at or below the paths; a file stands for itself.
fn below(paths: &[PathBuf]) -> Result<Project, Error> {
    let mut asked = Vec::new();
    for path in paths {
        if !path.exists() {
            return Err(Error::failed(format!("`{}` does not exist", path.display())));
        }
        asked.push(normal(&std::path::absolute(path).about(|| path.display().to_string())?));
    }
    let mut project = Project::default();
    let mut files = BTreeSet::new();
    let mut owners: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    let mut walked = BTreeSet::new();
    for path in &asked {
        files.extend(rust_files(path, &mut project.skipped));
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let around = owner(folder, &mut owners).filter(|it| it.parent() != Some(path));
        if let Some(folder) = around.as_ref().and_then(|it| it.parent())
            && walked.insert(folder.to_owned())
        {
            // A part of a package: the rest of it says what the names in that part mean.
            let rest = rust_files(folder, &mut Vec::new()).into_iter().filter(|file| {
                let folder = file.parent().unwrap_or(Path::new(""));
                owner(folder, &mut owners) == around
            });
            files.extend(rest);
        }
    }
    let mut by_manifest: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let manifest = owner(&folder, &mut owners).unwrap_or_else(|| folder.join("Cargo.toml"));
        by_manifest.entry(manifest).or_default().push(file);
    }
    // A package may have all of its code somewhere else.
    for path in &asked {
        if let Some(manifest) = owner(path, &mut owners) {
            by_manifest.entry(manifest).or_default();
        }
    }
    for (manifest, files) in by_manifest {
        let mut package = package(manifest, files, asked.clone(), &mut project.skipped)?;
        package.add_outside();
        project.packages.push(package);
    }
    Ok(project)
}

fn package(
    manifest: PathBuf,
    files: Vec<PathBuf>,
    asked: Vec<PathBuf>,
    skipped: &mut Vec<(PathBuf, String)>,
) -> Result<Package, Error> {
    let root = workspace::root(&manifest);
    let config = Config::read(&manifest, root.as_deref())?;
    let manifest = match Manifest::read(&manifest, root.as_deref()) {
        Ok(Some(mut manifest)) => {
            let known = check_cfg::features(&manifest.path, root.as_deref());
            manifest.features.extend(known.names);
            manifest.knows_all = known.all;
            manifest
        }
        // Loose files: nothing is known about their features.
        Ok(None) => Manifest { path: manifest, ..Manifest::default() },
        Err(error) => {
            if manifest.exists() {
                skipped.push((manifest.clone(), error.to_string()));
            }
            Manifest { path: manifest, ..Manifest::default() }
        }
    };
    Ok(Package { manifest, files, config, asked })
}

impl Project {
    /// An error if everything that was asked for was skipped, as shown: to have read nothing is no
    /// success.
    pub(crate) fn some_was_read(&self, skipped: &[(String, String)]) -> Result<(), Error> {
        let is_skipped = |it: &Path| skipped.iter().any(|(path, _)| *path == shown(it));
        let asked = self
            .packages
            .iter()
            .flat_map(|package| package.files.iter().filter(|file| package.is_asked(file)));
        if skipped.is_empty() || !asked.map(PathBuf::as_path).all(is_skipped) {
            return Ok(());
        }
        Err(nothing("not one file could be read", skipped))
    }
}

impl Package {
    /// Adds the files beside roots of targets that lie outside of the package's folder.
    fn add_outside(&mut self) {
        let folder = self.manifest.folder().to_owned();
        for root in &mut self.manifest.roots {
            *root = normal(&folder.join(&*root));
            if let (false, Some(outside)) = (root.starts_with(&folder), root.parent()) {
                self.files.extend(rust_files(outside, &mut Vec::new()));
            }
        }
        self.files.sort();
        self.files.dedup();
    }

    /// Whether the file holds tests, benches or a build script: no part of the library.
    pub(crate) fn is_beside_the_library(&self, file: &Path) -> bool {
        let Ok(inside) = file.strip_prefix(self.manifest.folder()) else { return false };
        let first = inside.components().next();
        let first = first.map(|it| it.as_os_str().to_string_lossy().into_owned());
        matches!(first.as_deref(), Some("tests" | "benches" | "build.rs"))
    }

    /// Whether the file is one of those that the command is about.
    pub(crate) fn is_asked(&self, file: &Path) -> bool {
        let folder = self.manifest.folder();
        self.asked.iter().any(|it| file.starts_with(it) || folder.starts_with(it))
            && !self.config.leaves_out(file, &self.asked)
    }

    /// Whether the file, or a folder of the package around it, was asked for by name.
    pub(crate) fn is_named(&self, file: &Path) -> bool {
        let folder = self.manifest.folder();
        let is_inside = |it: &PathBuf| it.starts_with(folder) && it != folder;
        self.asked.iter().any(|it| file.starts_with(it) && is_inside(it))
    }

    /// The file's path inside the package, with `/`.
    pub(crate) fn inside(&self, file: &Path) -> String {
        slashed(file.strip_prefix(self.manifest.folder()).unwrap_or(file))
    }
}
