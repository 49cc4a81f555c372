//! One side of a choice, as the finder comes upon it.

use std::collections::BTreeMap;

use syn::spanned::Spanned;
use syn::{Attribute, Pat};

use crate::read::source::{Source, one_line};
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

/// The pattern without the names that it binds; by its path alone if it takes every value of it.
pub(super) fn pattern_name(source: &Source, pattern: &Pat) -> String {
    fn takes_all(pattern: &Pat) -> bool {
        match pattern {
            Pat::Wild(_) | Pat::Rest(_) => true,
            Pat::Ident(it) => {
                it.subpat.is_none() && it.ident.to_string().starts_with(char::is_lowercase)
            }
            _ => false,
        }
    }
    let path = |path: &syn::Path| source.text_of(path).replace(' ', "");
    match pattern {
        Pat::TupleStruct(it) if it.elems.iter().all(takes_all) => path(&it.path),
        Pat::Struct(it) if it.fields.iter().all(|it| takes_all(&it.pat)) => path(&it.path),
        other => one_line(source.text_of(other)),
    }
}

/// Whether the side is compiled where something is missing.
pub(super) fn is_fallback(cfg: &Cfg) -> bool {
    cfg.holds_without_anything() && cfg.is_about_the_build()
}
