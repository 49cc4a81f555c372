//! What is unfinished: macros that panic, comments that say so.

use std::ops::Range;

use super::collector::Collector;
use super::rules;
use crate::understand::sites::Sites;
use crate::understand::todos::{self, names_issue};

/// What is unfinished, and nothing keeps track of it.
pub(super) fn find(found: &mut Collector<'_>, file: &syn::File, sites: &Sites<'_>, in_test: bool) {
    let todos = todos::find(found.source, file, sites, in_test);
    for it in &todos.found {
        let said = it.text.as_ref().map(|it| format!(" ({it:?})")).unwrap_or_default();
        let message = format!("`{}!()` is reached at run time{said}", it.name);
        let item = [&it.module[..], &it.item].concat().join("::");
        found.add(&rules::UNTRACKED_TODO, it.offset, &item, message);
    }
    comments(found, sites, &todos.tracked);
}

/// `TODO` and `FIXME` without an issue, where no annotation keeps track.
fn comments(found: &mut Collector<'_>, sites: &Sites<'_>, tracked: &[Range<usize>]) {
    let source = found.source;
    if !["TODO", "FIXME"].iter().any(|word| source.text.contains(word)) {
        return;
    }
    let bodies = sites.bodies.iter().filter_map(|site| {
        let body = site.enclosing?.body;
        Some((source.range(body.brace_token.span.join()), &site.item))
    });
    let bodies: Vec<(Range<usize>, &String)> = bodies.collect();
    for comment in source.comments() {
        let text = source.slice(comment.range.clone());
        let is_todo =
            text.split(|c: char| !c.is_alphanumeric()).any(|it| it == "TODO" || it == "FIXME");
        let is_tracked = tracked.iter().any(|it| it.contains(&comment.range.start));
        if !is_todo || is_tracked || names_issue(text) {
            continue;
        }
        let around = bodies.iter().filter(|(range, _)| range.contains(&comment.range.start));
        let item = around.min_by_key(|(range, _)| range.len()).map_or("", |(_, item)| item);
        let first = text.lines().next().unwrap_or_default();
        let first = first.trim_start_matches(['/', '*', '!', ' ']).trim();
        found.add(&rules::UNTRACKED_TODO, comment.range.start, item, format!("`{first}`"));
    }
}
