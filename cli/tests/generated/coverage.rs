//! What `adopt` did to the generated code: by kind, and which of its changes were reached.

use std::collections::{BTreeMap, BTreeSet};

use crate::kind::Kind;
use crate::oracle::{Adopted, Failure};
use crate::package::Package;

/// What happened to the parts of one kind.
#[derive(Default)]
struct Count {
    parts: usize,
    changed: usize,
    reasons: BTreeMap<String, usize>,
}

/// Counts.
#[derive(Default)]
pub(crate) struct Coverage {
    kinds: BTreeMap<Kind, Count>,
    sites: BTreeMap<String, usize>,
    reached: BTreeSet<&'static str>,
    /// What is neither changed nor named, and should be one of the two.
    pub(crate) silent: Vec<Failure>,
}

/// Every change that `adopt` can make, and the text that shows it.
const CHANGES: &[(&str, &[&str])] = &[
    ("an attribute", &["#[featherfall::requires_feature("]),
    ("`otherwise`", &["otherwise = "]),
    ("`otherwise = ()`", &["otherwise = ()"]),
    ("`fallback`", &["fallback = slow_"]),
    ("`error` of a variant", &["error = |_| Error::NoGpu"]),
    ("`error` of a text", &["error = |_| crate::error::Bare::Text("]),
    ("`panics`", &[", panics)]", " panics,\n"]),
    ("`alternative`", &["alternative = "]),
    ("`note`", &["note = "]),
    ("an attribute with `any`", &["requires_feature(any("]),
    ("an attribute with `all`", &["requires_feature(all(", "requires_feature(\n    all("]),
    ("a gated expression", &["featherfall::feature_gated! {"]),
    ("three arms", &["all(\"flash-attn\", not(\"gpu\")) =>"]),
    ("a `let`", &["let found_it = featherfall::feature_gated!"]),
    ("an arm of a match", &["=> featherfall::feature_gated!"]),
    ("`unused`", &["unused("]),
    ("`const`", &[", const)"]),
    ("a stub of a type", &["#[featherfall::feature_stub("]),
    ("a stub of a function", &["(_n: usize) -> crate::error::Result<usize>;"]),
    (
        "a stub with an error",
        &[
            "#[featherfall::feature_stub(\"gpu\", error = ",
            "#[featherfall::feature_stub(\"flash-attn\", error = ",
        ],
    ),
    ("a refusal", &["featherfall::quant_refuses!("]),
    ("a silent import", &["#[allow(unused_imports)]\n#[cfg("]),
    ("the import of a stub", &["allow(unused_imports))]\nuse crate::error"]),
    ("a silent macro", &["#[allow(unused_macros)]\n#[cfg(", "allow(unused_macros))]\nmacro_rules"]),
    ("a dependency", &["\nfeatherfall = \"0.1\"\n"]),
    ("an inherited dependency", &["\nfeatherfall.workspace = true\n"]),
];

