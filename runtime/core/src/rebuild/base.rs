//! How this build must have been asked for: the root's features and the flags that explain it.

use super::graph::{Bound, Entry, Graph, Kind};
use super::set::Node;
use super::set::Set;

/// One word of `--features`: a feature of the root, or `dependency/feature`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flag {
    /// Which of the root's dependencies.
    pub(super) entry: Option<usize>,
    pub(super) feature: Node,
}

/// What is on in this build, and the flags that it takes to have it on.
#[derive(Clone)]
pub(super) struct Base {
    /// The root's features that are on.
    pub(super) features: Vec<Node>,
    /// `dependency/feature` for what nothing else explains.
    pub(super) flags: Vec<Flag>,
    /// What these turn on.
    pub(super) least: Set,
    /// What they may turn on.
    pub(super) most: Set,
    /// What is on for reasons that nobody recorded, which no flag changes.
    pub(super) unexplained: Set,
    /// Whether it is known which flags the build had.
    pub(super) is_known: bool,
}

impl Base {
    pub(super) fn new(graph: &Graph<'_>, root: usize) -> Self {
        let features: Vec<Node> =
            graph.on.iter().copied().filter(|&node| graph.member(node) == root).collect();
        let mut seeds = features.clone();
        seeds.push(graph.members[root].node);
        let mut least = graph.closure(&seeds, Bound::Least);
        let flags = flags(graph, root, &least);
        for flag in &flags {
            let of_flag = flag.seeds(graph, root);
            graph.close(&mut least, &of_flag, Bound::Least);
            seeds.extend(of_flag);
        }
        let most = graph.closure(&seeds, Bound::Most);
        let mut unexplained = graph.empty();
        for &node in graph.on.iter().chain(&graph.linked).filter(|&&node| !least.has(node)) {
            unexplained.add(node);
        }
        // A flag for a dependency that may be one of two packages would be such a reason.
        let is_known = !graph.members[root].dependencies.iter().any(|entry| {
            let of = |node: &Node| graph.member(*node) == entry.to;
            !entry.one && graph.on.iter().any(|node| of(node) && unexplained.has(*node))
        });
        Self { features, flags, least, most, unexplained, is_known }
    }

    pub(super) fn has(&self, node: Node) -> bool {
        self.least.has(node) || self.unexplained.has(node)
    }

    /// The same without the features and flags that turn on what `tainted` holds.
    pub(super) fn without(&self, graph: &Graph<'_>, root: usize, tainted: &Set) -> Self {
        let is_clean = |flag: &Flag| !flag.seeds(graph, root).iter().any(|&n| tainted.has(n));
        let features: Vec<Node> =
            self.features.iter().copied().filter(|&node| !tainted.has(node)).collect();
        let flags: Vec<Flag> = self.flags.iter().copied().filter(is_clean).collect();
        let seeds = seeds(graph, root, &features, &flags);
        let least = graph.closure(&seeds, Bound::Least);
        let most = graph.closure(&seeds, Bound::Most);
        let unexplained = self.still_unexplained(graph, &most, tainted);
        Self { features, flags, least, most, unexplained, is_known: self.is_known }
    }

