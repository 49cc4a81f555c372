//! Comments that say what is unfinished.

use std::ops::Range;

use super::collector::Collector;
use super::macros::names_issue;
use super::rules;
use crate::understand::sites::Sites;

/// `TODO` and `FIXME` without an issue, where no annotation keeps track.
pub(super) fn find(found: &mut Collector<'_>, sites: &Sites<'_>, tracked: &[Range<usize>]) {
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
