//! What turns on what, through all packages: the edges that cargo's feature resolver follows.

use super::target::Target;
use crate::model::package::{Dependency, Package};

/// A package that is there, one of its features, or one of its dependencies that is used.
pub(super) type Node = u32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Package,
    Feature,
    Dependency,
}

/// A package of the graph: a recorded one, or one that others name.
pub(super) struct Member<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
    pub(super) recorded: bool,
    /// Whether it has a `path` somewhere; `None` where nobody names it.
    pub(super) local: Option<bool>,
    /// Its own node; its features and its dependencies come behind it, in this order.
    pub(super) node: Node,
    pub(super) features: u32,
    pub(super) dependencies: Vec<Entry<'a>>,
}

/// A dependency of a member.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) node: Node,
    /// Index of the member; another entry has another, if it can be more than `one`.
    pub(super) to: usize,
    pub(super) one: bool,
    pub(super) optional: bool,
    /// Whether this target uses it, and it is known which package it is.
    pub(super) certain: bool,
}

struct Edge {
    from: Node,
    to: Node,
    maybe: bool,
}

/// `a` turns `to` on if `b` is there: `b?/to`.
#[derive(Clone, Copy)]
pub(super) struct Weak {
    pub(super) a: Node,
    pub(super) b: Node,
    pub(super) to: Node,
    pub(super) maybe: bool,
}

pub(super) struct Graph<'a> {
    pub(super) members: Vec<Member<'a>>,
    /// Of each node: its member, and its name there.
    nodes: Vec<(u32, Kind, &'a str)>,
    /// Of each member's and each node's name: a look-up compares numbers until one fits.
    member_hashes: Vec<u32>,
    hashes: Vec<u32>,
    forward: Adjacent,
    backward: Adjacent,
    weak: Vec<Weak>,
    /// Of each node, the weak edges of which it is a half, and those that end there.
    halves: Adjacent,
    ends: Adjacent,
    /// The features that are on in this build.
    pub(super) on: Vec<Node>,
    /// The packages that are in this build for certain.
    pub(super) linked: Vec<Node>,
}

/// Neighbours of each node, and whether the edge is only a possible one.
#[derive(Default)]
struct Adjacent {
    starts: Vec<u32>,
    ends: Vec<(Node, bool)>,
}

impl Adjacent {
    fn new(nodes: usize, edges: &[Edge], ends: impl Fn(&Edge) -> (Node, Node)) -> Self {
        let mut starts = vec![0; nodes + 1];
        for edge in edges {
            starts[ends(edge).0 as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![(0, false); edges.len()];
        for edge in edges {
            let (from, to) = ends(edge);
            list[next[from as usize] as usize] = (to, edge.maybe);
            next[from as usize] += 1;
        }
        Self { starts, ends: list }
    }

    fn of(&self, node: Node) -> &[(Node, bool)] {
        let node = node as usize;
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// A set of nodes.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    pub(super) fn has(&self, node: Node) -> bool {
        self.0[node as usize / 64] >> (node % 64) & 1 == 1
    }

    /// Whether it was not in before.
    pub(super) fn add(&mut self, node: Node) -> bool {
        let word = &mut self.0[node as usize / 64];
        let bit = 1 << (node % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub(super) fn is_subset(&self, other: &Set) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// Those that are in this one and not in `other`.
    pub(super) fn without(&self, other: &Set) -> Set {
        Set(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    pub(super) fn add_all(&mut self, other: &Set) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        (0..).zip(&self.0).flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index * 64 + bit)
            })
        })
    }
}

/// Which edges count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// What is on for certain.
    Least,
    /// What may be on, under any resolver.
    Most,
}

impl<'a> Graph<'a> {
    pub(super) fn empty(&self) -> Set {
        Set(vec![0; self.nodes.len().div_ceil(64)])
    }

    pub(super) fn member(&self, node: Node) -> usize {
        self.nodes[node as usize].0 as usize
    }

    pub(super) fn kind(&self, node: Node) -> Kind {
        self.nodes[node as usize].1
    }

