//! From records to edges.

use super::graph::{Adjacent, Edge, Entry, Graph, Kind, Member, Weak, hash};
use super::set::Node;
use super::target::Target;
use crate::model::package::{Dependency, Package, Table};

impl<'a> Graph<'a> {
    pub(super) fn new(
        packages: &[&'a Package<'a>],
        root: Option<usize>,
        target: &Target<'_>,
    ) -> Self {
        let of = |package: &&Package<'_>| 1 + package.features.len() + package.dependencies.len();
        let size = packages.iter().map(of).sum::<usize>();
        let mut graph = Graph {
            members: Vec::with_capacity(packages.len() * 2),
            nodes: Vec::with_capacity(size),
            member_hashes: packages.iter().map(|package| hash(package.name)).collect(),
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
                features: package.features.len(),
                next: node + 1,
                dependencies: Vec::new(),
            });
        }
        let mut edges = Vec::with_capacity(size * 2);
        for (member, package) in packages.iter().enumerate() {
            let counts = |it: &&Dependency<'_>| it.table != Table::Dev || root == Some(member);
            let dependencies = package.dependencies.iter().filter(counts);
            graph.depend(member, dependencies, target, &mut edges);
        }
        for (member, package) in packages.iter().enumerate() {
            graph.imply(member, package, &mut edges);
        }
        let nodes = graph.nodes.len();
        graph.forward = Adjacent::new(nodes, &edges, Edge::forward);
        graph.backward = Adjacent::new(nodes, &edges, Edge::backward);
        let weak = |end: fn(&Weak) -> Node| {
            let edge = move |(to, weak)| Edge::new(end(weak), to, false);
            (0..).zip(&graph.weak).map(edge)
        };
        let halves: Vec<Edge> = weak(|weak| weak.a).chain(weak(|weak| weak.b)).collect();
        let ends: Vec<Edge> = weak(|weak| weak.to).collect();
        graph.halves = Adjacent::new(nodes, &halves, Edge::forward);
        graph.ends = Adjacent::new(nodes, &ends, Edge::forward);
        graph
    }

    /// The entries of a package's tables of dependencies, and what they turn on.
    fn depend(
        &mut self,
        member: usize,
        dependencies: impl Iterator<Item = &'a Dependency<'a>>,
        target: &Target<'_>,
        edges: &mut Vec<Edge>,
    ) {
        for dependency in dependencies {
            let node = self.push(member, Kind::Dependency, dependency.name);
            let named = self.named(dependency);
            let applies = dependency.target.map_or(Some(true), |text| target.is(text));
            let is_normal = dependency.table == Table::Normal;
            let certain = applies == Some(true) && is_normal && named.len() == 1;
            for &to in &named {
                let local = &mut self.members[to].local;
                *local = Some(local.unwrap_or(false) || dependency.local);
                let mut edge = |to| edges.push(Edge::new(node, to, !certain));
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
                    own: !dependency.inherited,
                    certain,
                });
            }
            if !dependency.optional {
                let from = self.members[member].node;
                edges.push(Edge::new(from, node, !certain));
            }
        }
    }

    /// The members that the dependency can be; one that nobody recorded, if none.
    fn named(&mut self, dependency: &Dependency<'a>) -> Vec<usize> {
        let (name, hash) = (dependency.package, hash(dependency.package));
        let hashes = self.member_hashes.iter().enumerate().filter(|&(_, of)| *of == hash);
        let same = hashes.map(|(m, _)| m).filter(|&m| self.members[m].name == name);
        let fits =
            |&m: &usize| super::version::fits(dependency.requirement, self.members[m].version);
        let mut found: Vec<usize> = same.filter(fits).collect();
        // One that only others name has no version, and serves where no other fits.
        let is_known = |&m: &usize| !self.members[m].version.is_empty();
        if found.len() > 1 && found.iter().any(is_known) {
            found.retain(is_known);
        }
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
            next: node + 1,
            dependencies: Vec::new(),
        });
        vec![member]
    }

    /// What the features of a package turn on.
    fn imply(&mut self, member: usize, package: &'a Package<'a>, edges: &mut Vec<Edge>) {
        let has_optional = package.dependencies.iter().any(|dependency| dependency.optional);
        let mut explicit: Vec<&str> = Vec::new();
        for feature in package.features.iter().filter(|_| has_optional) {
            explicit.extend(feature.turns_on.iter().filter_map(|it| it.strip_prefix("dep:")));
        }
        let first = self.members[member].node + 1;
        let entries = std::mem::take(&mut self.members[member].dependencies);
        for (from, feature) in (first..).zip(&package.features) {
            let named = |name: &'a str| entries.iter().filter(move |entry| entry.name == name);
            let mut edge = |to, maybe| edges.push(Edge::new(from, to, maybe));
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
                    continue;
                }
                let mut is_own = true;
                for entry in &entries {
                    let Some((is_weak, of_it)) = forwarded(value, entry.name) else { continue };
                    is_own = false;
                    let maybe = !entry.certain;
                    let Some(to) = self.feature_or_met(entry.to, of_it) else { continue };
                    if entry.optional && is_weak {
                        self.weak.push(Weak { a: from, b: entry.node, to, maybe });
                        continue;
                    }
                    edge(to, maybe);
                    if entry.optional {
                        edge(entry.node, maybe);
                        let implicit = self.declared(member, entry.name);
                        if let Some(node) = implicit {
                            edge(node, maybe);
                        }
                    }
                }
                if is_own && let Some(to) = self.declared(member, value) {
                    edge(to, false);
                }
            }
        }
        self.members[member].dependencies = entries;
    }

    /// The feature's node; a package that recorded nothing has every feature that others name.
    fn feature_or_met(&mut self, member: usize, name: &'a str) -> Option<Node> {
        let Member { node, features, next, recorded, .. } = self.members[member];
        // Both manifests are sorted, so it is often the one behind the last that was asked for.
        let next = if next <= node + features { next } else { node + 1 };
        let is_next = next <= node + features && self.name(next) == name;
        let declared = if is_next { Some(next) } else { self.declared(member, name) };
        if let Some(found) = declared {
            self.members[member].next = found + 1;
        }
        if declared.is_some() || recorded {
            return declared;
        }
        let met = self.features(member).find(|&node| self.name(node) == name);
        Some(met.unwrap_or_else(|| self.push(member, Kind::Feature, name)))
    }
}