impl Coverage {
    /// Adds a package.
    pub(crate) fn add(&mut self, package: &Package, adopted: &Adopted) {
        let text = |files: &crate::package::Files| {
            let texts = files.values().map(|it| String::from_utf8_lossy(it).replace('\r', ""));
            texts.collect::<Vec<_>>().join("\n")
        };
        let (before, after) = (text(&adopted.before), text(&adopted.after));
        for (name, needles) in CHANGES {
            let count =
                |text: &str| needles.iter().map(|it| text.matches(it).count()).sum::<usize>();
            if count(&after) > count(&before) {
                self.reached.insert(name);
            }
        }
        for line in adopted.said.lines() {
            if let Some((kind, rest)) = line.split_once(": converted ")
                && let Some((converted, left)) = rest.split_once(", left ")
            {
                let mut add = |what: &str, number: &str| {
                    *self.sites.entry(format!("{kind} {what}")).or_default() +=
                        number.trim().parse::<usize>().unwrap_or(0);
                };
                add("converted", converted);
                add("left", left);
            }
        }
        for module in &package.modules {
            let name = module.name();
            let changed = |inside: &str| {
                let path = format!("src/{inside}");
                let text = adopted.after.get(std::path::Path::new(&path));
                text.map(|it| String::from_utf8_lossy(it).replace('\r', "")).unwrap_or_default()
            };
            let own = changed(&format!("{name}.rs"));
            for (id, part) in &module.parts {
                let is_changed = !own.contains(&part.items)
                    || part.files.iter().any(|(path, text)| {
                        changed(&format!("{name}/{path}")).trim_start_matches('\u{feff}') != text
                    });
                let reasons: Vec<String> = adopted
                    .said
                    .lines()
                    .filter_map(left)
                    .filter(|it| module.part_at(&it.path, it.line) == Some(*id))
                    .map(|it| it.reason)
                    .collect();
                let must_be_said = [Kind::RefusalInGuard, Kind::RefusalInClosure];
                if !is_changed
                    && reasons.is_empty()
                    && must_be_said.iter().any(|it| part.kinds.contains(it))
                {
                    self.silent.push(Failure {
                        package: package.name(),
                        module: Some(module.name()),
                        state: String::from("adopt"),
                        text: format!("part {id} is neither converted nor listed"),
                    });
                }
                let all = part.kinds.iter().chain(&module.kinds).chain(&package.kinds);
                for kind in all {
                    let count = self.kinds.entry(*kind).or_default();
                    count.parts += 1;
                    count.changed += usize::from(is_changed);
                    for reason in &reasons {
                        *count.reasons.entry(reason.clone()).or_default() += 1;
                    }
                }
            }
        }
    }

    /// Adds what another part of the run counted.
    pub(crate) fn merge(&mut self, other: Self) {
        for (kind, count) in other.kinds {
            let own = self.kinds.entry(kind).or_default();
            own.parts += count.parts;
            own.changed += count.changed;
            for (reason, number) in count.reasons {
                *own.reasons.entry(reason).or_default() += number;
            }
        }
        for (site, number) in other.sites {
            *self.sites.entry(site).or_default() += number;
        }
        self.reached.extend(other.reached);
        self.silent.extend(other.silent);
    }

    /// The changes that nothing reached.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        CHANGES.iter().map(|(name, _)| *name).filter(|it| !self.reached.contains(it)).collect()
    }

    /// The kinds that came up.
    pub(crate) fn came_up(&self) -> BTreeSet<Kind> {
        self.kinds.keys().copied().collect()
    }

    /// Prints the counts.
    pub(crate) fn print(&self) {
        for (site, count) in &self.sites {
            println!("{count:7} {site}");
        }
        println!("{:28} {:>6} {:>8}  left because", "kind", "parts", "changed");
        for (kind, count) in &self.kinds {
            let mut reasons: Vec<(&String, &usize)> = count.reasons.iter().collect();
            reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let shown: Vec<String> =
                reasons.iter().take(3).map(|(reason, count)| format!("{count} {reason}")).collect();
            let name = format!("{kind:?}");
            println!("{name:28} {:6} {:8}  {}", count.parts, count.changed, shown.join("; "));
        }
    }
}

/// Something that the program left.
struct Left {
    /// Its file, below `src`.
    path: String,
    line: usize,
    reason: String,
}

fn left(said: &str) -> Option<Left> {
    let (place, rest) = said.strip_prefix("left src/")?.split_once(": ")?;
    let (path, line) = place.rsplit_once(':')?;
    let reason = rest.split_once(": ")?.1;
    // Names differ, reasons do not.
    let words: Vec<&str> =
        reason.split('`').enumerate().map(|(at, it)| if at % 2 == 1 { ".." } else { it }).collect();
    Some(Left { path: path.to_owned(), line: line.parse().ok()?, reason: words.concat() })
}