    pub(super) fn name(&self, node: Node) -> &'a str {
        self.nodes[node as usize].2
    }

    /// The node of a feature that the package declares, or that others name.
    pub(super) fn feature(&self, member: usize, name: &str) -> Option<Node> {
        let met = || self.features(member).find(|&node| self.name(node) == name);
        self.declared(member, name).or_else(met)
    }

    pub(super) fn features(&self, member: usize) -> impl Iterator<Item = Node> + use<'_, 'a> {
        let Member { node, features, .. } = self.members[member];
        // Features of packages that recorded nothing were met one by one, behind all others.
        let met = (self.met(member)..self.nodes.len() as Node)
            .filter(move |&node| self.member(node) == member && self.kind(node) == Kind::Feature);
        (node + 1..=node + features).chain(met)
    }

    fn met(&self, member: usize) -> Node {
        let end = self.nodes.len() as Node;
        if self.members[member].recorded {
            return end;
        }
        self.members[member].node + 1 + self.members[member].features
    }

    fn weak<'g>(&'g self, adjacent: &'g Adjacent, node: Node) -> impl Iterator<Item = Weak> + 'g {
        adjacent.of(node).iter().map(|&(index, _)| self.weak[index as usize])
    }

    /// The weak edges of which only the feature is in the set.
    pub(super) fn half_open(&self, set: &Set) -> impl Iterator<Item = Weak> + '_ {
        let set = set.clone();
        let open = move |weak: &Weak| !weak.maybe && set.has(weak.a) && !set.has(weak.b);
        self.weak.iter().copied().filter(open)
    }

    pub(super) fn turned_on_by(&self, node: Node) -> impl Iterator<Item = (Node, bool)> + '_ {
        self.backward.of(node).iter().copied()
    }

    /// Adds all that the nodes turn on.
    pub(super) fn close(&self, set: &mut Set, from: &[Node], bound: Bound) {
        let mut todo: Vec<Node> = from.iter().copied().filter(|&node| set.add(node)).collect();
        while let Some(node) = todo.pop() {
            for &(to, maybe) in self.forward.of(node) {
                if (bound == Bound::Most || !maybe) && set.add(to) {
                    todo.push(to);
                }
            }
            for weak in self.weak(&self.halves, node) {
                let both = set.has(weak.a) && set.has(weak.b);
                if both && (bound == Bound::Most || !weak.maybe) && set.add(weak.to) {
                    todo.push(weak.to);
                }
            }
        }
    }

    pub(super) fn closure(&self, from: &[Node], bound: Bound) -> Set {
        let mut set = self.empty();
        self.close(&mut set, from, bound);
        set
    }

    /// What the nodes turn on in one package alone, through its own features.
    pub(super) fn closure_within(&self, from: &[Node], member: usize) -> Set {
        let mut set = self.empty();
        let mut todo: Vec<Node> = from.to_vec();
        while let Some(node) = todo.pop() {
            if set.add(node) {
                let ends = self.forward.of(node).iter().filter(|(_, maybe)| !maybe);
                todo.extend(ends.map(|&(to, _)| to).filter(|&to| self.member(to) == member));
            }
        }
        set
    }

    /// All that turns one of the nodes on; of a `b?/x` it follows the half that is not in `now`.
    pub(super) fn reaching(&self, nodes: &[Node], now: &Set, bound: Bound) -> Set {
        let mut set = self.empty();
        let mut todo: Vec<Node> = nodes.iter().copied().filter(|&node| set.add(node)).collect();
        while let Some(node) = todo.pop() {
            if self.kind(node) == Kind::Package {
                // Where a feature is on, its package is there.
                todo.extend(self.features(self.member(node)).filter(|&feature| set.add(feature)));
            }
            for &(from, maybe) in self.backward.of(node) {
                if (bound == Bound::Most || !maybe) && set.add(from) {
                    todo.push(from);
                }
            }
            for weak in self.weak(&self.ends, node) {
                if bound == Bound::Least && weak.maybe {
                    continue;
                }
                let half = if now.has(weak.a) && !now.has(weak.b) { weak.b } else { weak.a };
                let harmless = bound == Bound::Most && !now.has(weak.b);
                if !harmless && set.add(half) {
                    todo.push(half);
                }
            }
        }
        set
    }

    /// Whether another feature of its package turns this one on.
    pub(super) fn is_hidden(&self, feature: Node) -> bool {
        let member = self.member(feature);
        self.name(feature).starts_with('_')
            && (!self.members[member].recorded
                || self.turned_on_by(feature).any(|(from, _)| {
                    from != feature
                        && self.kind(from) == Kind::Feature
                        && self.member(from) == member
                }))
    }

    pub(super) fn new(packages: &[&'a Package<'a>], target: &Target<'_>) -> Self {
        let of = |package: &&Package<'_>| 1 + package.features.len() + package.dependencies.len();
        let size = packages.iter().map(of).sum::<usize>() * 2;
        let mut graph = Graph {
            members: Vec::with_capacity(packages.len() * 2),
            nodes: Vec::with_capacity(size),
            member_hashes: packages.iter().map(|package| hash(package.name)).collect(),
            hashes: Vec::with_capacity(size),
            forward: Adjacent::default(),
            backward: Adjacent::default(),
            weak: Vec::new(),
            halves: Adjacent::default(),
            ends: Adjacent::default(),
            on: Vec::new(),
            linked: Vec::new(),
        };
        for (member, package) in packages.iter().enumerate() {
            let node = graph.push(member, Kind::Package, package.name);
            graph.linked.push(node);
            for feature in &package.features {
                let node = graph.push(member, Kind::Feature, feature.name);
                if feature.enabled {
                    graph.on.push(node);
                }
            }
            graph.members.push(Member {
                name: package.name,
                version: package.version,
                recorded: package.recorded,
                local: None,
                node,
                features: package.features.len() as u32,
                dependencies: Vec::new(),
            });
        }
        let mut edges = Vec::with_capacity(size * 2);
        for (member, package) in packages.iter().enumerate() {
            graph.depend(member, package, target, &mut edges);
        }
        for (member, package) in packages.iter().enumerate() {
            graph.imply(member, package, &mut edges);
        }
        let nodes = graph.nodes.len();
        graph.forward = Adjacent::new(nodes, &edges, |edge| (edge.from, edge.to));
        graph.backward = Adjacent::new(nodes, &edges, |edge| (edge.to, edge.from));
        let weak = |end: fn(&Weak) -> Node| {
            let edge = move |(to, weak)| Edge { from: end(weak), to, maybe: false };
            (0..).zip(&graph.weak).map(edge)
        };
        let halves: Vec<Edge> = weak(|weak| weak.a).chain(weak(|weak| weak.b)).collect();
        let ends: Vec<Edge> = weak(|weak| weak.to).collect();
        graph.halves = Adjacent::new(nodes, &halves, |edge| (edge.from, edge.to));
        graph.ends = Adjacent::new(nodes, &ends, |edge| (edge.from, edge.to));
        graph
    }
}

