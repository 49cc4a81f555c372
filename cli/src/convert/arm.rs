//! Turns two arms for one pattern into one arm that chooses.

use syn::{Arm, Expr, Pat};

use super::chain;
use super::message;
use crate::read::comments;
use crate::read::source::one_line;
use crate::understand::fallback;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node};
use crate::write::edit::{self, Edit};

/// The edits, or why the arms stay.
pub(crate) fn convert(place: &Place<'_>) -> Result<Vec<Edit>, String> {
    chain::check(place).map_err(|reason| {
        if place.site.branches.len() == 1 {
            String::from("there is no other arm for the pattern")
        } else {
            reason
        }
    })?;
    let source = place.source;
    let site = place.site;
    let (Some(off_branch), Some(on_branch), 2) =
        (site.off(), site.on().next(), site.branches.len())
    else {
        return Err(String::from("more than two arms for one pattern"));
    };
    let (Node::Arm(on), Node::Arm(off)) = (on_branch.node, off_branch.node) else {
        return Err(String::from("not an arm"));
    };
    let between = site.range();
    let own = |branch: &Branch<'_>| branch.range.clone();
    let (first, second) = if own(on_branch).start < own(off_branch).start {
        (own(on_branch), own(off_branch))
    } else {
        (own(off_branch), own(on_branch))
    };
    let gap = source.slice(first.end..second.start);
    if !gap.trim_matches(|c: char| c.is_whitespace() || c == ',').is_empty() {
        return Err(String::from("something stands between the arms"));
    }
    if on.attrs.len() != 1 || off.attrs.len() != 1 {
        return Err(String::from("an arm with attributes of its own"));
    }
    let unnamed = check_patterns(place, on, off)?;
    let newline = source.newline();
    let indent = source.indent(on_branch.range.start).to_owned();
    let found = fallback::of_expression(&off.body, None);
    let gone = source.slice(off_branch.range.clone());
    let is_left_out = chain::may_be_left_out(place, &found) && comments::comments(gone).is_empty();
    let mut arms = vec![format!("{} => {}", on_branch.cfg, body(place, on_branch, on, &indent))];
    let name = site.enclosing.map(|it| it.signature.ident.to_string()).unwrap_or_default();
    let otherwise = (!is_left_out).then(|| body(place, off_branch, off, &indent));
    let mut options = chain::options(place, &name, otherwise.as_deref());
    options.extend(chain::unused(&unnamed));
    if is_left_out {
        options.extend(found.text().and_then(|text| message::option(text, &name, &on_branch.cfg)));
    }
    arms.extend(otherwise.map(|body| format!("_ => {body}")));
    let pattern = source.text_of(&on.pat);
    let gated = chain::gated(&arms, &options, &indent, newline);
    Ok(vec![Edit::replace(between, format!("{pattern} => {gated},"))])
}

fn body(place: &Place<'_>, branch: &Branch<'_>, arm: &Arm, indent: &str) -> String {
    let source = place.source;
    let from = source.indent(branch.range.start);
    let range = source.range_of(&*arm.body);
    let text = edit::moved(source, range, from, &format!("{indent}    "));
    if matches!(&*arm.body, Expr::Block(it) if it.label.is_none() && it.attrs.is_empty()) {
        text
    } else {
        format!("{text},")
    }
}

/// The variables that the fallback's pattern does not name; an error if they match differently.
fn check_patterns(place: &Place<'_>, on: &Arm, off: &Arm) -> Result<Vec<String>, String> {
    let source = place.source;
    if one_line(source.text_of(&on.pat)) == one_line(source.text_of(&off.pat)) {
        return Ok(Vec::new());
    }
    let differ = || String::from("the patterns differ");
    let (Pat::TupleStruct(on), Pat::TupleStruct(off)) = (&on.pat, &off.pat) else {
        return Err(differ());
    };
    let is_rest = off.elems.len() == 1 && matches!(off.elems.first(), Some(Pat::Rest(_)));
    let names_nothing = off.elems.iter().all(|it| matches!(it, Pat::Wild(_)));
    let binds_only = on.elems.iter().all(|it| match it {
        Pat::Ident(name) => name.subpat.is_none(),
        Pat::Wild(_) => true,
        _ => false,
    });
    if place.normal(&on.path) == place.normal(&off.path)
        && binds_only
        && (is_rest || (names_nothing && on.elems.len() == off.elems.len()))
    {
        let variable = |it: &Pat| match it {
            Pat::Ident(name) => name.mutability.map_or_else(
                || Some(name.ident.to_string()),
                |_| Some(format!("mut {}", name.ident)),
            ),
            _ => None,
        };
        Ok(on.elems.iter().filter_map(variable).filter(|it| !it.starts_with('_')).collect())
    } else {
        Err(differ())
    }
}
