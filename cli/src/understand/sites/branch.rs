//! One side of a choice, as the finder comes upon it.

use std::collections::BTreeMap;

use syn::Attribute;
use syn::spanned::Spanned;

use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::understand::site::{Branch, Node};

/// The side under the attributes; `None` if nothing chooses it, or only a test.
pub(super) fn branch<'a>(
    source: &Source,
    attributes: &'a [Attribute],
    node: Node<'a>,
    span: &impl Spanned,
) -> Option<Branch<'a>> {
    let cfg = Cfg::of_all(attributes)?;
    if cfg.is_test() {
        return None;
    }
    let range = match node {
        Node::Function(function) => function.range(source),
        _ => source.range_of(span),
    };
    let cfg_attributes = attributes.iter().filter(|it| Cfg::of(it).is_some()).collect();
    Some(Branch { cfg, cfg_attributes, range, node })
}

/// The sides by name, in the order of their first; only names with a fallback side.
pub(super) fn grouped<'a>(
    members: impl IntoIterator<Item = (String, Branch<'a>)>,
) -> Vec<(String, Vec<Branch<'a>>)> {
    let mut groups: Vec<(String, Vec<Branch<'a>>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (name, branch) in members {
        let index = *known.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, branches)) => branches.push(branch),
            None => groups.push((name, vec![branch])),
        }
    }
    groups.retain(|(_, branches)| branches.iter().any(|it| is_fallback(&it.cfg)));
    groups
}

/// Whether the side is compiled where something is missing.
pub(super) fn is_fallback(cfg: &Cfg) -> bool {
    cfg.holds_without_anything() && cfg.is_about_the_build()
}
