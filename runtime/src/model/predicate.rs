//! What a gate requires of the build, and how to get from this build to one that has it.

use std::fmt::Write as _;

/// The condition of a gate, as written in the attribute, with the truth of each leaf in this build.
///
/// A leaf's truth is `cfg!(..)` evaluated in the crate that holds the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Predicate {
    /// A cargo feature of the gate's package, and whether it is enabled there.
    Feature(&'static str, bool),
    /// Any other `cfg` predicate as written, such as `unix` or `has_cutlass`, and whether it holds.
    Cfg(&'static str, bool),
    /// All of these; holds when empty, which is the predicate of an item that needs no feature.
    All(&'static [Predicate]),
    /// At least one of these.
    Any(&'static [Predicate]),
    /// Not this.
    Not(&'static Predicate),
}

/// One set of changes to the enabled features after which a predicate holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rebuild {
    pub(crate) enable: Vec<&'static str>,
    pub(crate) disable: Vec<&'static str>,
}

/// More alternatives than this help no reader of an error message.
const MAX_REBUILDS: usize = 8;

impl Predicate {
    /// Reads one predicate from the front of `text`, which is what the attribute macro wrote: bit
    /// `i` of `bits` is the truth of leaf `i`.
    ///
    /// What it allocates lives as long as the process, as the record does.
    pub(crate) fn read(text: &mut &'static str, bits: u32, leaves: &mut u32) -> Self {
        if text.is_empty() {
            return Predicate::All(&[]);
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
                list.push(Self::read(text, bits, leaves));
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
        let holds = bits >> (*leaves).min(31) & 1 == 1;
        *leaves += 1;
        match head.strip_prefix('"') {
            Some(name) => Predicate::Feature(name.trim_end_matches('"'), holds),
            None => Predicate::Cfg(head, holds),
        }
    }

    /// Whether the predicate holds in this build.
    #[must_use]
    pub const fn holds(&self) -> bool {
        match *self {
            Predicate::Feature(_, on) | Predicate::Cfg(_, on) => on,
            Predicate::All(all) => {
                let mut i = 0;
                while i < all.len() {
                    if !all[i].holds() {
                        return false;
                    }
                    i += 1;
                }
                true
            }
            Predicate::Any(any) => {
                let mut i = 0;
                while i < any.len() {
                    if any[i].holds() {
                        return true;
                    }
                    i += 1;
                }
                false
            }
            Predicate::Not(inner) => !inner.holds(),
        }
    }

    /// Calls `visit` with every feature that the predicate names and whether it is enabled.
    pub(crate) fn features(&self, visit: &mut dyn FnMut(&'static str, bool)) {
        match *self {
            Predicate::Feature(name, enabled) => visit(name, enabled),
            Predicate::Cfg(..) => {}
            Predicate::All(inner) | Predicate::Any(inner) => {
                for predicate in inner {
                    predicate.features(visit);
                }
            }
            Predicate::Not(inner) => inner.features(visit),
        }
    }

    /// Every way to satisfy the predicate by enabling and disabling features; none when a target
    /// or build-script cfg stands in the way.
    pub(crate) fn rebuilds(&self) -> Vec<Rebuild> {
        let mut ways = self.rebuilds_to(true);
        // A feature that satisfies one part may break another.
        ways.retain(|way| self.holds_after(way));
        ways
    }

    fn holds_after(&self, way: &Rebuild) -> bool {
        match *self {
            Predicate::Feature(name, on) => {
                (on || way.enable.contains(&name)) && !way.disable.contains(&name)
            }
            Predicate::Cfg(_, holds) => holds,
            Predicate::All(inner) => inner.iter().all(|predicate| predicate.holds_after(way)),
            Predicate::Any(inner) => inner.iter().any(|predicate| predicate.holds_after(way)),
            Predicate::Not(inner) => !inner.holds_after(way),
        }
    }

    fn rebuilds_to(&self, wanted: bool) -> Vec<Rebuild> {
        if self.holds() == wanted {
            return vec![Rebuild::default()];
        }
        let mut ways: Vec<Rebuild> = match (*self, wanted) {
            (Predicate::Feature(name, _), true) => {
                vec![Rebuild { enable: vec![name], ..Rebuild::default() }]
            }
            (Predicate::Feature(name, _), false) => {
                vec![Rebuild { disable: vec![name], ..Rebuild::default() }]
            }
            (Predicate::Cfg(..), _) => Vec::new(),
            (Predicate::Not(inner), _) => inner.rebuilds_to(!wanted),
            (Predicate::All(inner), true) | (Predicate::Any(inner), false) => inner
                .iter()
                .map(|predicate| predicate.rebuilds_to(wanted))
                .reduce(|ways, next| every_pair(&ways, &next))
                .unwrap_or_default(),
            (Predicate::Any(inner), true) | (Predicate::All(inner), false) => {
                inner.iter().flat_map(|predicate| predicate.rebuilds_to(wanted)).collect()
            }
        };
        ways.truncate(MAX_REBUILDS);
        ways
    }

    /// The same predicate in a build where nothing of it holds.
    ///
    /// What it allocates lives as long as the process.
    #[cfg(feature = "testing")]
    pub(crate) fn in_a_build_without(&self) -> Self {
        self.with_leaves(false)
    }

    #[cfg(feature = "testing")]
    fn with_leaves(self, truth: bool) -> Self {
        let all = |inner: &'static [Predicate]| -> &'static [Predicate] {
            inner.iter().map(|predicate| predicate.with_leaves(truth)).collect::<Vec<_>>().leak()
        };
        match self {
            Predicate::Feature(name, _) => Predicate::Feature(name, truth),
            Predicate::Cfg(cfg, _) => Predicate::Cfg(cfg, truth),
            Predicate::All(inner) => Predicate::All(all(inner)),
            Predicate::Any(inner) => Predicate::Any(all(inner)),
            Predicate::Not(inner) => Predicate::Not(Box::leak(Box::new(inner.with_leaves(!truth)))),
        }
    }

    /// What the build lacks, such as ``without feature `a` or `b` ``.
    pub(crate) fn missing(&self) -> String {
        let mut text = String::new();
        self.write_missing(true, &mut text);
        text
    }

    fn write_missing(&self, wanted: bool, text: &mut String) {
        let with = if wanted { "without" } else { "with" };
        match *self {
            Predicate::Feature(name, _) => {
                let _ = write!(text, "{with} feature `{name}`");
            }
            Predicate::Cfg(cfg, _) => {
                let _ = write!(text, "{with} `cfg({cfg})`");
            }
            Predicate::Not(inner) => inner.write_missing(!wanted, text),
            Predicate::All(inner) | Predicate::Any(inner) => {
                let conjunction = matches!(self, Predicate::All(_)) == wanted;
                let lacking: Vec<&Predicate> =
                    inner.iter().filter(|predicate| predicate.holds() != wanted).collect();
                let features: Vec<&str> = lacking
                    .iter()
                    .filter_map(|predicate| match predicate {
                        Predicate::Feature(name, _) => Some(*name),
                        _ => None,
                    })
                    .collect();
                let joint = if conjunction { " and " } else { " or " };
                let mut first = true;
                if features.len() > 1 {
                    let plural = if conjunction { "features" } else { "feature" };
                    let names = features.join(&format!("`{joint}`"));
                    let _ = write!(text, "{with} {plural} `{names}`");
                    first = false;
                }
                for predicate in lacking {
                    if features.len() > 1 && matches!(predicate, Predicate::Feature(..)) {
                        continue;
                    }
                    if !std::mem::take(&mut first) {
                        text.push_str(joint);
                    }
                    predicate.write_missing(wanted, text);
                }
            }
        }
    }
}

/// The predicate in the notation of `#[requires_feature]`.
impl std::fmt::Display for Predicate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |f: &mut std::fmt::Formatter<'_>, name: &str, inner: &[Predicate]| {
            write!(f, "{name}(")?;
            for (i, predicate) in inner.iter().enumerate() {
                if i > 0 {
                    f.write_str(", ")?;
                }
                predicate.fmt(f)?;
            }
            f.write_str(")")
        };
        match self {
            Predicate::Feature(name, _) => write!(f, "\"{name}\""),
            Predicate::Cfg(cfg, _) => f.write_str(cfg),
            Predicate::All([]) => Ok(()),
            Predicate::All(inner) => list(f, "all", inner),
            Predicate::Any(inner) => list(f, "any", inner),
            Predicate::Not(inner) => list(f, "not", std::slice::from_ref(inner)),
        }
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

fn every_pair(left: &[Rebuild], right: &[Rebuild]) -> Vec<Rebuild> {
    let union = |a: &[&'static str], b: &[&'static str]| {
        let mut names = a.to_vec();
        names.extend(b.iter().filter(|name| !a.contains(name)));
        names
    };
    left.iter()
        .flat_map(|l| {
            right.iter().map(move |r| Rebuild {
                enable: union(&l.enable, &r.enable),
                disable: union(&l.disable, &r.disable),
            })
        })
        .take(MAX_REBUILDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Predicate::{All, Any, Cfg, Feature, Not};
    use super::*;

    const CUDA: Predicate = Feature("cuda", true);
    const FLASH: Predicate = Feature("flash-attn", false);
    const FLASH3: Predicate = Feature("flash-attn-v3", false);

    #[test]
    fn missing_names_only_what_is_missing() {
        assert_eq!(FLASH.missing(), "without feature `flash-attn`");
        assert_eq!(All(&[CUDA, FLASH]).missing(), "without feature `flash-attn`");
        assert_eq!(
            Any(&[FLASH, FLASH3]).missing(),
            "without feature `flash-attn` or `flash-attn-v3`"
        );
        assert_eq!(
            All(&[FLASH, FLASH3]).missing(),
            "without features `flash-attn` and `flash-attn-v3`"
        );
        assert_eq!(Not(&CUDA).missing(), "with feature `cuda`");
        assert_eq!(
            All(&[FLASH, Cfg("windows", false)]).missing(),
            "without feature `flash-attn` and without `cfg(windows)`"
        );
    }

    #[test]
    fn rebuilds_are_the_ways_to_satisfy_the_predicate() {
        let enable = |names: &[&'static str]| Rebuild { enable: names.to_vec(), disable: vec![] };
        assert_eq!(FLASH.rebuilds(), [enable(&["flash-attn"])]);
        assert_eq!(
            Any(&[FLASH, FLASH3]).rebuilds(),
            [enable(&["flash-attn"]), enable(&["flash-attn-v3"])]
        );
        assert_eq!(
            All(&[CUDA, FLASH, FLASH3]).rebuilds(),
            [enable(&["flash-attn", "flash-attn-v3"])]
        );
        assert_eq!(All(&[FLASH, Cfg("windows", false)]).rebuilds(), []);
        assert_eq!(Not(&CUDA).rebuilds(), [Rebuild { enable: vec![], disable: vec!["cuda"] }]);
        assert_eq!(All(&[FLASH, Not(&FLASH)]).rebuilds(), []);
    }

    #[test]
    fn what_is_displayed_is_read_again() {
        for (text, bits) in [
            ("\"cuda\"", 1),
            ("any(\"a\", \"b-c\")", 2),
            ("all(\"cuda\", not(any(unix, target_os = \"a,b)\")), has_cutlass)", 0b1001),
            ("", 0),
        ] {
            let read = Predicate::read(&mut { text }, bits, &mut 0);
            assert_eq!(read.to_string(), text);
        }
        let read = Predicate::read(&mut "all(\"a\", not(\"b\"), unix)", 0b101, &mut 0);
        assert_eq!(read, All(&[Feature("a", true), Not(&Feature("b", false)), Cfg("unix", true)]));
        assert!(read.holds());
    }

    #[cfg(feature = "testing")]
    #[test]
    fn a_build_without_lacks_every_leaf() {
        let predicate = All(&[CUDA, Not(&FLASH), Any(&[FLASH3, Cfg("unix", true)])]);
        let without = predicate.in_a_build_without();
        assert!(!without.holds());
        assert_eq!(
            without.missing(),
            "without feature `cuda` and with feature `flash-attn` and without feature `flash-attn-v3` or without `cfg(unix)`"
        );
    }

    #[test]
    fn display_is_the_notation_of_the_attribute() {
        assert_eq!(
            All(&[CUDA, Not(&FLASH), Cfg("unix", true)]).to_string(),
            "all(\"cuda\", not(\"flash-attn\"), unix)"
        );
    }
}
