//! A `#[cfg]` predicate: what it says, when it holds, and how an attribute of featherfall
//! writes it.

use std::collections::BTreeSet;
use std::fmt;

use quote::ToTokens;
use syn::{Attribute, Meta};

use crate::grammar::Predicate;
use crate::read::source::one_line;

/// A predicate over the build.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cfg {
    /// A cargo feature.
    Feature(String),
    /// A cfg that the target decides, such as `unix`, as written.
    Target(String),
    /// A cfg that a build script sets, as written.
    BuildScript(String),
    /// At least one holds.
    Any(Vec<Cfg>),
    /// All hold.
    All(Vec<Cfg>),
    /// It does not hold.
    Not(Box<Cfg>),
}

/// Tables larger than 2 to this power are not worked out: nothing is known then.
const MAX_ATOMS: usize = 12;

/// Keys of which a build has one value only.
const ONE_VALUE: &[&str] = &[
    "target_os",
    "target_arch",
    "target_env",
    "target_endian",
    "target_pointer_width",
    "target_vendor",
];

impl Cfg {
    /// The predicate of a `#[cfg(..)]` attribute; `None` for other attributes and for predicates
    /// that cannot be read.
    pub(crate) fn of(attribute: &Attribute) -> Option<Self> {
        match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                syn::parse2::<Predicate>(list.tokens.clone()).ok().map(|it| Self::from(&it))
            }
            _ => None,
        }
    }

    /// What all `#[cfg]` attributes say together; `None` if there is none.
    pub(crate) fn of_all(attributes: &[Attribute]) -> Option<Self> {
        let mut all: Vec<Self> = attributes.iter().filter_map(Self::of).collect();
        if all.len() > 1 { Some(Self::All(all)) } else { all.pop() }
    }

    /// At least one of them holds.
    pub(crate) fn one_of(mut cfgs: Vec<Self>) -> Self {
        if cfgs.len() == 1 { cfgs.remove(0) } else { Cfg::Any(cfgs) }
    }

    /// The opposite, without double negation.
    pub(crate) fn negated(&self) -> Self {
        match self {
            Cfg::Not(inner) => (**inner).clone(),
            Cfg::Any(inner) if inner.iter().all(|it| matches!(it, Cfg::Not(_))) => {
                Cfg::All(inner.iter().map(Cfg::negated).collect())
            }
            Cfg::All(inner) if inner.iter().all(|it| matches!(it, Cfg::Not(_))) => {
                Cfg::Any(inner.iter().map(Cfg::negated).collect())
            }
            other => Cfg::Not(Box::new(other.clone())),
        }
    }

    /// Whether it holds in a build that turns nothing on: the side of the fallback.
    pub(crate) fn holds_without_anything(&self) -> bool {
        self.eval(&|_| false)
    }

    /// Whether it holds where `holds` says which leaves do.
    fn eval(&self, holds: &dyn Fn(&Cfg) -> bool) -> bool {
        match self {
            Cfg::Any(inner) => inner.iter().any(|it| it.eval(holds)),
            Cfg::All(inner) => inner.iter().all(|it| it.eval(holds)),
            Cfg::Not(inner) => !inner.eval(holds),
            leaf => holds(leaf),
        }
    }

    fn leaves<'a>(&'a self, leaves: &mut BTreeSet<&'a Cfg>) {
        match self {
            Cfg::Any(inner) | Cfg::All(inner) => inner.iter().for_each(|it| it.leaves(leaves)),
            Cfg::Not(inner) => inner.leaves(leaves),
            leaf => {
                leaves.insert(leaf);
            }
        }
    }

    /// The features in it.
    pub(crate) fn features(&self) -> Vec<&str> {
        let mut leaves = BTreeSet::new();
        self.leaves(&mut leaves);
        leaves
            .into_iter()
            .filter_map(|leaf| match leaf {
                Cfg::Feature(name) => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Whether only the target decides it.
    pub(crate) fn is_target_only(&self) -> bool {
        let mut leaves = BTreeSet::new();
        self.leaves(&mut leaves);
        leaves.iter().all(|leaf| matches!(leaf, Cfg::Target(_)))
    }

    /// The first cfg of a build script in it: no `--features` can turn that on.
    pub(crate) fn build_script(&self) -> Option<&str> {
        let mut leaves = BTreeSet::new();
        self.leaves(&mut leaves);
        leaves.into_iter().find_map(|leaf| match leaf {
            Cfg::BuildScript(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Whether it asks for more than tests, documentation or assertions.
    pub(crate) fn is_about_the_build(&self) -> bool {
        const NOISE: &[&str] =
            &["test", "doc", "docsrs", "miri", "debug_assertions", "loom", "doctest"];
        let mut leaves = BTreeSet::new();
        self.leaves(&mut leaves);
        leaves.iter().any(|leaf| match leaf {
            Cfg::Target(text) | Cfg::BuildScript(text) => !NOISE.contains(&text.as_str()),
            _ => true,
        })
    }

    /// Whether `#[cfg(test)]` is what it is about.
    pub(crate) fn is_test(&self) -> bool {
        match self {
            Cfg::Target(name) => name == "test",
            Cfg::All(inner) => inner.iter().any(Cfg::is_test),
            _ => false,
        }
    }

    /// As written inside `#[cfg(..)]`.
    pub(crate) fn as_cfg(&self) -> String {
        let list = |inner: &[Cfg]| inner.iter().map(Cfg::as_cfg).collect::<Vec<_>>().join(", ");
        match self {
            Cfg::Feature(name) => format!("feature = {name:?}"),
            Cfg::Target(text) | Cfg::BuildScript(text) => text.clone(),
            Cfg::Any(inner) => format!("any({})", list(inner)),
            Cfg::All(inner) => format!("all({})", list(inner)),
            Cfg::Not(inner) => format!("not({})", inner.as_cfg()),
        }
    }
}

/// In the notation of the attributes, where a bare string is a feature.
impl fmt::Display for Cfg {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list =
            |inner: &[Cfg]| inner.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Cfg::Feature(name) => write!(formatter, "{name:?}"),
            Cfg::Target(text) => formatter.write_str(text),
            Cfg::BuildScript(text) => write!(formatter, "cfg({text})"),
            Cfg::Any(inner) => write!(formatter, "any({})", list(inner)),
            Cfg::All(inner) => write!(formatter, "all({})", list(inner)),
            Cfg::Not(inner) => write!(formatter, "not({inner})"),
        }
    }
}

impl From<&Predicate> for Cfg {
    fn from(predicate: &Predicate) -> Self {
        let list = |inner: &[Predicate]| inner.iter().map(Cfg::from).collect();
        let text = |tokens: &dyn ToTokens| one_line(&tokens.to_token_stream().to_string());
        match predicate {
            Predicate::Feature(name) => Cfg::Feature(name.value()),
            Predicate::Target(tokens) => Cfg::Target(text(tokens)),
            Predicate::BuildScript(tokens) => Cfg::BuildScript(text(tokens)),
            Predicate::Any(inner) => Cfg::Any(list(inner)),
            Predicate::All(inner) => Cfg::All(list(inner)),
            Predicate::Not(inner) => Cfg::Not(Box::new(Cfg::from(&**inner))),
        }
    }
}

/// Calls `visit` with the truth of every predicate in every possible build, until it returns
/// false. `None` if there are too many leaves to try.
fn every_build(predicates: &[&Cfg], mut visit: impl FnMut(&[bool]) -> bool) -> Option<bool> {
    let mut leaves = BTreeSet::new();
    for it in predicates {
        it.leaves(&mut leaves);
    }
    if leaves.len() > MAX_ATOMS {
        return None;
    }
    let leaves: Vec<&Cfg> = leaves.into_iter().collect();
    for row in 0_u32..(1 << leaves.len()) {
        let holds = |leaf: &Cfg| {
            leaves.iter().position(|it| *it == leaf).is_some_and(|at| row & (1 << at) != 0)
        };
        if !is_possible(&leaves, &holds) {
            continue;
        }
        let truths: Vec<bool> = predicates.iter().map(|it| it.eval(&holds)).collect();
        if !visit(&truths) {
            return Some(false);
        }
    }
    Some(true)
}

/// No build has two operating systems.
fn is_possible(leaves: &[&Cfg], holds: &dyn Fn(&Cfg) -> bool) -> bool {
    ONE_VALUE.iter().all(|key| {
        let of_key = leaves.iter().filter(
            |leaf| matches!(leaf, Cfg::Target(text) if text.split(' ').next() == Some(*key)),
        );
        of_key.filter(|leaf| holds(leaf)).count() <= 1
    })
}

/// Whether no build satisfies two of the predicates.
pub(crate) fn are_exclusive(predicates: &[&Cfg]) -> bool {
    every_build(predicates, |truths| truths.iter().filter(|it| **it).count() <= 1) == Some(true)
}

/// Whether every build satisfies one of the predicates.
pub(crate) fn cover_everything(predicates: &[&Cfg]) -> bool {
    every_build(predicates, |truths| truths.contains(&true)) == Some(true)
}

/// Whether some build may satisfy all of the predicates.
pub(crate) fn may_hold_together(predicates: &[&Cfg]) -> bool {
    every_build(predicates, |truths| truths.contains(&false)) != Some(true)
}

/// Whether `consequence` holds in every build in which `premise` does.
pub(crate) fn implies(premise: &Cfg, consequence: &Cfg) -> bool {
    every_build(&[premise, consequence], |truths| !truths[0] || truths[1]) == Some(true)
}

/// The `#[cfg(..)]` attributes in the text of a macro, with where they start.
pub(crate) fn cfgs_in(text: &str) -> Vec<(usize, Cfg)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("#[cfg(") {
        let rest = &text[at + "#[".len()..];
        let mut depth = 0_usize;
        let end = rest.char_indices().find_map(|(index, char)| {
            match char {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(index + 1);
                    }
                }
                _ => {}
            }
            None
        });
        let Some(end) = end else { continue };
        let inside = &rest["cfg(".len()..end - 1];
        let predicate = syn::parse_str::<Predicate>(inside);
        found.extend(predicate.ok().map(|it| (at, Cfg::from(&it))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cfg(text: &str) -> Cfg {
        let file: syn::File = syn::parse_str(&format!("#[cfg({text})] fn f() {{}}")).unwrap();
        let syn::Item::Fn(item) = &file.items[0] else { panic!("a function") };
        Cfg::of(&item.attrs[0]).unwrap()
    }

    #[test]
    fn notation_of_the_attributes() {
        for (written, shown) in [
            ("feature = \"cuda\"", "\"cuda\""),
            ("any(feature = \"a\", feature = \"b\")", "any(\"a\", \"b\")"),
            ("all(feature = \"cuda\", unix)", "all(\"cuda\", unix)"),
            (
                "all(feature=\"cuda\",target_family=\"unix\")",
                "all(\"cuda\", target_family = \"unix\")",
            ),
            ("has_cutlass", "cfg(has_cutlass)"),
        ] {
            assert_eq!(cfg(written).to_string(), shown);
        }
        assert_eq!(cfg("not(feature=\"a\")").as_cfg(), "not(feature = \"a\")");
    }

    #[test]
    fn relations() {
        let v3 = cfg("feature = \"v3\"");
        let v2 = cfg("all(feature = \"v2\", not(feature = \"v3\"))");
        let none = cfg("not(any(feature = \"v2\", feature = \"v3\"))");
        assert!(are_exclusive(&[&v3, &v2, &none]));
        assert!(cover_everything(&[&v3, &v2, &none]));
        assert!(!cover_everything(&[&v3, &none]));
        assert!(!are_exclusive(&[&v3, &cfg("feature = \"v2\"")]));
        assert!(implies(&v2, &v3.negated()));
        assert!(!implies(&none.negated(), &v3));
        assert!(none.holds_without_anything() && !v2.holds_without_anything());
        assert!(are_exclusive(&[&cfg("target_os = \"a\""), &cfg("target_os = \"b\"")]));
        assert!(!are_exclusive(&[&cfg("target_feature = \"a\""), &cfg("target_feature = \"b\"")]));
        assert!(may_hold_together(&[&v3, &cfg("unix")]) && !may_hold_together(&[&v3, &none]));
    }

    #[test]
    fn negation_is_short() {
        assert_eq!(cfg("not(feature = \"a\")").negated().to_string(), "\"a\"");
        assert_eq!(
            cfg("all(not(feature = \"a\"), not(feature = \"b\"))").negated().to_string(),
            "any(\"a\", \"b\")"
        );
    }
}
