//! What turns on what, through all packages: the edges that cargo's feature resolver follows.

use super::set::{Node, Set};

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
    pub(super) features: usize,
    /// The feature that is looked for first.
    pub(super) next: Node,
    pub(super) dependencies: Vec<Entry<'a>>,
}

/// A dependency of a member.
#[allow(clippy::struct_excessive_bools)] // As in a manifest.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) node: Node,
    /// Index of the member; another entry has another, if it can be more than `one`.
    pub(super) to: usize,
    pub(super) one: bool,
    pub(super) optional: bool,
    /// Whether its manifest alone says what it turns on.
    pub(super) own: bool,
    /// Whether this target uses it, and it is known which package it is.
    pub(super) certain: bool,
}

/// A node in half the memory: that of the first graph must come from the system.
type Small = u32;

#[allow(clippy::cast_possible_truncation)] // No binary has as many features.
fn small(node: Node) -> Small {
    node as Small
}

pub(super) struct Edge {
    from: Small,
    to: Small,
    maybe: bool,
}

impl Edge {
    pub(super) fn new(from: Node, to: Node, maybe: bool) -> Self {
        Self { from: small(from), to: small(to), maybe }
    }

    pub(super) fn forward(&self) -> (Small, Small) {
        (self.from, self.to)
    }

    pub(super) fn backward(&self) -> (Small, Small) {
        (self.to, self.from)
    }
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
    pub(super) nodes: Vec<(Small, Kind, &'a str)>,
    /// Of each member's name: a look-up compares numbers until one fits.
    pub(super) member_hashes: Vec<u64>,
    pub(super) forward: Adjacent,
    pub(super) backward: Adjacent,
    pub(super) weak: Vec<Weak>,
    /// Of each node, the weak edges of which it is a half, and those that end there.
    pub(super) halves: Adjacent,
    pub(super) ends: Adjacent,
    /// The features that are on in this build.
    pub(super) on: Vec<Node>,
    /// The packages that are in this build for certain.
    pub(super) linked: Vec<Node>,
}

/// Neighbours of each node, and whether the edge is only a possible one.
#[derive(Default)]
pub(super) struct Adjacent {
    starts: Vec<Small>,
    ends: Vec<(Small, bool)>,
}

impl Adjacent {
    pub(super) fn new(nodes: usize, edges: &[Edge], ends: fn(&Edge) -> (Small, Small)) -> Self {
        if edges.is_empty() {
            return Self::default();
        }
        let mut starts = vec![0; nodes + 1];
        for edge in edges {
            starts[ends(edge).0 as usize] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // Filled from behind, so that each end of a stretch becomes its start.
        let mut list = vec![(0, false); edges.len()];
        for edge in edges.iter().rev() {
            let (from, to) = ends(edge);
            let start = &mut starts[from as usize];
            *start -= 1;
            list[*start as usize] = (to, edge.maybe);
        }
        Self { starts, ends: list }
    }

    fn of(&self, node: Node) -> impl Iterator<Item = (Node, bool)> + use<'_> {
        let ends = match self.starts.get(node..node + 2) {
            Some(&[start, end]) => &self.ends[start as usize..end as usize],
            _ => &[],
        };
        ends.iter().map(|&(node, maybe)| (node as Node, maybe))
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
        Set::new(self.nodes.len())
    }

    pub(super) fn member(&self, node: Node) -> usize {
        self.nodes[node].0 as usize
    }

    pub(super) fn push(&mut self, member: usize, kind: Kind, name: &'a str) -> Node {
        self.nodes.push((small(member), kind, name));
        self.nodes.len() - 1
    }

    pub(super) fn kind(&self, node: Node) -> Kind {
        self.nodes[node].1
    }

    pub(super) fn name(&self, node: Node) -> &'a str {
        self.nodes[node].2
    }

    /// The node of a feature that the package declares, or that others name.
    pub(super) fn feature(&self, member: usize, name: &str) -> Option<Node> {
        let met = || self.features(member).find(|&node| self.name(node) == name);
        self.declared(member, name).or_else(met)
    }

    pub(super) fn features(&self, member: usize) -> impl Iterator<Item = Node> + use<'_, 'a> {
        let Member { node, features, .. } = self.members[member];
        // Features of packages that recorded nothing were met one by one, behind all others.
        let met = (self.met(member)..self.nodes.len())
            .filter(move |&node| self.member(node) == member && self.kind(node) == Kind::Feature);
        (node + 1..=node + features).chain(met)
    }

    fn met(&self, member: usize) -> Node {
        let end = self.nodes.len();
        if self.members[member].recorded {
            return end;
        }
        self.members[member].node + 1 + self.members[member].features
    }

    fn weak<'g>(&'g self, adjacent: &'g Adjacent, node: Node) -> impl Iterator<Item = Weak> + 'g {
        adjacent.of(node).map(|(index, _)| self.weak[index])
    }

    /// The weak edges of which only the feature is in the set.
    pub(super) fn half_open(&self, set: &Set) -> impl Iterator<Item = Weak> + '_ {
        let set = set.clone();
        let open = move |weak: &Weak| !weak.maybe && set.has(weak.a) && !set.has(weak.b);
        self.weak.iter().copied().filter(open)
    }

    pub(super) fn declared(&self, member: usize, name: &str) -> Option<Node> {
        let Member { node, features, .. } = self.members[member];
        (node + 1..=node + features).find(|&feature| self.name(feature) == name)
    }

    pub(super) fn turns_on(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.forward.of(node).map(|(to, _)| to)
    }

    pub(super) fn turned_on_by(&self, node: Node) -> impl Iterator<Item = (Node, bool)> + '_ {
        self.backward.of(node)
    }

    /// Adds all that the nodes turn on.
    pub(super) fn close(&self, set: &mut Set, from: &[Node], bound: Bound) {
        let mut todo: Vec<Node> = from.iter().copied().filter(|&node| set.add(node)).collect();
        while let Some(node) = todo.pop() {
            for (to, maybe) in self.forward.of(node) {
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
                let ends = self.forward.of(node).filter(|(_, maybe)| !maybe);
                todo.extend(ends.map(|(to, _)| to).filter(|&to| self.member(to) == member));
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
            for (from, maybe) in self.backward.of(node) {
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
}

/// Not for keys from strangers: a collision costs a comparison.
pub(super) fn hash(name: &str) -> u64 {
    let (chunks, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, chunk: &[u8; 8]| {
        (hash.rotate_left(5) ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    mix(chunks.iter().fold(name.len() as u64, mix), &last)
}
