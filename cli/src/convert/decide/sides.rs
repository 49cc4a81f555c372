//! The functions of a site.

use quote::ToTokens;

use super::reason::{Reason, stays};
use crate::understand::cfg::{self, Cfg};
use crate::understand::facts::Import;
use crate::understand::files::File;
use crate::understand::function::Function;
use crate::understand::index::Presence;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node};

/// The functions of a site, with their sides.
pub(super) struct Sides<'a> {
    /// The side whose function stays.
    pub(super) kept_branch: &'a Branch<'a>,
    /// The function that stays.
    pub(super) kept: Function<'a>,
    /// Other sides that have something.
    pub(super) other_on: Vec<(&'a Branch<'a>, Function<'a>)>,
    /// The side that a build without anything compiles.
    pub(super) off_branch: &'a Branch<'a>,
    /// Its function.
    pub(super) off: Function<'a>,
}

impl<'a> Sides<'a> {
    /// Sorts the sides, if every build has one of them.
    pub(super) fn new(place: &Place<'a>) -> Result<Self, Reason> {
        let site = place.site;
        let function = |branch: &'a Branch<'a>| match branch.node {
            Node::Function(function) => Some((branch, function)),
            _ => None,
        };
        let off = site.off().and_then(function);
        let mut on: Vec<_> = site.on().filter_map(function).collect();
        let (Some((off_branch, off)), false) = (off, on.is_empty()) else {
            return stays(match site.branches.len() {
                1 if has_other_elsewhere(place, true) || has_other_elsewhere(place, false) => {
                    "its other side stands elsewhere: in another block or file, or behind an import"
                }
                1 => "there is no other side: only a build without it has this function",
                _ => "several sides are compiled where nothing is turned on",
            });
        };
        let (kept_branch, kept) = on.remove(0);
        let all: Vec<&Cfg> = site.branches.iter().map(|branch| &branch.cfg).collect();
        if !cfg::cover_everything(&all) {
            return stays("some build has none of the sides");
        }
        if site.branches.iter().any(|branch| branch.cfg_attributes.len() != 1) {
            return stays("a side carries several `#[cfg]` attributes");
        }
        Ok(Self { kept_branch, kept, other_on: on, off_branch, off })
    }

    /// Every side but the one that is kept.
    pub(super) fn gone(&self) -> impl Iterator<Item = (&'a Branch<'a>, Function<'a>)> {
        self.other_on.iter().copied().chain([(self.off_branch, self.off)])
    }

    /// What the build must have for the real thing.
    pub(super) fn predicate(&self) -> &'a Cfg {
        &self.kept_branch.cfg
    }

    /// Whether the function that stays is an `async fn`.
    pub(super) fn is_async(&self) -> bool {
        self.kept.signature.asyncness.is_some()
    }

    /// Whether the function that stays is a `const fn`.
    pub(super) fn is_const(&self) -> bool {
        self.kept.signature.constness.is_some()
    }
}

/// Whether something of the name is there in builds that lack the only side: a member of a type, or
/// an item of the module.
pub(super) fn has_other_elsewhere(place: &Place<'_>, is_member: bool) -> bool {
    let site = place.site;
    let (Some(only), Some(module)) = (site.branches.first(), place.module()) else { return false };
    let Node::Function(function) = only.node else { return false };
    let name = function.name();
    if is_member != (site.item.rsplit("::").nth(1) != site.module.last().map(String::as_str)) {
        return false;
    }
    let may_have = |file: &&File| match place.index.module(&file.path) {
        _ if is_member => file.known().is_some(),
        own => own.is_some_and(|own| module.starts_with(own)),
    };
    place.index.files.iter().filter(may_have).any(|file| {
        let Some(facts) = file.facts() else { return false };
        let own = place.index.module(&file.path).unwrap_or_default();
        let gates = place.index.gates(&file.path);
        let is_other = |it: &[Cfg]| {
            let all = Cfg::All(gates.iter().chain(it).cloned().collect());
            !it.is_empty() && cfg::are_exclusive(&[&all, &only.cfg])
        };
        let is_here = |inner: &[String]| is_member || own.iter().chain(inner).eq(&module);
        let all = if is_member { &facts.members } else { &facts.definitions };
        let mut defined = all.iter().filter(|it| it.name == name && is_here(&it.module));
        let brings = |it: &Import| {
            let target = || place.index.resolve(&module, &it.path);
            let has = |it: Vec<String>| {
                place.index.item(&it, &name, &place.context()) != Presence::Unknown
            };
            it.name == name || (it.name == "*" && target().is_some_and(has))
        };
        let here = facts.imports.iter().filter(|it| !is_member && is_here(&it.module));
        let mut imported = here.filter(|it| brings(it));
        defined.any(|it| is_other(&it.gates)) || imported.any(|it| is_other(&it.gates))
    })
}

/// Refuses code that names what some builds lack.
pub(super) fn available(place: &Place<'_>, code: &impl ToTokens) -> Result<(), Reason> {
    match place.missing(code) {
        None => Ok(()),
        Some(name) => {
            stays(format!("the fallback uses `{name}`, which exists in some builds only"))
        }
    }
}
