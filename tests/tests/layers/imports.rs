//! Which file imports which: each path is followed to the file that defines what it names.
//!
//! What a folder's `mod.rs` or the root hands on from below stands where it is defined. A file that
//! hands on what is not below it is imported too, for without it the path would not lead there.

use std::collections::BTreeSet;

use crate::sources::{Module, Named, Sources};

/// A `use` of a `use` of a .. is not followed for ever: they may go in a circle.
const DEPTH: usize = 8;

/// One file names something of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    pub from: String,
    pub to: String,
    pub line: usize,
    /// As it stands there.
    pub path: String,
}

/// What a path leads to.
#[derive(Debug, Clone)]
struct Target {
    /// Where it is defined; a module is defined in itself.
    module: usize,
    /// Whether it is that module.
    whole: bool,
    /// The modules that hand it on.
    by: Vec<usize>,
}

/// All imports between files.
pub fn imports(sources: &Sources) -> Vec<Import> {
    let mut imports = BTreeSet::new();
    for (from, module) in sources.modules.iter().enumerate() {
        for named in &module.named {
            for to in files(sources, from, named) {
                let to = &sources.modules[to].file;
                if *to != module.file {
                    imports.insert(Import {
                        from: module.file.clone(),
                        to: to.clone(),
                        line: named.line,
                        path: named.segments.join("::") + if named.glob { "::*" } else { "" },
                    });
                }
            }
        }
    }
    imports.into_iter().collect()
}

/// The modules that a path makes a module depend on.
fn files(sources: &Sources, from: usize, named: &Named) -> Vec<usize> {
    let mut targets = sources.resolve(from, &named.segments, DEPTH);
    if named.glob {
        let all = targets.iter().filter(|it| it.whole).map(|it| it.module).collect::<Vec<_>>();
        for module in all {
            let Module { items, bindings, .. } = &sources.modules[module];
            if !items.is_empty() {
                targets.push(Target { module, whole: false, by: Vec::new() });
            }
            let names = bindings.iter().map(|(name, _)| name);
            targets.extend(
                names.flat_map(|name| sources.inside(module, std::slice::from_ref(name), DEPTH)),
            );
        }
    }
    let mut files = Vec::new();
    for Target { module, whole, by } in targets {
        // A module around this one is only on the way to what is in it.
        if !(whole && sources.is_around(module, from)) {
            files.push(module);
        }
        files.extend(by.into_iter().filter(|it| !sources.is_around(*it, module)));
    }
    files
}

impl Sources {
    /// Follows a path from where it stands. Paths into other crates lead nowhere.
    fn resolve(&self, from: usize, segments: &[String], depth: usize) -> Vec<Target> {
        let mut at = from;
        let mut rest = segments;
        while let Some((first, after)) = rest.split_first() {
            at = match &**first {
                "crate" => 0,
                "self" => at,
                "super" => self.modules[at].parent.unwrap_or(0),
                _ => break,
            };
            rest = after;
        }
        if rest.is_empty() {
            return vec![Target { module: at, whole: true, by: Vec::new() }];
        }
        let mut targets = self.inside(at, rest, depth);
        for target in &mut targets {
            // What a module's own `use` brings is not handed on by that module.
            if target.by.first() == Some(&from) {
                target.by.remove(0);
            }
        }
        // A macro may have made it where the path says that it is.
        if targets.is_empty() && rest.len() < segments.len() {
            targets.push(Target { module: at, whole: false, by: Vec::new() });
        }
        targets
    }

    /// What a name, or a path, means in a module. Nothing if it leads into another crate.
    fn inside(&self, at: usize, segments: &[String], depth: usize) -> Vec<Target> {
        let Some((first, rest)) = segments.split_first() else {
            return vec![Target { module: at, whole: true, by: Vec::new() }];
        };
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let module = &self.modules[at];
        let mut found = Vec::new();
        for (_, child) in module.children.iter().filter(|(name, _)| name == first) {
            let below = self.inside(*child, rest, depth);
            if below.is_empty() {
                found.push(Target { module: *child, whole: false, by: Vec::new() });
            }
            found.extend(below);
        }
        if found.is_empty() && module.items.contains(first) {
            found.push(Target { module: at, whole: false, by: Vec::new() });
        }
        if found.is_empty() {
            for (_, path) in module.bindings.iter().filter(|(name, _)| name == first) {
                let path: Vec<String> = path.iter().chain(rest).cloned().collect();
                let far = self.resolve(at, &path, depth);
                if far.is_empty() {
                    // Another crate's, which is had from here.
                    found.push(Target { module: at, whole: false, by: Vec::new() });
                }
                found.extend(handed_on(at, far));
            }
        }
        if found.is_empty() {
            let ours = |path: &[String]| {
                let first = path.first().map_or("", String::as_str);
                matches!(first, "crate" | "self" | "super")
                    || module.children.iter().any(|(name, _)| name == first)
            };
            for glob in module.named.iter().filter(|it| it.glob && ours(&it.segments)) {
                for around in self.resolve(at, &glob.segments, depth).iter().filter(|it| it.whole) {
                    if around.module != at {
                        found.extend(handed_on(at, self.inside(around.module, segments, depth)));
                    }
                }
            }
        }
        found
    }
}

fn handed_on(by: usize, targets: Vec<Target>) -> impl Iterator<Item = Target> {
    targets.into_iter().map(move |mut target| {
        target.by.insert(0, by);
        target
    })
}
