//! Which files and packages a command is about.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::check_cfg;
use super::manifest::Manifest;

/// A package and its source files.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// Its Rust files, sorted: all of them, for what one says about another.
    pub(crate) files: Vec<PathBuf>,
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
pub(crate) fn find(path: &Path) -> Result<Project, String> {
    if !path.exists() {
        return Err(format!("`{}` does not exist", path.display()));
    }
    let path = &std::path::absolute(path).map_err(|error| error.to_string())?;
    let mut project = Project::default();
    let mut files = walk(path, &mut project.skipped);
    let mut owners: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let around = owner(folder, &mut owners).filter(|it| it.parent() != Some(path));
    if let Some(folder) = around.as_ref().and_then(|it| it.parent()) {
        // A part of a package: the rest of it says what the names in that part mean.
        let rest = walk(folder, &mut Vec::new()).into_iter().filter(|file| {
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
            Err(message) => {
                if manifest.exists() {
                    project.skipped.push((manifest.clone(), message));
                }
                Manifest { path: manifest, ..Manifest::default() }
            }
        };
        project.packages.push(Package { manifest, files, asked: path.clone() });
    }
    Ok(project)
}

/// All Rust files at or below the path. Links are not followed, so that no file is read twice and
/// no loop is entered.
fn walk(path: &Path, skipped: &mut Vec<(PathBuf, String)>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(path).require_git(false).sort_by_file_path(Path::cmp).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|it| it.is_file());
                let is_rust = entry.path().extension().is_some_and(|it| it == "rs");
                if is_file && is_rust && !is_in_build_folder(path, entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Err(error) => skipped.push((path.to_owned(), error.to_string())),
        }
    }
    files
}

/// The path as the user would write it from here, with `/`: code scanning and workflows find it
/// there too.
pub(crate) fn shown(path: &Path) -> String {
    seen_from(&here(), path)
}

/// The path as seen from the folder, with `/`.
pub(crate) fn seen_from(folder: &Path, path: &Path) -> String {
    match path.strip_prefix(folder) {
        Ok(inside) => slashed(inside),
        Err(_) => path.display().to_string(),
    }
}

fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// The root of the repository that the working directory lies in; without one, of its workspace.
pub(crate) fn repository() -> PathBuf {
    let here = here();
    let root = here.ancestors().find(|it| it.join(".git").exists()).map(Path::to_owned);
    root.unwrap_or_else(workspace)
}

/// The root of the workspace that the working directory lies in, else of its package.
pub(crate) fn workspace() -> PathBuf {
    let here = here();
    let with = |table| here.ancestors().find(|it| has_table(&it.join("Cargo.toml"), table));
    with("[workspace").or_else(|| with("[package")).unwrap_or(&here).to_owned()
}

/// The whole package, in the repository, that the working directory is a part of; else the working
/// directory.
pub(crate) fn whole_package(repository: &Path) -> PathBuf {
    let here = here();
    let manifest = owner(&here, &mut BTreeMap::new());
    let folder = manifest.as_deref().and_then(Path::parent);
    folder.filter(|it| it.starts_with(repository)).unwrap_or(&here).to_owned()
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|it| it.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The nearest manifest at or above the folder.
fn owner(folder: &Path, known: &mut BTreeMap<PathBuf, Option<PathBuf>>) -> Option<PathBuf> {
    if let Some(found) = known.get(folder) {
        return found.clone();
    }
    let here = folder.join("Cargo.toml");
    let found = if has_table(&here, "[package") {
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

/// Whether a line of the manifest begins like this.
fn has_table(manifest: &Path, table: &str) -> bool {
    std::fs::read_to_string(manifest)
        .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with(table)))
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

    /// Whether the file is one of those that the command is about.
    pub(crate) fn is_asked(&self, file: &Path) -> bool {
        file.starts_with(&self.asked)
    }

    /// The file's path inside the package, with `/`.
    pub(crate) fn inside(&self, file: &Path) -> String {
        slashed(file.strip_prefix(self.manifest.folder()).unwrap_or(file))
    }
}
