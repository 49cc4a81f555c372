//! Which files and packages a command is about.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::manifest::Manifest;

/// A package and its source files.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Its Rust files, sorted.
    pub(crate) files: Vec<PathBuf>,
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
pub(crate) fn find(path: &Path) -> Result<Project, String> {
    if !path.exists() {
        return Err(format!("`{}` does not exist", path.display()));
    }
    let path = &std::path::absolute(path).map_err(|error| error.to_string())?;
    let mut project = Project::default();
    let mut files: Vec<PathBuf> = Vec::new();
    // Links are not followed, so that no file is read twice and no loop is entered.
    let walk = WalkBuilder::new(path).require_git(false).sort_by_file_path(Path::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file());
                let is_rust = entry.path().extension().is_some_and(|it| it == "rs");
                if is_file && is_rust && !is_in_build_folder(path, entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Err(error) => {
                let message = error.to_string();
                project.skipped.push((path.to_owned(), message));
            }
        }
    }
    let mut owners: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    let mut by_manifest: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let manifest = owner(&folder, &mut owners).unwrap_or_else(|| folder.join("Cargo.toml"));
        by_manifest.entry(manifest).or_default().push(file);
    }
    for (path, files) in by_manifest {
        let manifest = match Manifest::read(&path) {
            Ok(Some(manifest)) => manifest,
            // Loose files: nothing is known about their features.
            Ok(None) => Manifest { path, ..Manifest::default() },
            Err(message) => {
                if path.exists() {
                    project.skipped.push((path.clone(), message));
                }
                Manifest { path, ..Manifest::default() }
            }
        };
        project.packages.push(Package { manifest, files });
    }
    Ok(project)
}

/// The path as the user would write it from here.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.display().to_string()
}

/// The nearest manifest at or above the folder.
fn owner(folder: &Path, known: &mut BTreeMap<PathBuf, Option<PathBuf>>) -> Option<PathBuf> {
    if let Some(found) = known.get(folder) {
        return found.clone();
    }
    let here = folder.join("Cargo.toml");
    let is_package = || {
        std::fs::read_to_string(&here)
            .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with("[package")))
    };
    let found = if is_package() {
        Some(here)
    } else {
        match folder.parent() {
            Some(parent) => owner(parent, known),
            None => None,
        }
    };
    known.insert(folder.to_owned(), found.clone());
    found
}

/// Whether the file lies in a `target` folder that cargo marked as a cache.
fn is_in_build_folder(root: &Path, file: &Path) -> bool {
    file.ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(root) && *folder != root)
        .any(|folder| folder.ends_with("target") && folder.join("CACHEDIR.TAG").exists())
}

impl Package {
    /// Whether the file holds tests, benches or a build script: no part of the library.
    pub(crate) fn is_beside_the_library(&self, file: &Path) -> bool {
        let Ok(inside) = file.strip_prefix(self.manifest.folder()) else { return false };
        let first = inside.components().next();
        let first = first.map(|it| it.as_os_str().to_string_lossy().into_owned());
        matches!(first.as_deref(), Some("tests" | "benches" | "build.rs"))
    }

    /// The file's path inside the package, with `/`.
    pub(crate) fn inside(&self, file: &Path) -> String {
        let inside = file.strip_prefix(self.manifest.folder()).unwrap_or(file);
        let parts: Vec<_> =
            inside.components().map(|it| it.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }
}
