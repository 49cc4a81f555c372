//! How to get another build than this one: from what its packages recorded to a command.

use super::base::Base;
use super::elsewhere::plain;
use super::graph::{Graph, hash};
use super::order::{every_combination, fewest_changes_first, first, without_contained};
use super::search::Search;
use super::set::Node;
use super::target::Target;
use super::terms::Terms;
use super::ways::{Fit, Judge, Way, Ways};
use crate::model::package::Package;
use crate::model::predicate::Predicate;

/// The packages of a binary and how they turn on each other's features.
pub(crate) struct Workspace<'a> {
    packages: Vec<&'a Package<'a>>,
    graph: Graph<'a>,
    root: Option<usize>,
    /// What the root's build began with.
    base: Option<Base>,
}

/// What is on and what is off at the end of a way.
struct Wanted {
    on: Vec<Node>,
    off: Vec<Node>,
}

impl<'a> Workspace<'a> {
    /// `root` is an index of `packages`; a package that recorded itself twice, as library and as
    /// executable, is one.
    pub(crate) fn new(
        packages: &'a [Package<'a>],
        root: Option<usize>,
        target: &Target<'_>,
    ) -> Self {
        let mut members: Vec<&Package<'_>> = Vec::with_capacity(packages.len());
        let mut hashes = Vec::with_capacity(packages.len());
        for package in packages {
            let hash = hash(package.name);
            let id = |package: &Package<'a>| (package.name, package.version);
            let mut same = (0..members.len())
                .filter(|&index| hashes[index] == hash && id(members[index]) == id(package));
            match same.next() {
                Some(index) if package.recorded && !members[index].recorded => {
                    members[index] = package;
                }
                Some(_) => {}
                None => {
                    members.push(package);
                    hashes.push(hash);
                }
            }
        }
        let root = root.and_then(|root| packages.get(root)).and_then(|root| {
            members.iter().position(|known| {
                (known.name, known.version, known.recorded) == (root.name, root.version, true)
            })
        });
        let graph = Graph::new(&members, root, target);
        let base = root.map(|root| Base::new(&graph, root));
        Self { packages: members, graph, root, base }
    }

    /// How the predicate of a gate in this package would hold. The package is one of those given to
    /// `new`, with the features that its gates name where it recorded nothing.
    pub(crate) fn for_gate(
        &self,
        package: &str,
        version: &str,
        predicate: &Predicate,
        judge: &Judge<'_>,
    ) -> Ways<'a> {
        let Some(member) = self.member(package, version) else { return Ways::default() };
        let node = |name: &str| self.graph.feature(member, name);
        let ways = |judge: &Judge<'_>| {
            let terms = Terms::of(predicate, true, &|name| judge(package, name) == Fit::Never);
            let nodes = |bits| terms.names(bits).map(node).collect::<Option<Vec<Node>>>();
            let wanted: Vec<Wanted> = terms
                .list
                .iter()
                .filter_map(|term| Some(Wanted { on: nodes(term.on)?, off: nodes(term.off)? }))
                .collect();
            Ways { at_least: terms.truncated, ..self.ways(&wanted, judge) }
        };
        self.or_blocked(judge, ways)
    }

    fn member(&self, package: &str, version: &str) -> Option<usize> {
        self.packages.iter().position(|known| (known.name, known.version) == (package, version))
    }

    /// How all these features of one package would be on.
    pub(crate) fn for_features_of(
        &self,
        package: &str,
        version: &str,
        names: &[&str],
        judge: &Judge<'_>,
    ) -> Ways<'a> {
        let nodes = |member| names.iter().map(|name| self.graph.feature(member, name)).collect();
        let Some(on) = self.member(package, version).and_then(nodes) else {
            return Ways::default();
        };
        let wanted = [Wanted { on, off: Vec::new() }];
        self.or_blocked(judge, |judge| self.ways(&wanted, judge))
    }

    /// How all these features would be on: in the root where it declares them, else in some package.
    pub(crate) fn for_features(&self, names: &[&str], judge: &Judge<'_>) -> Ways<'a> {
        let mut choices = Vec::new();
        for name in names {
            let members = 0..self.packages.len();
            let declared: Vec<Node> =
                members.filter_map(|member| self.graph.feature(member, name)).collect();
            if declared.is_empty() {
                return Ways::default();
            }
            let of_root = |node: &&Node| Some(self.graph.member(**node)) == self.root;
            let own = declared.iter().find(of_root).map(|&node| vec![node]);
            let nodes = own.unwrap_or(declared);
            if !nodes.iter().any(|node| self.graph.on.contains(node)) {
                choices.push(nodes);
            }
        }
        let combinations = every_combination(&choices).into_iter();
        let wanted: Vec<Wanted> = combinations.map(|on| Wanted { on, off: Vec::new() }).collect();
        self.or_blocked(judge, |judge| self.ways(&wanted, judge))
    }

    /// Where there is no way, what keeps one from being one.
    fn or_blocked(&self, judge: &Judge<'_>, ways: impl Fn(&Judge<'_>) -> Ways<'a>) -> Ways<'a> {
        let found = ways(judge);
        if !found.list.is_empty() {
            return found;
        }
        // What the search would have taken, were it not for the judge.
        let refused = std::cell::Cell::new(None);
        let would = ways(&|package, feature| {
            if refused.get().is_none() && judge(package, feature) == Fit::Never {
                let members = 0..self.graph.members.len();
                let mut of = members.filter(|&member| self.graph.members[member].name == package);
                refused.set(of.find_map(|member| self.graph.feature(member, feature)));
            }
            Fit::Yes
        });
        let blocked = refused
            .get()
            .filter(|_| !would.list.is_empty())
            .map(|node| (self.graph.members[self.graph.member(node)].name, self.graph.name(node)));
        Ways { blocked, ..found }
    }

    fn ways(&self, wanted: &[Wanted], judge: &Judge<'_>) -> Ways<'a> {
        let graph = &self.graph;
        let base = self.base.as_ref();
        let is_on = |node: Node| base.map_or(graph.on.contains(&node), |base| base.has(node));
        let holds = |wanted: &Wanted| {
            wanted.on.iter().all(|&node| is_on(node)) && !wanted.off.iter().any(|&node| is_on(node))
        };
        if wanted.iter().any(holds) {
            return Ways::default();
        }
        if let (Some(root), Some(base)) = (self.root, base) {
            let search = Search { graph, root, base, judge };
            let mut routes = Vec::new();
            for Wanted { on, off } in wanted {
                routes.extend(search.routes(on, off));
            }
            let commands = fewest_changes_first(routes);
            let commands: Vec<Way<'a>> =
                commands.iter().map(|route| search.command(route)).collect();
            if !commands.is_empty() {
                return first(commands);
            }
            let mut edits = Vec::new();
            for Wanted { on, off } in wanted {
                edits.extend(search.edits(on, off));
            }
            if !edits.is_empty() {
                return first(without_contained(&edits));
            }
            let mut rewrites = Vec::new();
            for Wanted { on, off } in wanted {
                rewrites.extend(search.rewrites(on, off));
            }
            if !rewrites.is_empty() {
                return first(rewrites);
            }
        }
        let mut others = Vec::new();
        for Wanted { on, off } in wanted {
            others.extend(plain(graph, base, judge, on, off));
        }
        Ways { rootless: self.root.is_none(), ..first(without_contained(&others)) }
    }
}
