//! Ways to another build, in words.

use std::fmt;

use super::ways::{Renamed, Way, Ways, Word};

impl Ways<'_> {
    /// One sentence without a full stop; `None` where there is no way.
    pub(crate) fn sentence(&self) -> Option<String> {
        let opening = match self.list.first()? {
            Way::Command { .. } | Way::Plain { .. } => "Rebuild ",
            Way::Edit { .. } | Way::Rewrite { .. } | Way::Line { .. } => "To have it, ",
        };
        let mut parts: Vec<String> = Vec::new();
        let mut with = false;
        for way in &self.list {
            let mut part = if self.list.len() > 1 { in_a_list(way) } else { way.to_string() };
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
            (1, false) => Some(String::from("one more like these")),
            (more, false) => Some(format!("one of {more} more like these")),
            (more, true) => Some(format!("one of over {more} more like these")),
        };
        parts.extend(rest);
        let of_a_package = |way: &Way<'_>| matches!(way, Way::Plain { package: Some(_), .. });
        let place = if self.rootless && self.list.iter().all(of_a_package) {
            " (by flag if you build it, else in the Cargo.toml that depends on it)"
        } else {
            ""
        };
        Some(format!("{opening}{}{place}", list(&parts, "or")))
    }
}

/// As a part of the sentence.
impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::Command { no_default_features, features, without, unwanted, kept, same } => {
                let mut flags = Vec::new();
                if *no_default_features {
                    flags.push(String::from("--no-default-features"));
                }
                if !features.is_empty() {
                    let words: Vec<String> = features.iter().map(Word::to_string).collect();
                    flags.push(format!("--features {}", words.join(",")));
                }
                if flags.is_empty() {
                    let plural = if without.len() > 1 { "features" } else { "feature" };
                    return write!(f, "without {plural} {}", dropped(without, *unwanted));
                }
                write!(
                    f,
                    "with `{}`{}",
                    flags.join(" "),
                    in_parentheses(without, *unwanted, kept)
                )?;
                same.map_or(Ok(()), |(one, other)| {
                    write!(f, " (`{one}` and `{other}` turn each other on)")
                })
            }
            Way::Edit { package, dependency, features } => write!(
                f,
                "add `features = {}` to {dependency} in the Cargo.toml of `{package}`",
                array(features)
            ),
            Way::Rewrite { package, dependency, default_features, features, then } => {
                let default = if *default_features { "" } else { "default-features = false, " };
                write!(
                    f,
                    "set `{default}features = {}` for {dependency} in the Cargo.toml of `{package}`",
                    array(features)
                )?;
                then.as_ref().map_or(Ok(()), |then| write!(f, " and rebuild {}", in_a_list(then)))
            }
            Way::Line { package, dependency, version, default_features, features } => {
                let mut keys = Vec::new();
                if !version.is_empty() {
                    keys.push(format!("version = \"{version}\""));
                }
                if !default_features {
                    keys.push(String::from("default-features = false"));
                }
                keys.push(format!("features = {}", array(features)));
                write!(
                    f,
                    "add `{dependency} = {{ {} }}` to `[dependencies]` in the Cargo.toml of `{package}` (with the `path` or `git` that it comes from, if any)",
                    keys.join(", ")
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

/// Beside others a command must look like one.
fn in_a_list(way: &Way<'_>) -> String {
    match way {
        Way::Command { no_default_features: false, features, without, unwanted, .. }
            if features.is_empty() =>
        {
            let why = match unwanted {
                None if !without.is_empty() => {
                    format!(" (which leaves out {})", dropped(without, None))
                }
                _ => in_parentheses(without, *unwanted, &[]),
            };
            format!("with no feature flags{why}")
        }
        _ => way.to_string(),
    }
}

/// What a command drops, and why.
fn dropped(without: &[Word<'_>], unwanted: Option<&str>) -> String {
    let verb = if without.len() > 1 { "turn" } else { "turns" };
    let why = unwanted.map(|name| format!(", which {verb} on `{name}`"));
    format!("{}{}", words(without), why.unwrap_or_default())
}

/// The words of `--features` in a sentence.
fn words(words: &[Word<'_>]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    list(&words, "and")
}

fn in_parentheses(without: &[Word<'_>], unwanted: Option<&str>, kept: &[Word<'_>]) -> String {
    if without.is_empty() {
        return String::new();
    }
    let also = match words(kept) {
        none if none.is_empty() => none,
        kept => format!("; {} also turned on {kept}", words(without)),
    };
    format!(" (without {}{also})", dropped(without, unwanted))
}

impl fmt::Display for Renamed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.name)?;
        if self.name == self.package { Ok(()) } else { write!(f, " (which is `{}`)", self.package) }
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
