//! What annotations are called where several are shown.

use std::collections::BTreeMap;

use super::collect::Found;

/// The capability of each, behind its type and its modules as far as others of the package are
/// called so.
pub(crate) fn shown_names(found: &[Found]) -> Vec<String> {
    let name = |it: &Found| it.annotation.capability().to_owned();
    let mut names: Vec<String> = found.iter().map(name).collect();
    let mut around: Vec<Vec<&str>> = found.iter().map(around).collect();
    loop {
        let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for (it, name) in found.iter().zip(&names) {
            *counts.entry((&it.package, name.clone())).or_default() += 1;
        }
        let mut is_done = true;
        for ((it, name), around) in found.iter().zip(&mut names).zip(&mut around) {
            let is_shared = counts.get(&(&*it.package, name.clone())).is_some_and(|it| *it > 1);
            if let Some(outer) = around.pop_if(|_| is_shared) {
                *name = format!("{outer}::{name}");
                is_done = false;
            }
        }
        if is_done {
            return names;
        }
    }
}

/// What stands around the item, from the outside.
fn around(it: &Found) -> Vec<&str> {
    let parts = it.module.split("::").chain(it.annotation.item.split("::"));
    let mut parts: Vec<&str> = parts.filter(|it| !it.is_empty()).collect();
    // A choice stands in the function that it is called after.
    parts.pop();
    parts
}