/// Not for keys from strangers: a collision costs a comparison.
pub(super) fn hash(name: &str) -> u32 {
    let (chunks, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, chunk: &[u8; 8]| {
        (hash.rotate_left(5) ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    let hash = mix(chunks.iter().fold(name.len() as u64, mix), &last);
    (hash >> 32) as u32
}

/// `dependency/feature`; ten times as fast as `split_once` on words as short as these.
fn split(value: &str) -> Option<(&str, &str)> {
    let slash = value.bytes().position(|byte| byte == b'/')?;
    Some((&value[..slash], &value[slash + 1..]))
}

/// Reading the records.
impl<'a> Graph<'a> {
    /// The entries of a package's tables of dependencies, and what they turn on.
    fn depend(
        &mut self,
        member: usize,
        package: &'a Package<'a>,
        target: &Target<'_>,
        edges: &mut Vec<Edge>,
    ) {
        for dependency in &package.dependencies {
            let node = self.push(member, Kind::Dependency, dependency.name);
            let named = self.named(dependency);
            let applies = dependency.target.map_or(Some(true), |text| target.is(text));
            let certain = applies == Some(true) && dependency.normal && named.len() == 1;
            for &to in &named {
                let local = &mut self.members[to].local;
                *local = Some(local.unwrap_or(false) || dependency.local);
                let mut edge = |to| edges.push(Edge { from: node, to, maybe: !certain });
                edge(self.members[to].node);
                let default = dependency.default_features.then_some("default");
                for name in dependency.features.iter().copied().chain(default) {
                    if let Some(feature) = self.feature_or_met(to, name) {
                        edge(feature);
                    }
                }
                self.members[member].dependencies.push(Entry {
                    name: dependency.name,
                    node,
                    to,
                    one: named.len() == 1,
                    optional: dependency.optional,
                    certain,
                });
            }
            if !dependency.optional {
                let from = self.members[member].node;
                edges.push(Edge { from, to: node, maybe: !certain });
            }
        }
    }

    /// The members that the dependency can be; one that nobody recorded, if none.
    fn named(&mut self, dependency: &Dependency<'a>) -> Vec<usize> {
        let (name, hash) = (dependency.package, hash(dependency.package));
        let hashes = self.member_hashes.iter().enumerate().filter(|&(_, of)| *of == hash);
        let same = hashes.map(|(m, _)| m).filter(|&m| self.members[m].name == name);
        let fits = |&m: &usize| {
            super::version::fits(dependency.requirement, self.members[m].version)
        };
        let found: Vec<usize> = same.filter(fits).collect();
        if !found.is_empty() {
            return found;
        }
        let member = self.members.len();
        let node = self.push(member, Kind::Package, name);
        self.member_hashes.push(hash);
        self.members.push(Member {
            name,
            version: "",
            recorded: false,
            local: None,
            node,
            features: 0,
            dependencies: Vec::new(),
        });
        vec![member]
    }

    /// What the features of a package turn on.
    fn imply(&mut self, member: usize, package: &'a Package<'a>, edges: &mut Vec<Edge>) {
        let has_optional = package.dependencies.iter().any(|dependency| dependency.optional);
        let values = package.features.iter().filter(|_| has_optional).flat_map(|f| &f.turns_on);
        let explicit: Vec<&str> = values.filter_map(|value| value.strip_prefix("dep:")).collect();
        let first = self.members[member].node + 1;
        let entries = std::mem::take(&mut self.members[member].dependencies);
        for (from, feature) in (first..).zip(&package.features) {
            let named = |name: &'a str| entries.iter().filter(move |entry| entry.name == name);
            let mut edge = |to, maybe| edges.push(Edge { from, to, maybe });
            // The feature that an optional dependency is.
            if has_optional && !explicit.contains(&feature.name) {
                for entry in named(feature.name).filter(|entry| entry.optional) {
                    edge(entry.node, !entry.certain);
                }
            }
            for value in &feature.turns_on {
                if let Some(name) = value.strip_prefix("dep:") {
                    for entry in named(name).filter(|entry| entry.optional) {
                        edge(entry.node, !entry.certain);
                    }
                } else if let Some((name, of_it)) = split(value) {
                    let strong = name.strip_suffix('?').unwrap_or(name);
                    for entry in named(strong) {
                        let maybe = !entry.certain;
                        let Some(to) = self.feature_or_met(entry.to, of_it) else { continue };
                        if entry.optional && name != strong {
                            self.weak.push(Weak { a: from, b: entry.node, to, maybe });
                            continue;
                        }
                        edge(to, maybe);
                        if entry.optional {
                            edge(entry.node, maybe);
                            let implicit = self.declared(member, strong);
                            implicit.into_iter().for_each(|node| edge(node, maybe));
                        }
                    }
                } else if let Some(to) = self.declared(member, value) {
                    edge(to, false);
                }
            }
        }
        self.members[member].dependencies = entries;
    }

    fn push(&mut self, member: usize, kind: Kind, name: &'a str) -> Node {
        self.nodes.push((member as u32, kind, name));
        self.hashes.push(hash(name));
        self.nodes.len() as Node - 1
    }

    fn declared(&self, member: usize, name: &str) -> Option<Node> {
        let Member { node, features, .. } = self.members[member];
        let (hash, first) = (hash(name), node as usize + 1);
        let mut rest = &self.hashes[first..first + features as usize];
        let mut next = node + 1;
        while let Some(index) = rest.iter().position(|of| *of == hash) {
            let found = next + index as Node;
            if self.name(found) == name {
                return Some(found);
            }
            (next, rest) = (found + 1, &rest[index + 1..]);
        }
        None
    }

    /// The feature's node; a package that recorded nothing has every feature that others name.
    fn feature_or_met(&mut self, member: usize, name: &'a str) -> Option<Node> {
        let declared = self.declared(member, name);
        if declared.is_some() || self.members[member].recorded {
            return declared;
        }
        let met = self.features(member).find(|&node| self.name(node) == name);
        Some(met.unwrap_or_else(|| self.push(member, Kind::Feature, name)))
    }
}
