//! One function in the place of several.

use super::attribute::{Attribute, WIDTH};
use super::{choice, comments};
use crate::convert::decide::{Body, Functions};
use crate::read::source::Source;
use crate::write::edit::{self, Edit};

/// The edits.
pub(super) fn edits(source: &Source, plan: &Functions<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let newline = source.newline();
    let start = plan.kept.range.start;
    let indent = source.indent(start);
    if !plan.docs.is_empty() {
        edits.push(Edit::replace(start..start, comments::lines(source, &plan.docs, indent)));
    }
    edits.extend(signature(source, plan));
    edits.extend(plan.gone.iter().map(|range| Edit::remove_item(source, range.clone())));
    let cfg = plan.kept.cfg_attributes.first().map_or(start..start, |it| source.range_of(*it));
    let before = comments::lines(source, &plan.attributes, indent);
    match &plan.body {
        Body::Gate(options) => {
            let (predicate, options) = (&plan.kept.cfg, options.clone());
            let attribute = Attribute { name: "requires_feature", predicate, options };
            edits.push(Edit::replace(cfg, format!("{before}{}", attribute.text(indent, newline))));
        }
        Body::Choice(choice) => {
            let inner = format!("{indent}    ");
            let text = choice::text(source, choice, &inner);
            let braces = source.range(plan.function.body.brace_token.span.join());
            let text = format!("{{{newline}{inner}{text}{newline}{indent}}}");
            edits.push(Edit::replace(braces, text));
            edits.push(if before.is_empty() {
                let behind = source.slice(cfg.end..source.line_end(cfg.end));
                let blank = behind.len() - behind.trim_start_matches(' ').len();
                Edit::remove_lines(source, cfg.start..cfg.end + blank)
            } else {
                Edit::replace(cfg, before.trim_end())
            });
        }
    }
    edits
}

/// The types that change; where they make the line too long, one parameter a line.
fn signature(source: &Source, plan: &Functions<'_>) -> Vec<Edit> {
    let (kept, edits) = (plan.function.signature, plan.types.clone());
    if edits.is_empty() {
        return edits;
    }
    let whole = source.range_of(kept);
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let shrunk: usize = edits.iter().map(|edit| edit.range.len()).sum();
    let line = source.line_start(whole.start)..source.line_end(whole.end);
    let is_one_line = !source.slice(whole.clone()).contains('\n');
    if !is_one_line || line.len() + grown - shrunk.min(line.len()) <= WIDTH {
        return edits;
    }
    let parentheses = source.range(kept.paren_token.span.join());
    let (inside, mut outside): (Vec<Edit>, Vec<Edit>) = edits
        .into_iter()
        .partition(|it| parentheses.start <= it.range.start && it.range.end <= parentheses.end);
    let (indent, newline) = (source.indent(whole.start), source.newline());
    let mut text = String::from("(");
    for input in &kept.inputs {
        let range = source.range_of(input);
        let Some(input) = edit::applied(source, range, &inside) else { continue };
        text.push_str(&format!("{newline}{indent}    {input},"));
    }
    text.push_str(&format!("{newline}{indent})"));
    outside.push(Edit::replace(parentheses, text));
    outside
}
