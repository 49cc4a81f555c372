//! Modules that bring all their names into another one.

use std::collections::BTreeMap;

use super::facts::Import;

/// The paths of each `use ..::*`, by its module.
#[derive(Default)]
pub(super) struct Stars(BTreeMap<Vec<String>, Vec<Vec<String>>>);

impl Stars {
    /// Takes the import in, if it is one.
    pub(super) fn add(&mut self, module: &[String], import: &Import) {
        if import.name == "*" {
            self.0.entry(module.to_vec()).or_default().push(import.path.clone());
        }
    }

    /// The module, and those whose names it has, the nearest first.
    pub(super) fn reached(
        &self,
        module: &[String],
        resolve: impl Fn(&[String], &[String]) -> Option<Vec<String>>,
    ) -> Vec<Vec<String>> {
        let mut reached = vec![module.to_vec()];
        let mut at = 0;
        while let Some(from) = reached.get(at).cloned() {
            for path in self.0.get(&from).into_iter().flatten() {
                reached.extend(resolve(&from, path).filter(|it| !reached.contains(it)));
            }
            at += 1;
        }
        reached
    }
}
