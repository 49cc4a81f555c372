//! The flags with which something is on and something else is off, and all else stays as it is.

use super::base::{Base, Flag, keep, sources};
use super::graph::{Bound, Graph, Kind};
use super::order::every_combination;
use super::route::Route;
use super::set::Node;
use super::set::Set;
use super::ways::{Fit, Judge, Way, Word};
use crate::text::sort::sort_by_key;

/// Flags that it takes to mend what others leave undone.
const MAX_REPAIRS: usize = 16;

pub(super) struct Search<'g, 'a> {
    pub(super) graph: &'g Graph<'a>,
    pub(super) root: usize,
    pub(super) base: &'g Base,
    pub(super) judge: &'g Judge<'g>,
}

impl<'a> Search<'_, 'a> {
    /// Every way to have `on` on and `off` off by flags alone.
    pub(super) fn routes(&self, on: &[Node], off: &[Node]) -> Vec<Route> {
        if !self.base.is_known {
            return Vec::new();
        }
        let tainted = match off {
            [] => self.graph.empty(),
            _ => self.graph.reaching(off, &self.base.most, Bound::Most),
        };
        let is_tainted =
            |flag: &Flag| flag.seeds(self.graph, self.root).iter().any(|&node| tainted.has(node));
        let drops = self.base.features.iter().any(|&node| tainted.has(node))
            || self.base.flags.iter().any(is_tainted);
        let state = if drops {
            self.base.without(self.graph, self.root, &tainted)
        } else {
            self.base.clone()
        };
        let mut task = Task { state, tainted, needed: on.to_vec(), off, replaced: Vec::new() };
        if drops {
            task.needed.extend(keep(self.graph, self.base, &task.tainted));
            // Nor may the package of the gate go.
            let of = off.iter().map(|&node| self.graph.members[self.graph.member(node)].node);
            task.needed.extend(of);
        }
        if !self.replace_hidden(&mut task) {
            return Vec::new();
        }
        let goals = on.iter().copied().filter(|&node| !task.state.has(node));
        let mut choices: Vec<Vec<Flag>> =
            goals.map(|goal| self.providers(goal, &task, false)).collect();
        // Where no flag alone leads, a repair may.
        choices.retain(|choice| !choice.is_empty());
        let combinations = every_combination(&choices).into_iter();
        combinations.filter_map(|flags| self.route(&task, flags)).collect()
    }

    /// The route with these new flags and what it takes besides, if it leads there.
    fn route(&self, task: &Task<'_>, mut new: Vec<Flag>) -> Option<Route> {
        new.extend(&task.replaced);
        let mut state = self.after(task, &new);
        for _ in 0..MAX_REPAIRS {
            let Some(missing) = task.needed.iter().find(|&&node| !state.has(node)) else { break };
            let now = Task { state, ..task.clone() };
            new.push(self.repair(*missing, &now)?);
            state = self.after(task, &new);
        }
        let leads = |state: &Base| task.needed.iter().all(|&node| state.has(node));
        if !leads(&state) || !self.can_all_be(&state) {
            return None;
        }
        // What was found for one goal may serve another.
        let mut index = 0;
        while new.len() > 1 && index < new.len() {
            let mut fewer = new.clone();
            fewer.remove(index);
            let after = self.after(task, &fewer);
            if leads(&after) {
                (new, state) = (fewer, after);
            } else {
                index += 1;
            }
        }
        self.stays_off(task, &new).then(|| self.finish(task, &state, &new))
    }

    /// Whether all that comes on can be part of a build here: a `b?/x` turns on what neither of its
    /// halves does by itself.
    pub(super) fn can_all_be(&self, state: &Base) -> bool {
        state.least.iter().all(|node| self.base.has(node) || self.can_be(node))
    }

    /// What is on with these flags besides.
    pub(super) fn after(&self, task: &Task<'_>, new: &[Flag]) -> Base {
        let mut state = task.state.clone();
        for flag in new {
            let seeds = flag.seeds(self.graph, self.root);
            self.graph.close(&mut state.least, &seeds, Bound::Least);
        }
        state
    }

    /// One more flag where the others do not have `missing` on.
    fn repair(&self, missing: Node, now: &Task<'_>) -> Option<Flag> {
        let leads = self.graph.reaching(&[missing], &now.state.least, Bound::Least);
        // The feature of `dependency?/feature` is on, the dependency is not used yet.
        let halves = self.graph.half_open(&now.state.least).filter(|weak| leads.has(weak.to));
        let mut by_half =
            halves.filter_map(|weak| self.providers(weak.b, now, false).first().copied());
        by_half
            .next()
            .or_else(|| self.providers(missing, now, self.base.has(missing)).first().copied())
    }

    /// Whether what must be off is, whatever the resolver and the packages that recorded nothing.
    pub(super) fn stays_off(&self, task: &Task<'_>, new: &[Flag]) -> bool {
        let graph = self.graph;
        if task.off.is_empty() {
            return true;
        }
        let mut most = task.state.most.clone();
        for flag in new {
            graph.close(&mut most, &flag.seeds(graph, self.root), Bound::Most);
        }
        task.off.iter().all(|&off| {
            let member = graph.member(off);
            if most.has(off) || self.base.unexplained.has(off) {
                return false;
            }
            if member == self.root {
                return true;
            }
            let is_on = self.base.has(off);
            let target = &graph.members[member];
            !most.iter().any(|node| {
                let of = graph.member(node);
                let unknown = !graph.members[of].recorded;
                let may_depend = of == member
                    || target.local != Some(true)
                    || graph.members[of].local != Some(false);
                unknown && may_depend && (is_on || !self.base.most.has(node))
            })
        })
    }

    pub(super) fn finish(&self, task: &Task<'_>, state: &Base, new: &[Flag]) -> Route {
        let (graph, root) = (self.graph, self.root);
        let of_root = |&feature: &Node| Flag { entry: None, feature };
        let mut flags: Vec<Flag> = task.state.features.iter().map(of_root).collect();
        for flag in task.state.flags.iter().chain(new) {
            if !flags.contains(flag) {
                flags.push(*flag);
            }
        }
        let had = self.base.features.iter().map(of_root).chain(self.base.flags.iter().copied());
        let gone: Vec<Flag> = had.filter(|flag| !flags.contains(flag)).collect();
        let mut without = sources(graph, root, &gone, Some(root));
        without.retain(|flag| !self.is_default(*flag));
        let (mut on, mut off) = (graph.empty(), graph.empty());
        let is_new = |&node: &Node| graph.kind(node) == Kind::Feature && !self.base.has(node);
        for node in state.least.iter().filter(is_new) {
            on.add(node);
        }
        for &node in graph.on.iter().filter(|&&node| !state.has(node)) {
            off.add(node);
        }
        let made = on.iter().any(|node| self.fit(node) == Fit::Made);
        let unwanted = self.unwanted(task.off, &without);
        Route {
            default: flags.iter().any(|flag| self.is_default(*flag)),
            flags: self.fewest(&flags, new),
            changes: new.len() + without.len(),
            without,
            unwanted,
            made,
            on,
            off,
        }
    }

    /// The route as flags.
    pub(super) fn command(&self, route: &Route) -> Way<'a> {
        let (graph, root) = (self.graph, self.root);
        let word = |flag: &Flag| Word {
            dependency: flag.entry.map(|entry| graph.members[root].dependencies[entry].name),
            feature: graph.name(flag.feature),
        };
        let mut features: Vec<Word<'a>> = route.flags.iter().map(word).collect();
        let default = graph.feature(root, "default");
        if features.is_empty() && route.default && default.is_some_and(|node| !self.base.has(node))
        {
            features.push(Word { dependency: None, feature: "default" });
        }
        Way::Command {
            no_default_features: default.is_some() && !route.default,
            features,
            without: route.without.iter().map(word).collect(),
            unwanted: route.unwanted.map(|node| graph.name(node)),
            kept: match route.unwanted {
                Some(_) => route.flags.iter().filter(|it| self.is_kept(**it)).map(word).collect(),
                None => Vec::new(),
            },
            same: self.same(&route.flags),
        }
    }

    /// The one feature because of which all these flags go, unless one of them is called like it.
    fn unwanted(&self, off: &[Node], without: &[Flag]) -> Option<Node> {
        let mut on = off.iter().copied().filter(|&node| self.base.has(node));
        let (Some(node), None) = (on.next(), on.next()) else { return None };
        let name = |node| self.graph.name(node);
        let leads = |flag: &Flag| {
            let seeds = flag.seeds(self.graph, self.root);
            name(flag.feature) != name(node) && self.graph.closure(&seeds, Bound::Least).has(node)
        };
        (!without.is_empty() && without.iter().all(leads)).then_some(node)
    }

    /// Whether what it turns on was on, by another flag.
    fn is_kept(&self, flag: Flag) -> bool {
        let of_root = flag.entry.is_none() && self.base.features.contains(&flag.feature);
        self.base.has(flag.feature) && !of_root && !self.base.flags.contains(&flag)
    }

    /// A flag of the root, and a feature that is on and is none of the flags, which turn each other on.
    fn same(&self, flags: &[Flag]) -> Option<(&'a str, &'a str)> {
        let (graph, root) = (self.graph, self.root);
        let of_root = |&feature: &Node| Flag { entry: None, feature };
        let others = || self.base.features.iter().filter(|it| !flags.contains(&of_root(it)));
        for one in flags.iter().filter(|it| it.entry.is_none()).map(|it| it.feature) {
            let of_one = graph.closure_within(&[one], root);
            let is_same = |&&other: &&Node| {
                of_one.has(other) && graph.closure_within(&[other], root).has(one)
            };
            if let Some(&other) = others().find(is_same) {
                return Some((graph.name(one), graph.name(other)));
            }
        }
        None
    }

    fn is_default(&self, flag: Flag) -> bool {
        flag.entry.is_none() && self.graph.name(flag.feature) == "default"
    }

    /// The fewest of the flags that turn all this on; `default` needs none.
    fn fewest(&self, flags: &[Flag], new: &[Flag]) -> Vec<Flag> {
        let (graph, root) = (self.graph, self.root);
        let seeds = |flag: &Flag| flag.seeds(graph, root);
        let (roots, others): (Vec<Flag>, Vec<Flag>) =
            flags.iter().partition(|flag| flag.entry.is_none());
        let mut given: Vec<Node> = Vec::new();
        for flag in roots.iter().filter(|flag| self.is_default(**flag)) {
            given.extend(seeds(flag));
        }
        let mut implied = given.clone();
        for flag in &others {
            implied.extend(seeds(flag));
        }
        let implied = graph.closure_within(&implied, root);
        let mut needed = sources(graph, root, &roots, Some(root));
        needed.retain(|flag| !self.is_default(*flag) && !implied.has(flag.feature));
        needed.extend(others);
        // As they were asked for, and what is new behind.
        sort_by_key(&mut needed, |flag| flags.iter().position(|other| other == flag));
        given.push(graph.members[root].node);
        let mut index = 0;
        while index < needed.len() {
            let flag = needed[index];
            let mut rest = given.clone();
            for other in needed.iter().filter(|other| **other != flag) {
                rest.extend(seeds(other));
            }
            let may_go = flag.entry.is_some() || new.contains(&flag);
            if may_go && {
                let rest = graph.closure(&rest, Bound::Least);
                seeds(&flag).iter().all(|&node| rest.has(node))
            } {
                needed.remove(index);
            } else {
                index += 1;
            }
        }
        needed
    }

    /// Where a hidden feature was asked for by itself, one that turns it on takes its place. Whether
    /// there is one.
    fn replace_hidden(&self, task: &mut Task<'_>) -> bool {
        let features = task.state.features.iter().map(|&feature| Flag { entry: None, feature });
        let flags: Vec<Flag> = features.chain(task.state.flags.iter().copied()).collect();
        if !flags.iter().any(|flag| self.graph.is_hidden(flag.feature)) {
            return true;
        }
        let roots: Vec<Flag> = flags.iter().copied().filter(|flag| flag.entry.is_none()).collect();
        let mut asked = sources(self.graph, self.root, &roots, Some(self.root));
        asked.extend(&task.state.flags);
        for flag in asked.into_iter().filter(|flag| self.graph.is_hidden(flag.feature)) {
            let Some(&instead) = self.providers(flag.feature, task, true).first() else {
                return false;
            };
            task.state.remove(self.graph, self.root, flag);
            task.replaced.push(instead);
            task.needed.push(flag.feature);
            task.needed.extend(keep(self.graph, self.base, &task.tainted));
        }
        true
    }
}

/// One term: from where it starts and what it takes.
#[derive(Clone)]
pub(super) struct Task<'t> {
    pub(super) state: Base,
    /// What turns on something that must be off.
    pub(super) tainted: Set,
    pub(super) needed: Vec<Node>,
    pub(super) off: &'t [Node],
    /// Flags in place of hidden ones.
    pub(super) replaced: Vec<Flag>,
}
