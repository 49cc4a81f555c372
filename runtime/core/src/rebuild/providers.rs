//! Which flags turn something on.

use super::base::{Flag, entry_of};
use super::graph::{Bound, Kind};
use super::search::{Search, Task};
use super::set::Node;
use super::set::Set;
use super::ways::Fit;

impl Search<'_, '_> {
    /// The flags that turn `node` on, none of which turns on another: of the root's own features, else
    /// of the package's, else of other direct dependencies. To keep something (`keep`), the flag that
    /// turns on least is looked for first.
    pub(super) fn providers(&self, node: Node, task: &Task<'_>, keep: bool) -> Vec<Flag> {
        let (graph, root) = (self.graph, self.root);
        if task.tainted.has(node) {
            return Vec::new();
        }
        let reach = graph.reaching(&[node], &task.state.least, Bound::Least);
        let member = graph.member(node);
        let fitting = |entry: Option<usize>, of: usize| -> Vec<Flag> {
            let flags = graph.features(of).map(|feature| Flag { entry, feature });
            flags
                .filter(|flag| reach.has(flag.feature) && self.is_usable(*flag, task, keep))
                .collect()
        };
        let own = || fitting(None, root);
        let direct = || {
            let entry = if member == root { None } else { entry_of(graph, root, member) };
            entry.map_or(Vec::new(), |entry| fitting(Some(entry), member))
        };
        let others = || {
            let mut found = Vec::new();
            for of in 0..graph.members.len() {
                if of != member
                    && of != root
                    && let Some(entry) = entry_of(graph, root, of)
                {
                    found.extend(fitting(Some(entry), of));
                }
            }
            found
        };
        let tiers: [&dyn Fn() -> Vec<Flag>; 3] =
            if keep { [&direct, &others, &own] } else { [&own, &direct, &others] };
        let mut found = tiers.iter().map(|tier| tier()).find(|flags| !flags.is_empty());
        found.take().map_or(Vec::new(), |flags| self.least(&flags, node))
    }

    pub(super) fn is_usable(&self, flag: Flag, task: &Task<'_>, keep: bool) -> bool {
        let seeds = flag.seeds(self.graph, self.root);
        if self.graph.is_hidden(flag.feature) || seeds.iter().any(|&node| task.tainted.has(node)) {
            return false;
        }
        let closure = self.graph.closure(&seeds, Bound::Least);
        // What is on already is here, whoever says that it cannot be.
        closure.iter().all(|node| keep && self.base.has(node) || self.can_be(node))
    }

    pub(super) fn can_be(&self, node: Node) -> bool {
        self.graph.kind(node) != Kind::Feature || self.fit(node) != Fit::Never
    }

    pub(super) fn fit(&self, feature: Node) -> Fit {
        let member = &self.graph.members[self.graph.member(feature)];
        (self.judge)(member.name, self.graph.name(feature))
    }

    /// Without those that turn on another of them. Of two that turn each other on, the one that is
    /// called as the goal is.
    pub(super) fn least(&self, flags: &[Flag], goal: Node) -> Vec<Flag> {
        let (graph, root) = (self.graph, self.root);
        if flags.len() < 2 {
            return flags.to_vec();
        }
        let closures: Vec<Set> = flags
            .iter()
            .map(|flag| graph.closure(&flag.seeds(graph, root), Bound::Least))
            .collect();
        let rank = |index: usize| {
            let name = graph.name(flags[index].feature);
            (name != graph.name(goal), name == "default", index)
        };
        let is_least = |&index: &usize| {
            !(0..flags.len()).any(|other| {
                let seeds = |index: usize| flags[index].seeds(graph, root);
                other != index
                    && seeds(other).iter().all(|&node| closures[index].has(node))
                    && !(seeds(index).iter().all(|&node| closures[other].has(node))
                        && rank(index) < rank(other))
            })
        };
        (0..flags.len()).filter(is_least).map(|index| flags[index]).collect()
    }
}
