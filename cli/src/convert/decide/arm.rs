//! Two arms for one pattern become one arm that chooses.

use syn::{Arm as Written, Expr, Pat};

use super::choice::{self, function_name};
use super::message;
use super::plan::{Arm, Choice, Form, Plan};
use super::reason::{Reason, stays};
use crate::read::comments::comments;
use crate::read::source::one_line;
use crate::understand::cfg::Cfg;
use crate::understand::fallback;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node};

/// What becomes of the arms, or why they stay.
pub(super) fn decide<'a>(place: &Place<'a>) -> Result<Plan<'a>, Reason> {
    if place.site.branches.len() == 1 {
        return stays("there is no other arm for the pattern");
    }
    choice::check(place)?;
    let source = place.source;
    let site = place.site;
    let Some(off_branch) = site.off() else {
        return stays("several sides are compiled where nothing is turned on");
    };
    let (Some(on_branch), 2) = (site.on().next(), site.branches.len()) else {
        return stays("more than two arms for one pattern");
    };
    let (Node::Arm(on), Node::Arm(off)) = (on_branch.node, off_branch.node) else {
        return stays("not an arm");
    };
    let [first, second] = if on_branch.range.start < off_branch.range.start {
        [&on_branch.range, &off_branch.range]
    } else {
        [&off_branch.range, &on_branch.range]
    };
    let gap = source.slice(first.end..second.start);
    if !gap.trim_matches(|c: char| c.is_whitespace() || c == ',').is_empty() {
        return stays("something stands between the arms");
    }
    if on.attrs.len() != 1 || off.attrs.len() != 1 {
        return stays("an arm with attributes of its own");
    }
    let unnamed = check_patterns(place, on, off)?;
    let found = fallback::of_expression(&off.body, None);
    let gone = source.slice(off_branch.range.clone());
    let is_left_out = choice::may_be_left_out(place, &found) && comments(gone).is_empty();
    let mut arms = vec![arm(place, on_branch, on, Some(&on_branch.cfg))];
    let otherwise = (!is_left_out).then(|| arm(place, off_branch, off, None));
    let code = otherwise.as_ref().map(|it| source.slice(it.code.clone()));
    let mut options = choice::options(place, site.enclosing, code);
    options.extend(choice::unused(&unnamed));
    if is_left_out {
        let name = function_name(place);
        options.extend(message::replaced(place, &found, &name, &on_branch.cfg)?);
    }
    arms.extend(otherwise);
    Ok(Plan::Choice {
        range: site.range(),
        before: format!("{} => ", source.text_of(&on.pat)),
        choice: Choice { options, arms },
        after: ",",
    })
}

fn arm<'a>(place: &Place<'a>, branch: &Branch<'a>, arm: &Written, cfg: Option<&'a Cfg>) -> Arm<'a> {
    let is_block =
        matches!(&*arm.body, Expr::Block(it) if it.label.is_none() && it.attrs.is_empty());
    Arm {
        cfg,
        comments: Vec::new(),
        code: place.source.range_of(&*arm.body),
        from: branch.range.start,
        renamed: Vec::new(),
        form: if is_block { Form::Braced } else { Form::Expression },
    }
}

/// The variables that the fallback's pattern does not name; an error if they match differently.
fn check_patterns(place: &Place<'_>, on: &Written, off: &Written) -> Result<Vec<String>, Reason> {
    let source = place.source;
    if one_line(source.text_of(&on.pat)) == one_line(source.text_of(&off.pat)) {
        return Ok(Vec::new());
    }
    let differ = || stays("the patterns differ");
    let (Pat::TupleStruct(on), Pat::TupleStruct(off)) = (&on.pat, &off.pat) else {
        return differ();
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
        differ()
    }
}
