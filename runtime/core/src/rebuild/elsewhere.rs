//! Where no command leads there: what to write into a manifest, or only what to have.

use super::base::Base;
use super::graph::{Bound, Entry, Graph, Kind};
use super::order::every_combination;
use super::search::{Search, Task};
use super::set::Node;
use super::ways::{Fit, Judge, Renamed, Way};

impl<'a> Search<'_, 'a> {
    /// Every way to have `on` on by a line in a manifest; all of it is of one package.
    pub(super) fn edits(&self, on: &[Node], off: &[Node]) -> Vec<Way<'a>> {
        let graph = self.graph;
        let mut goals = on.iter().copied().filter(|&node| !self.base.has(node)).peekable();
        let Some(&first) = goals.peek() else { return Vec::new() };
        let member = graph.member(first);
        if member == self.root || off.iter().any(|&node| self.base.has(node)) {
            return Vec::new();
        }
        let task = Task {
            state: self.base.clone(),
            tainted: graph.reaching(off, &self.base.most, Bound::Most),
            needed: on.to_vec(),
            off,
            replaced: Vec::new(),
        };
        let Some(choices) = goals
            .map(|goal| {
                (graph.member(goal) == member).then(|| self.of_package(member, goal, &task, false))
            })
            .collect::<Option<Vec<_>>>()
        else {
            return Vec::new();
        };
        let place = self.nearest(member);
        let taken = |entry: &Entry<'_>| entry.name == graph.members[member].name;
        if place.is_none() && graph.members[self.root].dependencies.iter().any(taken) {
            return Vec::new();
        }
        every_combination(&choices)
            .into_iter()
            .filter(|flags| {
                self.stays_off(&task, flags) && self.can_all_be(&self.after(&task, flags))
            })
            .map(|flags| {
                let features = flags.iter().map(|flag| graph.name(flag.feature)).collect();
                if let Some((of, dependency)) = place {
                    let package = graph.members[member].name;
                    let dependency = Renamed { name: dependency, package };
                    return Way::Edit { package: graph.members[of].name, dependency, features };
                }
                let target = &graph.members[member];
                let default = graph.feature(member, "default");
                Way::Line {
                    package: graph.members[self.root].name,
                    dependency: target.name,
                    version: target.version,
                    default_features: match default {
                        Some(default) => self.base.has(default),
                        None => target.recorded,
                    },
                    features,
                }
            })
            .collect()
    }

    /// The package that is nearest to the root, names this one, and whose manifest is at hand.
    fn nearest(&self, member: usize) -> Option<(usize, &'a str)> {
        let graph = self.graph;
        let mut seen = vec![self.root];
        let mut next = 0;
        while next < seen.len() {
            let of = seen[next];
            next += 1;
            let at_hand = of == self.root || graph.members[of].local != Some(false);
            for entry in &graph.members[of].dependencies {
                if !entry.certain || !self.base.least.has(entry.node) {
                    continue;
                }
                if entry.to == member && at_hand {
                    return Some((of, entry.name));
                }
                if !seen.contains(&entry.to) {
                    seen.push(entry.to);
                }
            }
        }
        None
    }
}