    /// The same where the dependency turned on these features and no others.
    pub(super) fn with_other_ends(
        &self,
        graph: &Graph<'_>,
        root: usize,
        (entry, features): (&Entry<'_>, &[Node]),
        tainted: &Set,
    ) -> Self {
        let seeds = seeds(graph, root, &self.features, &self.flags);
        let closure = |bound| {
            let mut set = graph.empty();
            // What is in already is not followed.
            set.add(entry.node);
            graph.close(&mut set, &seeds, bound);
            graph.close(&mut set, &[graph.members[entry.to].node], bound);
            graph.close(&mut set, features, bound);
            set
        };
        let (least, most) = (closure(Bound::Least), closure(Bound::Most));
        let unexplained = self.still_unexplained(graph, &most, tainted);
        Self { least, most, unexplained, ..self.clone() }
    }

    fn still_unexplained(&self, graph: &Graph<'_>, most: &Set, tainted: &Set) -> Set {
        let mut unexplained = graph.empty();
        for node in self.unexplained.iter() {
            // What a dropped feature may have turned on may go with it.
            if !tainted.has(node) && (!self.most.has(node) || most.has(node)) {
                unexplained.add(node);
            }
        }
        unexplained
    }

    /// Takes back what a flag turned on.
    pub(super) fn remove(&mut self, graph: &Graph<'_>, root: usize, flag: Flag) {
        self.features.retain(|&feature| flag.entry.is_some() || feature != flag.feature);
        self.flags.retain(|other| *other != flag);
        let seeds = seeds(graph, root, &self.features, &self.flags);
        self.least = graph.closure(&seeds, Bound::Least);
    }
}

fn seeds(graph: &Graph<'_>, root: usize, features: &[Node], flags: &[Flag]) -> Vec<Node> {
    let mut seeds = features.to_vec();
    seeds.push(graph.members[root].node);
    for flag in flags {
        seeds.extend(flag.seeds(graph, root));
    }
    seeds
}

impl Flag {
    /// What it turns on by itself.
    pub(super) fn seeds(&self, graph: &Graph<'_>, root: usize) -> Vec<Node> {
        let mut seeds = vec![self.feature];
        if let Some(entry) = self.entry {
            let entry = &graph.members[root].dependencies[entry];
            if entry.optional {
                seeds.push(entry.node);
                seeds.extend(graph.feature(root, entry.name));
            }
        }
        seeds
    }
}

/// The flags for features of direct dependencies that nothing recorded turns on: somebody passed
/// them, or a package that recorded nothing turns them on; either way they do no harm.
fn flags(graph: &Graph<'_>, root: usize, least: &Set) -> Vec<Flag> {
    let unexplained = graph.on.iter().copied().filter(|&node| !least.has(node));
    let candidates: Vec<Flag> = unexplained
        .filter_map(|feature| {
            let member = graph.member(feature);
            // Under the oldest resolver one for another target, or for tests, serves as well.
            let entry = entry_of(graph, root, member)
                .or_else(|| find_entry(graph, root, member, |entry| entry.one))?;
            let dependency = &graph.members[root].dependencies[entry];
            // The flag would have turned on the feature that the dependency is.
            let own = graph.feature(root, dependency.name);
            let passed = !dependency.optional || own.is_none_or(|own| graph.on.contains(&own));
            let known = !graph.is_hidden(feature) || graph.members[dependency.to].recorded;
            (passed && known).then_some(Flag { entry: Some(entry), feature })
        })
        .collect();
    sources(graph, root, &candidates, None)
}

/// The root's dependency that is this package, whatever it calls it.
pub(super) fn entry_of(graph: &Graph<'_>, root: usize, member: usize) -> Option<usize> {
    find_entry(graph, root, member, |entry| entry.certain)
}

fn find_entry(
    graph: &Graph<'_>,
    root: usize,
    member: usize,
    fits: fn(&Entry<'_>) -> bool,
) -> Option<usize> {
    let entries = &graph.members[root].dependencies;
    entries.iter().position(|entry| {
        let same_name = |other: &&Entry<'_>| other.name == entry.name;
        entry.to == member
            && fits(entry)
            // cargo gives the feature to all of that name, and each must have it.
            && entries.iter().filter(same_name).all(|other| other.to == member)
    })
}

/// Those flags that no other of them turns on; of two that turn each other on, the better name.
/// `within` stops at the boundary of a package.
pub(super) fn sources(
    graph: &Graph<'_>,
    root: usize,
    flags: &[Flag],
    within: Option<usize>,
) -> Vec<Flag> {
    if flags.len() < 2 {
        return flags.to_vec();
    }
    let closures: Vec<Set> = flags
        .iter()
        .map(|flag| {
            let seeds = flag.seeds(graph, root);
            match within {
                Some(member) => graph.closure_within(&seeds, member),
                None => graph.closure(&seeds, Bound::Least),
            }
        })
        .collect();
    let is_source = |&index: &usize| {
        !(0..flags.len()).any(|other| {
            other != index
                && closures[other].has(flags[index].feature)
                && !(closures[index].has(flags[other].feature)
                    && rank(graph, flags[index]) < rank(graph, flags[other]))
        })
    };
    (0..flags.len()).filter(is_source).map(|index| flags[index]).collect()
}

/// The better name comes first.
fn rank(graph: &Graph<'_>, flag: Flag) -> (bool, bool, Node) {
    let name = graph.name(flag.feature);
    (name.starts_with('_'), name == "default", flag.feature)
}

/// What must stay on: all that is, unless it turns on what must go.
pub(super) fn keep(graph: &Graph<'_>, base: &Base, tainted: &Set) -> Vec<Node> {
    let unknown = base.unexplained.iter().next().is_some();
    let opaque = base.least.iter().filter(|&node| {
        let member = &graph.members[graph.member(node)];
        match graph.kind(node) {
            // A package that nobody looked into may be what turns something on.
            Kind::Package => !member.recorded && (unknown || member.local == Some(true)),
            Kind::Feature => !member.recorded,
            Kind::Dependency => false,
        }
    });
    graph.on.iter().copied().chain(opaque).filter(|&node| !tainted.has(node)).collect()
}
