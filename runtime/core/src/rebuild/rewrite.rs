//! Where one line of a manifest turns on what must be off: what it would have to be.

use super::base::{Flag, keep};
use super::graph::{Bound, Entry, Kind};
use super::order::every_combination;
use super::search::{Search, Task};
use super::set::{Node, Set};
use super::ways::{Renamed, Way};

/// Features that it takes to keep what the old line turned on.
const MAX_KEPT: usize = 16;

impl<'a> Search<'_, 'a> {
    /// Every way to have `on` on and `off` off by another line for a dependency in one manifest.
    pub(super) fn rewrites(&self, on: &[Node], off: &[Node]) -> Vec<Way<'a>> {
        let graph = self.graph;
        let Some(member) = off.first().map(|&node| graph.member(node)) else { return Vec::new() };
        let of_this = |&node: &Node| graph.member(node) == member;
        if member == self.root || !self.base.is_known || !on.iter().chain(off).all(of_this) {
            return Vec::new();
        }
        let tainted = graph.reaching(off, &self.base.most, Bound::Most);
        let mut found = Vec::new();
        for (of, package) in graph.members.iter().enumerate() {
            let at_hand = of == self.root || package.local != Some(false);
            for entry in package.dependencies.iter().filter(|entry| entry.to == member) {
                // A manifest may have one name in several tables.
                let same = package.dependencies.iter().filter(|other| other.name == entry.name);
                let is_used = entry.certain && self.base.least.has(entry.node);
                if entry.own && at_hand && is_used && same.count() == 1 {
                    found.extend(self.rewritten(of, entry, on, off, &tainted));
                }
            }
        }
        found
    }

    fn rewritten(
        &self,
        of: usize,
        entry: &Entry<'a>,
        on: &[Node],
        off: &[Node],
        tainted: &Set,
    ) -> Vec<Way<'a>> {
        let graph = self.graph;
        let listed: Vec<Node> =
            graph.turns_on(entry.node).filter(|&node| graph.kind(node) == Kind::Feature).collect();
        let stays: Vec<Node> = listed.iter().copied().filter(|&node| !tainted.has(node)).collect();
        if stays.len() == listed.len() {
            return Vec::new();
        }
        let state = self.base.with_other_ends(graph, self.root, (entry, &stays), tainted);
        let mut needed = on.to_vec();
        needed.extend(keep(graph, self.base, tainted));
        let task = Task { state, tainted: tainted.clone(), needed, off, replaced: Vec::new() };
        if !self.stays_off(&task, &[]) {
            return Vec::new();
        }
        let goals = on.iter().filter(|&&node| !task.state.has(node));
        let choices: Vec<Vec<Flag>> =
            goals.map(|&goal| self.of_package(entry.to, goal, &task, false)).collect();
        // A flag for the dependency may have asked for what the line turns on.
        let direct = graph.members[self.root].dependencies.iter().any(|it| it.to == entry.to);
        let then = direct.then(|| Box::new(self.command(&self.finish(&task, self.base, &[]))));
        let default = graph.feature(entry.to, "default");
        every_combination(&choices)
            .into_iter()
            .filter_map(|new| {
                let new = self.with_what_stays(entry.to, &task, new)?;
                let names = stays.iter().copied().chain(new.iter().map(|flag| flag.feature));
                Some(Way::Rewrite {
                    package: graph.members[of].name,
                    dependency: Renamed { name: entry.name, package: graph.members[entry.to].name },
                    default_features: default.is_none_or(|node| stays.contains(&node)),
                    features: names
                        .filter(|node| Some(*node) != default)
                        .map(|node| graph.name(node))
                        .collect(),
                    then: then.clone(),
                })
            })
            .collect()
    }

    /// The new features and those that keep what the old ones turned on, if nothing is lost.
    fn with_what_stays(
        &self,
        member: usize,
        task: &Task<'_>,
        mut new: Vec<Flag>,
    ) -> Option<Vec<Flag>> {
        for _ in 0..MAX_KEPT {
            let state = self.after(task, &new);
            let Some(&lost) = task.needed.iter().find(|&&node| !state.has(node)) else {
                let is_right = self.stays_off(task, &new) && self.can_all_be(&state);
                return is_right.then_some(new);
            };
            let now = Task { state, ..task.clone() };
            new.push(*self.of_package(member, lost, &now, self.base.has(lost)).first()?);
        }
        None
    }

    /// The features of the package that turn `goal` on, none of which turns on another.
    pub(super) fn of_package(
        &self,
        member: usize,
        goal: Node,
        task: &Task<'_>,
        keep: bool,
    ) -> Vec<Flag> {
        let reach = self.graph.reaching(&[goal], &task.state.least, Bound::Least);
        let features = self.graph.features(member).filter(|&feature| reach.has(feature));
        let flags = features.map(|feature| Flag { entry: None, feature });
        let usable: Vec<Flag> = flags.filter(|flag| self.is_usable(*flag, task, keep)).collect();
        self.least(&usable, goal)
    }
}
