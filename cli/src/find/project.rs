//! Which files and packages a command is about.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check_cfg;
use super::decisions::Decisions;
use super::manifest::Manifest;
use super::paths::{owner, slashed};
use super::walk::rust_files;
use crate::error::{About as _, Error};

/// A package and its source files.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Its Rust files, sorted: all of them, for what one says about another.
    pub(crate) files: Vec<PathBuf>,
    /// What its people decided once about `adopt`.
    pub(crate) decisions: Decisions,
    /// The file or folder that was asked for.
    asked: PathBuf,
}

/// The packages below a path, and what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Project {
    /// The packages, sorted by folder.
    pub(crate) packages: Vec<Package>,
    /// What was skipped, and why.
    pub(crate) skipped: Vec<(PathBuf, String)>,
}

/// Finds all packages at or below `path`; a file stands for itself.
pub(crate) fn find(path: &Path) -> Result<Project, Error> {
    if !path.exists() {
        return Err(Error::failed(format!("`{}` does not exist", path.display())));
    }
    let path = &std::path::absolute(path).about(|| path.display().to_string())?;
    let mut project = Project::default();
    let mut files = rust_files(path, &mut project.skipped);
    let mut owners: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let around = owner(folder, &mut owners).filter(|it| it.parent() != Some(path));
    if let Some(folder) = around.as_ref().and_then(|it| it.parent()) {
        // A part of a package: the rest of it says what the names in that part mean.
        let rest = rust_files(folder, &mut Vec::new()).into_iter().filter(|file| {
            let folder = file.parent().unwrap_or(Path::new(""));
            owner(folder, &mut owners) == around
        });
        files.extend(rest);
        files.sort();
        files.dedup();
    }
    let mut by_manifest: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let manifest = owner(&folder, &mut owners).unwrap_or_else(|| folder.join("Cargo.toml"));
        by_manifest.entry(manifest).or_default().push(file);
    }
    for (manifest, files) in by_manifest {
        let manifest = match Manifest::read(&manifest) {
            Ok(Some(mut manifest)) => {
                manifest.features.extend(check_cfg::features(&manifest.path));
                manifest
            }
            // Loose files: nothing is known about their features.
            Ok(None) => Manifest { path: manifest, ..Manifest::default() },
            Err(error) => {
                if manifest.exists() {
                    project.skipped.push((manifest.clone(), error.to_string()));
                }
                Manifest { path: manifest, ..Manifest::default() }
            }
        };
        let decisions = Decisions::default();
        project.packages.push(Package { manifest, files, decisions, asked: path.clone() });
    }
    Ok(project)
}

impl Package {
    /// Whether the file holds tests, benches or a build script: no part of the library.
    pub(crate) fn is_beside_the_library(&self, file: &Path) -> bool {
        let Ok(inside) = file.strip_prefix(self.manifest.folder()) else { return false };
        let first = inside.components().next();
        let first = first.map(|it| it.as_os_str().to_string_lossy().into_owned());
        matches!(first.as_deref(), Some("tests" | "benches" | "build.rs"))
    }

    /// Whether the file is one of those that the command is about.
    pub(crate) fn is_asked(&self, file: &Path) -> bool {
        file.starts_with(&self.asked)
    }

    /// The file's path inside the package, with `/`.
    pub(crate) fn inside(&self, file: &Path) -> String {
        slashed(file.strip_prefix(self.manifest.folder()).unwrap_or(file))
    }
}
