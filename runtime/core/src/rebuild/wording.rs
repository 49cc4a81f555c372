//! Ways to another build, in words.

use std::fmt;

use super::ways::{Way, Ways, Word};

impl Ways<'_> {
    /// One sentence without a full stop; `None` where there is no way.
    pub(crate) fn sentence(&self) -> Option<String> {
        let opening = match self.list.first()? {
            Way::Command { .. } | Way::Plain { .. } => "Rebuild ",
            Way::Edit { .. } | Way::Line { .. } => "To have it, ",
        };
        let mut parts: Vec<String> = Vec::new();
        let mut with = false;
        for way in &self.list {
            let mut part = way.to_string();
            // Commands in a row share one `with`.
            let is_with = part.starts_with("with `--");
            if is_with && with {
                part.drain(.."with ".len());
            }
            with = is_with;
            parts.push(part);
        }
        let rest = match (self.more, self.at_least) {
            (0, _) => None,
            (1, false) => Some(String::from("one more")),
            (more, false) => Some(format!("one of {more} more")),
            (more, true) => Some(format!("one of over {more} more")),
        };
        parts.extend(rest);
        Some(format!("{opening}{}", list(&parts, "or")))
    }
}

/// As a part of the sentence.
impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Command { no_default_features, features, without } => {
                let mut flags = Vec::new();
                if *no_default_features {
                    flags.push(String::from("--no-default-features"));
                }
                if !features.is_empty() {
                    let words: Vec<String> = features.iter().map(Word::to_string).collect();
                    flags.push(format!("--features {}", words.join(",")));
                }
                let without: Vec<String> = without.iter().map(|word| format!("`{word}`")).collect();
                let names = list(&without, "and");
                match (flags.is_empty(), without.len()) {
                    (false, 0) => write!(f, "with `{}`", flags.join(" ")),
                    (false, _) => write!(f, "with `{}` (without {names})", flags.join(" ")),
                    (true, 1) => write!(f, "without feature {names}"),
                    (true, _) => write!(f, "without features {names}"),
                }
            }
            Way::Edit { package, dependency, features } => write!(
                f,
                "add `features = {}` to `{dependency}` in the Cargo.toml of `{package}`",
                array(features)
            ),
            Way::Line { package, dependency, version, default_features, features } => {
                let default = if *default_features { "" } else { "default-features = false, " };
                let version =
                    if version.is_empty() { String::new() } else { format!(" {version}") };
                write!(
                    f,
                    "add `{dependency}`{version} with `{default}features = {}` to `[dependencies]` in the Cargo.toml of `{package}`",
                    array(features)
                )
            }
            Way::Plain { package, with, without } => {
                let mut parts = Vec::new();
                for (word, names) in [("with", with), ("without", without)] {
                    if !names.is_empty() {
                        parts.push(format!("{word} {}", features(names)));
                    }
                }
                f.write_str(&parts.join(" and "))?;
                package.map_or(Ok(()), |package| write!(f, " of `{package}`"))
            }
        }
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(dependency) = self.dependency {
            write!(f, "{dependency}/")?;
        }
        f.write_str(self.feature)
    }
}

/// ``feature `a` `` or ``features `a` and `b` ``.
pub(super) fn features(names: &[&str]) -> String {
    let plural = if names.len() > 1 { "features" } else { "feature" };
    format!("{plural} {}", quoted(names, "and"))
}

/// The names in backquotes.
pub(super) fn quoted(names: &[&str], joint: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    list(&names, joint)
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn list(parts: &[String], joint: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

fn array(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(", "))
}
