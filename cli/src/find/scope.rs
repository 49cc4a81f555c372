//! What a command works on, in the words of the command line.

use std::path::PathBuf;

use clap::Args;

use super::paths::here;

/// Packages, or paths.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Scope {
    /// Files or folders, with all packages below them; by default the members of the workspace that
    /// lie here, or the one around.
    #[arg(value_name = "PATH", conflicts_with_all = ["packages", "exclude", "manifest_path"])]
    pub(crate) paths: Vec<PathBuf>,
    /// This member of the workspace; may be given again.
    #[arg(short, long = "package", value_name = "NAME")]
    pub(crate) packages: Vec<String>,
    /// Not this member of the workspace; may be given again.
    #[arg(long, value_name = "NAME")]
    pub(crate) exclude: Vec<String>,
    /// The `Cargo.toml` of the package or workspace.
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

impl Scope {
    /// What lies at or below one path.
    pub(crate) fn path(path: PathBuf) -> Self {
        Self { paths: vec![path], ..Self::default() }
    }

    /// The manifests that, where they are a workspace's, have all of its members in scope.
    pub(crate) fn whole_manifests(&self) -> Vec<PathBuf> {
        if !self.packages.is_empty() || !self.exclude.is_empty() {
            return Vec::new();
        }
        if !self.paths.is_empty() {
            return self.paths.iter().map(|it| it.join("Cargo.toml")).collect();
        }
        vec![self.manifest_path.clone().unwrap_or_else(|| here().join("Cargo.toml"))]
    }

    /// Whether it names members of a workspace, which only cargo knows.
    pub(super) fn names_members(&self) -> bool {
        !self.packages.is_empty() || !self.exclude.is_empty() || self.manifest_path.is_some()
    }
}
