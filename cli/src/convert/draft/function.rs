//! One function in the place of several.

use std::ops::Range;

use super::attribute::Attribute;
use super::{choice, comments};
use crate::convert::decide::{Body, Functions, Gate, StubFunction};
use crate::read::source::Source;
use crate::write::edit::Edit;

/// The edits.
pub(super) fn edits(source: &Source, plan: &Functions<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let newline = source.newline();
    let start = plan.kept.range.start;
    let indent = source.indent(start);
    if !plan.docs.is_empty() {
        edits.push(Edit::replace(start..start, comments::lines(source, &plan.docs, indent)));
    }
    let gone: Vec<Edit> =
        plan.gone.iter().map(|range| Edit::remove_item(source, range.clone())).collect();
    let cfg = plan.kept.cfg_attributes.first().map_or(start..start, |it| source.range_of(*it));
    let before = comments::lines(source, &plan.attributes, indent);
    match &plan.body {
        Body::Gate(options) => {
            let (predicate, options) = (&plan.kept.cfg, options.clone());
            let own = gone.iter().flat_map(|it| comments::plain(source, it.range.clone()));
            let comments = plan.comments.iter().cloned().chain(own).collect();
            let attribute = Attribute { name: "requires_feature", predicate, options, comments };
            edits.push(Edit::replace(cfg, format!("{before}{}", attribute.text(indent, newline))));
        }
        Body::Choice(choice) => {
            let inner = format!("{indent}    ");
            let text = choice::text(source, choice, &inner);
            let braces = source.range(plan.function.body.brace_token.span.join());
            let text = format!("{{{newline}{inner}{text}{newline}{indent}}}");
            edits.push(Edit::replace(braces, text));
            edits.push(if before.is_empty() {
                without(source, cfg)
            } else {
                Edit::replace(cfg, before.trim_end())
            });
        }
    }
    edits.extend(gone);
    edits
}

/// An attribute above a function whose body chooses; the side that stays keeps its place.
pub(super) fn gate(source: &Source, plan: &Gate<'_>) -> Vec<Edit> {
    let gone = Edit::remove_item(source, plan.off.clone());
    let (predicate, options) = (&plan.on.cfg, plan.options.clone());
    let comments = comments::plain(source, gone.range.clone());
    let attribute = Attribute { name: "requires_feature", predicate, options, comments };
    let (indent, newline) = (source.indent(plan.at), source.newline());
    let text = format!("{}{newline}{indent}", attribute.text(indent, newline));
    let cfgs = plan.on.cfg_attributes.iter().map(|it| without(source, source.range_of(*it)));
    let above = Edit::replace(plan.at..plan.at, text);
    [above, gone].into_iter().chain(cfgs).collect()
}

/// An attribute in the place of the predicate, and a `;` in that of the body.
pub(super) fn stub(source: &Source, plan: &StubFunction<'_>) -> Vec<Edit> {
    let Some(cfg) = plan.branch.cfg_attributes.first() else { return Vec::new() };
    let (predicate, options) = (&plan.predicate, plan.options.clone());
    let attribute = Attribute { name: "feature_stub", predicate, options, comments: Vec::new() };
    let indent = source.indent(plan.branch.range.start);
    let above = Edit::replace(source.range_of(*cfg), attribute.text(indent, source.newline()));
    let body = source.range(plan.function.body.brace_token.span.join());
    let start = source.slice(0..body.start).trim_end().len();
    vec![above, Edit::replace(start..body.end, ";")]
}

/// Removes an attribute with its line.
fn without(source: &Source, attribute: Range<usize>) -> Edit {
    let behind = source.slice(attribute.end..source.line_end(attribute.end));
    let blank = behind.len() - behind.trim_start_matches(' ').len();
    Edit::remove_lines(source, attribute.start..attribute.end + blank)
}