/// The feature of `dependency/feature` or, which is weak, `dependency?/feature`.
fn forwarded<'v>(value: &'v str, dependency: &str) -> Option<(bool, &'v str)> {
    let (name, rest) = value.as_bytes().split_at_checked(dependency.len())?;
    // Dependencies of one family differ in the length or at the end.
    let may_be = matches!(rest, [b'/' | b'?', ..]) && name.last() == dependency.as_bytes().last();
    if !may_be {
        return None;
    }
    let rest = value.strip_prefix(dependency)?;
    let strong = rest.strip_prefix('/').map(|feature| (false, feature));
    strong.or_else(|| Some((true, rest.strip_prefix("?/")?)))
}

#[cfg(test)]
mod tests {
    use crate::model::package::{Declared, Dependency, Package};
    use crate::model::predicate::Predicate;
    use crate::rebuild::target::Target;
    use crate::rebuild::ways::Fit;
    use crate::rebuild::workspace::Workspace;

    #[test]
    fn a_version_that_is_not_there_takes_no_place() {
        let dependency = |name, requirement, optional| Dependency {
            name,
            package: "kernels",
            requirement,
            optional,
            default_features: true,
            local: true,
            ..Dependency::default()
        };
        let package = |name, version| Package {
            name,
            version,
            recorded: true,
            features: vec![Declared { name: "cuda", ..Declared::default() }],
            ..Package::default()
        };
        let app = Package {
            features: Vec::new(),
            dependencies: vec![dependency("a", "=0.1.0", true), dependency("b", "0.2", false)],
            ..package("app", "0.1.0")
        };
        let packages = [app, package("kernels", "0.2.0")];
        let hint = Workspace::new(&packages, Some(0), &Target::current())
            .for_gate("kernels", "0.2.0", &Predicate::Feature("cuda", false), &|_, _| Fit::Yes)
            .sentence();
        assert_eq!(hint.as_deref(), Some("Rebuild with `--features b/cuda`"));
    }
}
