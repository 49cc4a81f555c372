//! `#[feature_stub]` on the types and impl blocks of a dummy module.

use std::ops::Range;

use syn::{Fields, ItemImpl, ItemStruct, Visibility};

use super::attribute::Attribute;
use super::comments;
use crate::convert::decide::{StubBlock, Stubs};
use crate::read::source::Source;
use crate::understand::cfg::Cfg;
use crate::understand::function::Function;
use crate::write::edit::Edit;

/// The edits.
pub(crate) fn edits(source: &Source, stubs: &Stubs<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for it in &stubs.types {
        definition(source, it, &stubs.predicate, &mut edits);
    }
    for it in &stubs.blocks {
        block(source, it, &stubs.predicate, &mut edits);
    }
    edits.extend(stubs.unused.iter().map(|range| Edit::remove_lines(source, range.clone())));
    for (range, lint) in &stubs.silenced {
        let (cfg, newline) = (stubs.predicate.as_cfg(), source.newline());
        let text = format!("#[cfg_attr({cfg}, allow({lint}))]{newline}");
        edits.push(Edit::replace(range.start..range.start, text));
    }
    edits
}

fn definition(source: &Source, it: &ItemStruct, predicate: &Cfg, edits: &mut Vec<Edit>) {
    // In front of the derives, which must see the type as it will be.
    let first = it.attrs.iter().find(|it| !it.path().is_ident("doc"));
    let at = match (first, &it.vis) {
        (Some(first), _) => source.range_of(first).start,
        (None, Visibility::Inherited) => source.range_of(&it.struct_token).start,
        (None, visibility) => source.range_of(visibility).start,
    };
    edits.push(attribute(source, at, source.range_of(it).start, predicate, Vec::new()));
    if !matches!(it.fields, Fields::Unit) {
        let start = source.range_of(it).start;
        let kept = comments::above(source, source.range_of(&it.fields), source.indent(start));
        if !kept.is_empty() {
            edits.push(Edit::replace(start..start, kept));
        }
        let name_end = source.range_of(&it.ident).end;
        let end = source.range_of(it).end.max(source.range_of(&it.fields).end);
        edits.push(Edit::replace(name_end..end, ";"));
    }
}

fn block(source: &Source, stub: &StubBlock<'_>, predicate: &Cfg, edits: &mut Vec<Edit>) {
    for method in &stub.methods {
        let body = source.range(method.body.brace_token.span.join());
        edits.extend(comments_kept(source, *method, body.clone()));
        let start = source.slice(0..body.start).trim_end().len();
        edits.push(Edit::replace(start..body.end, ";"));
    }
    let options = stub.error.iter().map(|error| format!("error = |_| {error}")).collect();
    let at = block_start(source, stub.block);
    edits.push(attribute(source, at, at, predicate, options));
}

fn block_start(source: &Source, block: &ItemImpl) -> usize {
    let first = block.attrs.iter().find(|it| !it.path().is_ident("doc"));
    match (first, &block.unsafety) {
        (Some(first), _) => source.range_of(first).start,
        (None, Some(token)) => source.range_of(token).start,
        (None, None) => source.range_of(&block.impl_token).start,
    }
}

/// The attribute at a byte, in a line like that of another.
fn attribute(
    source: &Source,
    at: usize,
    line: usize,
    predicate: &Cfg,
    options: Vec<String>,
) -> Edit {
    let attribute = Attribute { name: "feature_stub", predicate, options, comments: Vec::new() };
    let (indent, newline) = (source.indent(line), source.newline());
    Edit::replace(at..at, format!("{}{newline}{indent}", attribute.text(indent, newline)))
}

/// The comments of a body that goes, above its function.
fn comments_kept(source: &Source, method: Function<'_>, body: Range<usize>) -> Option<Edit> {
    let start = method.range(source).start;
    let kept = comments::above(source, body, source.indent(start));
    (!kept.is_empty()).then(|| Edit::replace(start..start, kept))
}
