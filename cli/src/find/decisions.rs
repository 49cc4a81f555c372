//! What the people of a package decided once about `adopt`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Decisions {
    /// Whether choices between halves that both work are converted too.
    pub(crate) choices: bool,
    /// Arguments that are ignored with a warning where they were refused.
    pub(crate) ignores: Vec<String>,
    /// Items that stay as they are, by path; `*` stands for anything.
    pub(crate) keep: Vec<String>,
    /// Items, and arguments that they ignored in an older revision.
    #[serde(skip)]
    pub(crate) ignored: BTreeSet<(String, String)>,
    /// What annotations of items say, by the items' paths.
    pub(crate) items: BTreeMap<String, Said>,
}

/// What somebody wrote by hand into an annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Said {
    /// The capability's name.
    pub(crate) name: Option<String>,
    /// What to do without it.
    pub(crate) alternative: Option<String>,
    /// What else is worth knowing.
    pub(crate) note: Option<String>,
    /// The issue.
    pub(crate) tracking: Option<String>,
    /// How urgent it is.
    pub(crate) priority: Option<Priority>,
}

/// How urgent a debt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, clap::ValueEnum)]
pub(crate) enum Priority {
    /// Before anything else.
    Critical,
    /// Soon.
    High,
    /// Some day.
    Medium,
    /// Perhaps.
    Low,
}

impl Priority {
    /// As written in the attribute.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Priority::Critical => "Critical",
            Priority::High => "High",
            Priority::Medium => "Medium",
            Priority::Low => "Low",
        }
    }

    /// The priority that the word names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Priority::Critical, Priority::High, Priority::Medium, Priority::Low]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

impl Decisions {
    /// Adds what somebody closer to the code decided.
    pub(super) fn add(&mut self, other: Self) {
        self.choices |= other.choices;
        self.ignores.extend(other.ignores);
        self.keep.extend(other.keep);
        self.items.extend(other.items);
    }

    /// Whether the item stays as it is.
    pub(crate) fn keeps(&self, path: &str) -> bool {
        self.keep.iter().any(|pattern| fits(pattern, path))
    }

    /// Whether the item's argument is ignored where it was refused.
    pub(crate) fn is_ignored(&self, path: &str, argument: &str) -> bool {
        // `imatrix` is `imatrix_weight` too.
        self.ignores.iter().any(|it| it == argument || argument.split('_').any(|word| word == it))
            || self.ignored.contains(&(path.to_owned(), argument.to_owned()))
    }

    /// What was said of the item.
    pub(crate) fn said(&self, path: &str) -> Option<&Said> {
        let is_of = |written: &str| path == written || path.ends_with(&format!("::{written}"));
        self.items
            .get(path)
            .or_else(|| self.items.iter().find(|(written, _)| is_of(written)).map(|(_, said)| said))
    }
}

/// Whether the pattern fits the path, or the end of it.
fn fits(pattern: &str, path: &str) -> bool {
    let mut ends = path.match_indices("::").map(|(at, found)| at + found.len());
    fits_whole(pattern, path) || ends.any(|at| fits_whole(pattern, &path[at..]))
}

fn fits_whole(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(path) = path.strip_prefix(start) else { return false };
    match rest.rsplit_once('*') {
        None => path.ends_with(rest),
        Some((middle, end)) => {
            let Some(mut left) = path.strip_suffix(end) else { return false };
            middle.split('*').all(|part| match left.split_once(part) {
                Some((_, behind)) => {
                    left = behind;
                    true
                }
                None => false,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_paths_and_their_ends() {
        for (pattern, path, expected) in [
            ("f", "f", true),
            ("f", "a::f", true),
            ("f", "a::g_f", false),
            ("a::*", "a::f", true),
            ("a::*", "b::f", false),
            ("*::f", "a::b::f", true),
            ("a::*::f", "a::b::f", true),
            ("a::*::c*f", "a::b::cdf", true),
            ("a::*x*f", "a::b::cdf", false),
            ("*", "a", true),
        ] {
            assert_eq!(fits(pattern, path), expected, "{pattern} {path}");
        }
    }
}
