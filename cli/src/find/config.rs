//! What the people of a workspace or package wrote down for the commands:
//! `[workspace.metadata.featherfall]`, and a package's own behind it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::Deserialize;
use serde_spanned::Spanned;

use super::decisions::Decisions;
use super::paths::shown;
use super::toml::document;
use crate::error::Error;

/// How much a rule's findings matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// They are not shown.
    Allow,
    /// They are shown.
    Note,
    /// They are shown, and fail.
    Warn,
    /// They are errors.
    Deny,
}

/// The level of one rule.
#[derive(Debug, Clone)]
pub(crate) struct RuleLevel {
    /// The rule, as written.
    pub(crate) rule: String,
    /// The level.
    pub(crate) level: Level,
    /// Where it is written.
    pub(crate) place: String,
}

/// What is written down for a package.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// What the commands leave out, by the folder of the manifest that says so.
    exclude: Vec<Gitignore>,
    /// What code calls the runtime, beside what the dependencies say.
    pub(crate) runtime: Option<String>,
    /// Levels of rules; of two for one rule, the last counts.
    pub(crate) rules: Vec<RuleLevel>,
    /// What was decided about `adopt`.
    pub(crate) decisions: Decisions,
}

#[derive(Deserialize)]
struct Root {
    workspace: Option<Holder>,
    package: Option<Holder>,
}

#[derive(Deserialize)]
struct Holder {
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    featherfall: Option<Written>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    exclude: Vec<Spanned<String>>,
    runtime: Option<String>,
    rules: BTreeMap<String, Spanned<Level>>,
    adopt: Decisions,
}

impl Config {
    /// What is written for the package with this manifest, whose workspace has this root.
    pub(super) fn read(manifest: &Path, root: Option<&Path>) -> Result<Self, Error> {
        let mut config = Self::default();
        if let Some(workspace) = root {
            config.add(workspace, |root| root.workspace)?;
        }
        config.add(manifest, |root| root.package)?;
        Ok(config)
    }

    fn add(&mut self, path: &Path, of: impl Fn(Root) -> Option<Holder>) -> Result<(), Error> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(()) };
        let text = text.trim_start_matches('\u{feff}');
        // A manifest that is no TOML is somebody else's finding.
        if !text.contains("featherfall") || document(text).is_err() {
            return Ok(());
        }
        let place = |at: usize| {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            format!("{}:{line}", shown(path))
        };
        let root: Root = toml_edit::de::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |it| it.start);
            Error::failed(format!("{}: {}", place(at), error.message()))
        })?;
        let written = of(root).and_then(|it| it.metadata).and_then(|it| it.featherfall);
        let Written { exclude, runtime, rules, adopt } = written.unwrap_or_default();
        let mut patterns = GitignoreBuilder::new(path.parent().unwrap_or(Path::new("")));
        let refused =
            |at: usize, error: ignore::Error| Error::failed(format!("{}: {error}", place(at)));
        for pattern in &exclude {
            let at = pattern.span().start;
            patterns.add_line(None, pattern.get_ref()).map_err(|it| refused(at, it))?;
        }
        self.exclude.push(patterns.build().map_err(|it| refused(0, it))?);
        self.runtime = runtime.or_else(|| self.runtime.take());
        self.rules.extend(rules.into_iter().map(|(rule, level)| RuleLevel {
            rule,
            place: place(level.span().start),
            level: level.into_inner(),
        }));
        self.decisions.add(adopt);
        Ok(())
    }

    /// Whether the commands leave the file or folder out.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        let is_in = |it: &Gitignore| {
            path.starts_with(it.path()) && it.matched_path_or_any_parents(path, false).is_ignore()
        };
        self.exclude.iter().any(is_in)
    }

    /// Whether the file is left out, and nobody asked for it by its own name or that of a folder
    /// that is left out.
    pub(super) fn leaves_out(&self, file: &Path, asked: &[PathBuf]) -> bool {
        let is_named = |it: &PathBuf| file.starts_with(it) && self.excludes(it);
        self.excludes(file) && !asked.iter().any(is_named)
    }
}
