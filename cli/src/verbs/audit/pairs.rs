//! Code that is written by hand for builds with and without something.

use std::collections::BTreeSet;
use std::ops::Range;

use super::collector::Collector;
use super::finding::Adopt;
use super::message;
use super::rules::{self, Rule};
use crate::understand::cfg::Cfg;
use crate::understand::dummy::{self, Body, DummyType};
use crate::understand::fallback::{self, Fallback};
use crate::understand::function::{Function, returns_result};
use crate::understand::site::{Branch, Node, Shape, Site};

/// What there is to say about a site.
pub(super) fn find(
    found: &mut Collector<'_>,
    site: &Site<'_>,
    features: &BTreeSet<String>,
    adopt: &Adopt,
) {
    let Some(branch) = site.off().or_else(|| site.branches.first()) else { return };
    let offset = site.offset(found.source);
    let on: Vec<Cfg> = site.on().map(|it| it.cfg.clone()).collect();
    let predicate = if on.is_empty() { branch.cfg.negated() } else { Cfg::one_of(on) };
    let instead = instead(branch);
    let (rule, message) = judged(site, branch, instead.as_ref(), &predicate);
    // No build can have more than its target lets it.
    let is_platform = predicate.is_target_only() && *rule == rules::SILENT_FALLBACK;
    let is_note = adopt.is_preference || is_platform;
    let rule = if is_note { &rules::HAND_WRITTEN_PAIR } else { rule };
    found.add_with(rule, offset, &site.item, message, Some(adopt.clone()));
    if site.in_test {
        return;
    }
    if site.shape == Shape::Definition {
        let needs = predicate.to_string();
        panicking_methods(found, &needs, branch.range.clone(), &site.item, adopt);
        dummies(found, &needs, branch.range.clone(), adopt);
    }
    if let Some(fallback) = &instead {
        message::check(found, fallback, &predicate, features, offset, &site.item);
    }
}

/// What the side does in place of the real thing.
fn instead<'a>(branch: &Branch<'a>) -> Option<Fallback<'a>> {
    match branch.node {
        Node::Function(it) => Some(fallback::of_block(it.body, Some(it))),
        Node::Statement(it) => Some(fallback::of_statement(it)),
        Node::Arm(it) => Some(fallback::of_expression(&it.body, None)),
        Node::Opaque => None,
    }
}

/// The rule that the site breaks, and what is said about it.
fn judged(
    site: &Site<'_>,
    branch: &Branch<'_>,
    instead: Option<&Fallback<'_>>,
    predicate: &Cfg,
) -> (&'static Rule, String) {
    let output = match branch.node {
        Node::Function(it) => it.output(),
        Node::Statement(_) | Node::Arm(_) => site.enclosing.and_then(|it| it.output()),
        Node::Opaque => None,
    };
    let (shape, needs) = (site.shape.name(), predicate);
    let kind = instead.map_or("definition", Fallback::kind);
    let has_sides = site.branches.len() > 1;
    match instead {
        _ if site.in_test => (
            &rules::HAND_WRITTEN_PAIR,
            format!("this {shape} of a test depends on `{needs}` (fallback: {kind})"),
        ),
        Some(Fallback::Panic(..)) if returns_result(output) => (
            &rules::PANICKING_FALLBACK,
            format!("without `{needs}` this {shape} panics, although a `Result` is returned"),
        ),
        Some(Fallback::Nothing) if has_sides => (
            &rules::SILENT_FALLBACK,
            format!("without `{needs}` this {shape} does nothing and says nothing"),
        ),
        Some(Fallback::Value(_)) if has_sides => (
            &rules::SILENT_FALLBACK,
            format!("without `{needs}` this {shape} is a {kind} and says nothing"),
        ),
        _ if has_sides => (
            &rules::HAND_WRITTEN_PAIR,
            format!(
                "this {shape} is written by hand for builds with and without `{needs}` (fallback: {kind})"
            ),
        ),
        _ => (
            &rules::HAND_WRITTEN_PAIR,
            format!("this {shape} exists only in builds without `{needs}` (fallback: {kind})"),
        ),
    }
}

/// Types of a module, written in the file, that stand in for something.
fn dummies(found: &mut Collector<'_>, needs: &str, range: Range<usize>, adopt: &Adopt) {
    let text = found.source.slice(range.clone());
    let Ok(syn::ItemMod { ident, content: Some((braces, _)), .. }) = syn::parse_str(text) else {
        return;
    };
    let inside = braces.span.open().byte_range().end..braces.span.close().byte_range().start;
    let start = range.start + inside.start;
    let Some(Ok(file)) = text.get(inside).map(syn::parse_file) else { return };
    for it in DummyType::all(&file) {
        let owner = &it.definition.ident;
        let message = format!("`{owner}` stands in for builds without `{needs}`: its methods fail");
        let offset = start + owner.span().byte_range().start;
        let item = format!("{ident}::{owner}");
        found.add_with(&rules::DUMMY_IMPL, offset, &item, message, Some(adopt.clone()));
    }
}

/// Methods of an impl block that is there instead of the real one.
fn panicking_methods(
    found: &mut Collector<'_>,
    needs: &str,
    range: Range<usize>,
    item: &str,
    adopt: &Adopt,
) {
    // The finder keeps only the bytes of a definition.
    let Ok(block) = syn::parse_str::<syn::ItemImpl>(found.source.slice(range.clone())) else {
        return;
    };
    for method in block.items.iter().filter_map(Function::of_impl_item) {
        if returns_result(method.output()) && dummy::body(method.body, &[]) == Body::Panic {
            let offset = range.start + method.signature.ident.span().byte_range().start;
            let message = format!("without `{needs}` it panics, although it returns a `Result`");
            let item = format!("{item}::{}", method.name());
            let adopt = Some(adopt.clone());
            found.add_with(&rules::PANICKING_FALLBACK, offset, &item, message, adopt);
        }
    }
}
