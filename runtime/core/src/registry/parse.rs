//! What a record says.

use std::borrow::Cow;

use crate::model::capability::{Capability, Details, Instead, Log, SourceLocation};
use crate::model::kind::CapabilityKind;
use crate::model::package::{Declared, Dependency, Package, Table};
use crate::model::predicate::Predicate;
use crate::model::quant::{ArgumentPolicy, Quant, QuantArgument, QuantSupport};
use crate::model::requirement::Need;
use crate::registry::compiled::Compiled;
use crate::registry::record::Record;

/// What a record describes.
pub(crate) enum Parsed {
    Capability(Box<Capability>),
    Package(Package<'static>),
    /// How the runtime was compiled.
    Build(Compiled),
}

/// The part of a capability's record that says which features its package has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gate {
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    pub(crate) requires: Predicate,
}

/// Reads everything; `None` for a kind that is not known here.
///
/// What it allocates lives as long as the process, as the record does.
pub(crate) fn record(record: Record<'static>) -> Option<Parsed> {
    // Few have more.
    let mut lines = Vec::with_capacity(16);
    lines.extend(record.lines().map(|(key, value)| (key, leaked(value))));
    let lines = Lines(lines);
    Some(match lines.one("kind")? {
        "package" => Parsed::Package(lines.package()),
        "build" => {
            Parsed::Build(Compiled { profile: lines.text("profile"), target: lines.text("target") })
        }
        kind => Parsed::Capability(Box::new(Capability {
            record: record.address(),
            ..lines.capability(CapabilityKind::of(kind)?)
        })),
    })
}

/// What a capability's record says of its package, and what it requires of the build; `None` where it
/// requires nothing.
pub(crate) fn gate(record: Record<'static>) -> Option<Gate> {
    let [mut package, mut version, mut requires, mut holds] = [""; 4];
    let is_wanted = |key: &str| matches!(key, "package" | "version" | "requires" | "holds");
    for (key, value) in record.values_of(is_wanted) {
        let of_it = match key {
            "package" => &mut package,
            "version" => &mut version,
            "requires" => &mut requires,
            _ => &mut holds,
        };
        *of_it = leaked(value);
    }
    if requires.is_empty() {
        return None;
    }
    let mut holds = holds.split(' ').map(|leaf| leaf == "true");
    Some(Gate { package, version, requires: predicate(&mut requires, &mut holds, 0) })
}

/// Where a record that ran cannot be read.
pub(crate) fn nothing() -> Capability {
    Lines(Vec::new()).capability(CapabilityKind::Gate)
}

/// `file:line`
fn location(place: &'static str) -> Option<SourceLocation> {
    let (file, line) = place.rsplit_once(':')?;
    Some(SourceLocation::new(file, line.parse().ok()?))
}

fn leaked(value: Cow<'static, str>) -> &'static str {
    match value {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.leak(),
    }
}

struct Lines(Vec<(&'static str, &'static str)>);

impl Lines {
    /// Every value of a key.
    fn all(&self, key: &str) -> Vec<&'static str> {
        self.0.iter().filter(|(found, _)| *found == key).map(|(_, value)| *value).collect()
    }

    /// The value of a key.
    fn one(&self, key: &str) -> Option<&'static str> {
        self.0.iter().find(|(found, _)| *found == key).map(|(_, value)| *value)
    }

    fn has(&self, key: &str) -> bool {
        self.one(key).is_some()
    }

    fn text(&self, key: &str) -> &'static str {
        self.one(key).unwrap_or_default()
    }

    fn capability(&self, kind: CapabilityKind) -> Capability {
        let mut requires = self.text("requires");
        let mut holds = self.text("holds").split(' ').map(|leaf| leaf == "true");
        let module = self.text("module");
        let path = [
            Some(self.text("package")),
            module.split_once("::").map(|(_, below_the_crate)| below_the_crate),
            self.one("scope"),
            self.one("name"),
        ];
        Capability {
            record: 0,
            id: path.into_iter().flatten().collect::<Vec<_>>().join("::"),
            name: self.text("name"),
            package: self.text("package"),
            version: self.text("version"),
            module,
            implements: self.one("implements"),
            location: self.one("place").and_then(location),
            requires: predicate(&mut requires, &mut holds, 0),
            instead: match self.one("instead").map(|instead| instead.split_once(' ')) {
                Some(Some(("fallback", path))) => Instead::Fallback(path),
                Some(Some(("otherwise", expr))) => Instead::Otherwise(expr),
                Some(_) => Instead::Panic,
                None => Instead::Error,
            },
            details: self.details(kind),
        }
    }

    fn details(&self, kind: CapabilityKind) -> Details {
        Details {
            kind,
            label: self.one("label"),
            has_arms: self.has("arms"),
            limitation: self.one("limitation"),
            when: self.all("when"),
            required_if: self.all("required-if"),
            benign: self.has("benign"),
            hint: self.one("hint"),
            alternative: self.one("alternative"),
            tracking: self.one("tracking"),
            log: match self.one("log") {
                None => Log::Default,
                Some(word) => word.parse().map_or(Log::Off, Log::At),
            },
            quant: self.one("method").map(|method| Quant {
                method,
                aliases: self.all("alias"),
                operation: self.one("operation"),
                level: self.one("level").map(QuantSupport::from_word),
                arguments: self
                    .all("argument")
                    .into_iter()
                    .filter_map(|argument| argument.split_once(' '))
                    .map(|(policy, name)| {
                        QuantArgument::new(name, ArgumentPolicy::from_word(policy))
                    })
                    .collect(),
                since: self.one("since"),
            }),
        }
    }

    fn package(&self) -> Package<'static> {
        Package {
            name: self.text("package"),
            version: self.text("version"),
            executable: self.all("executable").contains(&"true"),
            recorded: true,
            executables: self.all("program"),
            features: self.blocks("feature").map(declared).collect(),
            dependencies: self.blocks("dependency").map(dependency).collect(),
            needs: self.blocks("feature").filter_map(needs).collect(),
        }
    }

    /// For each line of a key its value and the lines below it, up to the next block.
    fn blocks(&self, key: &'static str) -> impl Iterator<Item = (&'static str, Lines)> {
        let begins = |line: &(&str, &str)| matches!(line.0, "feature" | "dependency");
        let heads = self.0.iter().enumerate().filter(move |(_, (found, _))| *found == key);
        heads.map(move |(at, (_, value))| {
            let below = self.0[at + 1..].iter().take_while(|line| !begins(line)).copied().collect();
            (*value, Lines(below))
        })
    }
}