/// Every way to have `on` on and `off` off in one package, whoever turns it on.
pub(super) fn plain<'a>(
    graph: &Graph<'a>,
    base: Option<&Base>,
    judge: &Judge<'_>,
    on: &[Node],
    off: &[Node],
) -> Vec<Way<'a>> {
    let has = |node: Node| base.map_or(graph.on.contains(&node), |base| base.has(node));
    let Some(member) = on.iter().chain(off).map(|&node| graph.member(node)).next() else {
        return Vec::new();
    };
    let turns_on = |feature: Node, nodes: &[Node]| {
        let closure = graph.closure_within(&[feature], graph.member(feature));
        nodes.iter().any(|&node| closure.has(node))
    };
    let here = graph.on.iter().copied().filter(|&node| graph.member(node) == member);
    let (without, stays): (Vec<Node>, Vec<Node>) = here.partition(|&node| turns_on(node, off));
    // What goes takes along what nothing else turns on.
    let loses = |goal: Node| {
        without.iter().any(|&gone| turns_on(gone, &[goal]))
            && !stays.iter().any(|&node| node != goal && turns_on(node, &[goal]))
    };
    let goals = on.iter().copied().filter(|&node| !has(node) || loses(node));
    let fits = |node: Node| {
        let mut closure = graph.closure(&[node], Bound::Least);
        let clean = !off.iter().any(|&off| closure.has(off));
        closure.add(node);
        clean
            && closure.iter().filter(|&node| graph.kind(node) == Kind::Feature).all(|node| {
                let of = &graph.members[graph.member(node)];
                judge(of.name, graph.name(node)) != Fit::Never
            })
    };
    let choices: Vec<Vec<Node>> = goals
        .map(|goal| {
            let candidates = graph.features(graph.member(goal)).filter(|&node| {
                node == goal || graph.closure_within(&[node], graph.member(goal)).has(goal)
            });
            let known = graph.members[graph.member(goal)].recorded;
            let shown = candidates.filter(|&node| !(known && graph.is_hidden(node)) && fits(node));
            let shown: Vec<Node> = shown.collect();
            // The feature itself where it may be named, and none that turns another of them on.
            if shown.contains(&goal) {
                return vec![goal];
            }
            let turns_on = |a: Node, b: Node| a != b && graph.closure(&[a], Bound::Least).has(b);
            let least =
                |&&a: &&Node| !shown.iter().any(|&b| turns_on(a, b) && !(turns_on(b, a) && a < b));
            shown.iter().filter(least).copied().collect()
        })
        .collect();
    let of_this = |node: Node| graph.member(node) == member;
    every_combination(&choices)
        .into_iter()
        .map(|with| Way::Plain {
            package: with.iter().all(|&node| of_this(node)).then_some(graph.members[member].name),
            with: with.iter().map(|&node| graph.name(node)).collect(),
            without: without.iter().map(|&node| graph.name(node)).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::package::{Declared, Dependency, Package};
    use crate::model::predicate::Predicate;
    use crate::rebuild::target::Target;
    use crate::rebuild::ways::Fit;
    use crate::rebuild::workspace::Workspace;

    fn package<'a>(name: &'a str, features: &[&'a str], on: &'a str, local: bool) -> Package<'a> {
        let feature =
            |name: &&'a str| Declared { name, enabled: *name == on, ..Declared::default() };
        let dependency = |package: &'a str| Dependency {
            name: package,
            package,
            requirement: "0.1",
            default_features: true,
            local,
            ..Dependency::default()
        };
        let dependencies = match name {
            "app" => vec![dependency("mid"), dependency("serde")],
            "mid" => vec![dependency("kernels")],
            _ => Vec::new(),
        };
        Package {
            name,
            version: "0.1.0",
            recorded: true,
            features: features.iter().map(feature).collect(),
            dependencies,
            ..Package::default()
        }
    }

    fn hint(packages: &[Package<'_>], predicate: &Predicate) -> Option<String> {
        Workspace::new(packages, Some(0), &Target::current())
            .for_gate("kernels", "0.1.0", predicate, &|_, _| Fit::Yes)
            .sentence()
    }

    #[test]
    fn nobody_is_told_to_edit_what_a_registry_holds() {
        let of = |local| {
            let kernels = package("kernels", &["cuda"], "", local);
            vec![package("app", &[], "", local), package("mid", &[], "", local), kernels]
        };
        let cuda = Predicate::Feature("cuda", false);
        assert_eq!(
            hint(&of(true), &cuda).as_deref(),
            Some("To have it, add `features = [\"cuda\"]` to `kernels` in the Cargo.toml of `mid`")
        );
        assert_eq!(
            hint(&of(false), &cuda).as_deref(),
            Some(
                "To have it, add `kernels = { version = \"0.1.0\", features = [\"cuda\"] }` to `[dependencies]` in the Cargo.toml of `app` (with the `path` or `git` that it comes from, if any)"
            )
        );
    }

    #[test]
    fn what_nobody_recorded_may_be_what_turns_the_unwanted_on() {
        const WITHOUT: Predicate = Predicate::Not(&Predicate::Feature("mkl", true));
        let root = |local| Package {
            features: vec![Declared {
                name: "mkl",
                enabled: true,
                doc: "",
                turns_on: vec!["mid/mkl"],
            }],
            ..package("app", &[], "", local)
        };
        let of = |local| {
            let mid = Package {
                features: vec![Declared {
                    name: "mkl",
                    enabled: true,
                    doc: "",
                    turns_on: vec!["kernels/mkl"],
                }],
                ..package("mid", &[], "", true)
            };
            vec![root(local), mid, package("kernels", &["mkl"], "mkl", true)]
        };
        // `serde` of a registry cannot depend on a package beside this one; a local one can.
        assert_eq!(hint(&of(false), &WITHOUT).as_deref(), Some("Rebuild without feature `mkl`"));
        assert_eq!(
            hint(&of(true), &WITHOUT).as_deref(),
            Some("Rebuild without feature `mkl` of `kernels`")
        );
    }

    #[test]
    fn of_a_package_without_a_record_its_gates_tell() {
        let mut kernels = package("kernels", &["cuda"], "", true);
        kernels.recorded = false;
        let cuda = Predicate::Feature("cuda", false);
        let mut app = package("app", &[], "", true);
        app.dependencies[0].name = "gpu";
        app.dependencies[0].package = "kernels";
        assert_eq!(
            hint(&[app, kernels.clone()], &cuda).as_deref(),
            Some("Rebuild with `--features gpu/cuda`")
        );
        let text = Workspace::new(&[kernels], None, &Target::current())
            .for_gate("kernels", "0.1.0", &cuda, &|_, _| Fit::Yes)
            .sentence();
        assert_eq!(
            text.as_deref(),
            Some(
                "Rebuild with feature `cuda` of `kernels` (by flag if you build it, else in the Cargo.toml that depends on it)"
            )
        );
    }
}