fn declared((feature, below): (&'static str, Lines)) -> Declared<'static> {
    let (name, enabled) = feature.rsplit_once(' ').unwrap_or((feature, ""));
    let enabled = enabled == "true";
    Declared { name, enabled, doc: below.text("doc"), turns_on: below.all("enables") }
}

fn needs((feature, below): (&'static str, Lines)) -> Option<(&'static str, &'static [Need])> {
    let needs: Vec<Need> = below.all("need").into_iter().filter_map(need).collect();
    let name = feature.rsplit_once(' ').map_or(feature, |(name, _)| name);
    below.has("needs").then(|| (name, &*needs.leak()))
}

fn dependency((name, below): (&'static str, Lines)) -> Dependency<'static> {
    Dependency {
        name,
        package: below.one("of").unwrap_or(name),
        requirement: below.text("requirement"),
        optional: below.has("optional"),
        default_features: !below.has("no-default-features"),
        features: below.all("with"),
        target: below.one("target"),
        local: below.has("local"),
        inherited: below.has("workspace"),
        table: match (below.has("build"), below.has("dev")) {
            (true, _) => Table::Build,
            (_, true) => Table::Dev,
            _ => Table::Normal,
        },
    }
}

fn need(text: &'static str) -> Option<Need> {
    let (word, value) = text.split_once(' ').unwrap_or((text, ""));
    Some(match word {
        "nvidia_gpu" => Need::NvidiaGpu,
        "compute_capability" => Need::ComputeCapability(value),
        "only_compute_capability" => Need::OnlyComputeCapability(value),
        "cuda_toolkit" => Need::CudaToolkit(value),
        "cpu" => Need::Cpu(value),
        "arch" => Need::Arch(value),
        "os" => Need::Os(value),
        _ => return None,
    })
}

/// How deep the lists of a predicate nest that is meant. A file may hold anything, and each list takes
/// some of the stack, of those who look at it later too.
const DEEPEST: usize = 128;

/// Reads one predicate from the front of `text`, which is what the attribute macro wrote; `holds` are
/// the truths of its leaves.
///
/// What it allocates lives as long as the process, as the record does.
fn predicate(
    text: &mut &'static str,
    holds: &mut dyn Iterator<Item = bool>,
    depth: usize,
) -> Predicate {
    if text.is_empty() {
        return Predicate::All(&[]);
    }
    if depth > DEEPEST {
        return Predicate::Cfg(std::mem::take(text), false);
    }
    let end = match text.strip_prefix('"') {
        Some(name) => name.find('"').map_or(text.len(), |quote| quote + 2),
        None => leaf_end(text),
    };
    let (head, rest) = text.split_at(end);
    if let Some(inner) = rest.strip_prefix('(') {
        *text = inner;
        let mut list = Vec::new();
        while !text.is_empty() && !text.starts_with(')') {
            list.push(predicate(text, holds, depth + 1));
            *text = text.trim_start_matches([',', ' ']);
        }
        *text = text.strip_prefix(')').unwrap_or(text);
        let list: &'static [Predicate] = list.leak();
        return match (head, list) {
            ("any", _) => Predicate::Any(list),
            ("not", [inner]) => Predicate::Not(inner),
            _ => Predicate::All(list),
        };
    }
    *text = rest;
    let holds = holds.next().unwrap_or_default();
    match head.strip_prefix('"') {
        Some(name) => Predicate::Feature(name.trim_end_matches('"'), holds),
        None => Predicate::Cfg(head, holds),
    }
}

/// Where `unix`, `target_os = ".."` or the name of a list ends.
fn leaf_end(text: &str) -> usize {
    let mut in_string = false;
    for (index, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '(' | ')' | ',' if !in_string => return index,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::predicate::Predicate::{All, Cfg, Feature, Not};

    #[test]
    fn what_nests_without_end_is_read() {
        for head in ["all(", "not(", "("] {
            let text: &'static str = head.repeat(200_000).leak();
            let _ = predicate(&mut { text }, &mut std::iter::empty(), 0);
        }
    }

    #[test]
    fn what_is_displayed_is_read_again() {
        for (text, holds) in [
            ("\"cuda\"", &[true][..]),
            ("any(\"a\", \"b-c\")", &[false, true]),
            (
                "all(\"cuda\", not(any(unix, target_os = \"a,b)\")), has_cutlass)",
                &[true, false, false, true],
            ),
            ("", &[]),
        ] {
            let read = predicate(&mut { text }, &mut holds.iter().copied(), 0);
            assert_eq!(read.to_string(), text);
        }
        let text = &mut "all(\"a\", not(\"b\"), unix)";
        let read = predicate(text, &mut [true, false, true].into_iter(), 0);
        assert_eq!(read, All(&[Feature("a", true), Not(&Feature("b", false)), Cfg("unix", true)]));
        assert!(read.holds());
    }
}
