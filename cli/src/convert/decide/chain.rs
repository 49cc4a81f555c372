//! Neighbouring statements, whole bodies and `let`s become `feature_gated!`.

use syn::{Expr, Stmt};

use super::body;
use super::choice::{self, function_name};
use super::message;
use super::plan::{Arm, Choice, Form, Plan};
use super::reason::{Reason, stays};
use crate::read::comments::comments;
use crate::read::source::one_line;
use crate::read::syntax::{is_suppression, statement_attributes};
use crate::understand::cfg::Cfg;
use crate::understand::fallback;
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node, Shape};

/// What becomes of the statements, or why they stay.
pub(super) fn decide<'a>(place: &Place<'a>) -> Result<Plan<'a>, Reason> {
    choice::check(place)?;
    let Some(off) = place.site.off() else {
        return stays("several sides are compiled where nothing is turned on");
    };
    if let Some(plan) = body::decide(place) {
        return Ok(plan);
    }
    if place.site.shape == Shape::Let { lets(place, off) } else { statements(place, off) }
}

/// The branches in the order of the arms, the fallback last, with what stands in front of their
/// `=>`.
fn ordered<'a>(
    place: &Place<'a>,
    off: &'a Branch<'a>,
) -> impl Iterator<Item = (&'a Branch<'a>, Option<&'a Cfg>)> {
    place.site.on().map(|branch| (branch, Some(&branch.cfg))).chain([(off, None)])
}

fn statements<'a>(place: &Place<'a>, off: &'a Branch<'a>) -> Result<Plan<'a>, Reason> {
    let source = place.source;
    let site = place.site;
    let range = site.range();
    if source.slice(source.line_start(range.start)..range.start).trim() != "" {
        return stays("something else stands in the same line");
    }
    let Node::Statement(off_statement) = off.node else { return stays("not a statement") };
    let found = fallback::of_statement(off_statement);
    // A value at the end of a block leaves no room for a `return`, so it is not the fallback's.
    let may_be_left_out = choice::may_be_left_out(place, &found);
    let mut arms = Vec::new();
    for (branch, cfg) in ordered(place, off) {
        let Node::Statement(statement) = branch.node else { return stays("not a statement") };
        let above = comments_above(place, branch);
        let has_comments =
            !above.is_empty() || !comments(source.slice(branch.range.clone())).is_empty();
        if cfg.is_none() && may_be_left_out && !has_comments {
            continue;
        }
        arms.push(arm(place, branch, statement, cfg, above)?);
    }
    let is_left_out = arms.len() < site.branches.len();
    let otherwise = arms.iter().find(|it| it.cfg.is_none() && !may_be_left_out);
    let otherwise = otherwise.map(|it| source.slice(it.code.clone()));
    let mut options = choice::options(place, site.enclosing, otherwise);
    if is_left_out {
        options.extend(choice::unused(&silenced(off_statement)));
        let predicate = off.cfg.negated();
        options.extend(message::replaced(place, &found, &function_name(place), &predicate)?);
    }
    let choice = Choice { options, arms };
    Ok(Plan::Choice { range, before: String::new(), choice, after: "" })
}

/// The variables of which the side says that it does not use them.
fn silenced(statement: &Stmt) -> Vec<String> {
    let Stmt::Expr(Expr::Block(it), _) = statement else { return Vec::new() };
    let locals = it.block.stmts.iter().filter_map(|it| match it {
        Stmt::Local(local) if is_suppression(local) => local.init.as_ref(),
        _ => None,
    });
    locals.flat_map(|init| variables(&init.expr)).collect()
}

/// The variables in `(x, &y)`.
fn variables(expression: &Expr) -> Vec<String> {
    match expression {
        Expr::Path(it) => it.path.get_ident().map(ToString::to_string).into_iter().collect(),
        Expr::Reference(it) => variables(&it.expr),
        Expr::Paren(it) => variables(&it.expr),
        Expr::Tuple(it) => it.elems.iter().flat_map(variables).collect(),
        _ => Vec::new(),
    }
}

/// Comments that stand between the side before and this one.
fn comments_above(place: &Place<'_>, branch: &Branch<'_>) -> Vec<String> {
    let ends = place.site.branches.iter().map(|it| it.range.end);
    let Some(before) = ends.filter(|end| *end <= branch.range.start).max() else {
        return Vec::new();
    };
    let text = place.source.slice(before..branch.range.start);
    comments(text).into_iter().map(|comment| text[comment.range].to_owned()).collect()
}

/// The arm that a side becomes.
fn arm<'a>(
    place: &Place<'a>,
    branch: &Branch<'_>,
    statement: &Stmt,
    cfg: Option<&'a Cfg>,
    comments: Vec<String>,
) -> Result<Arm<'a>, Reason> {
    let source = place.source;
    let attributes = statement_attributes(statement).unwrap_or_default();
    let Some(attribute) = branch.cfg_attributes.first() else {
        return stays("the `#[cfg]` is not where it is expected");
    };
    let attribute = source.range_of(*attribute);
    if attributes.first().is_none_or(|first| source.range_of(first) != attribute) {
        return stays("another attribute stands in front of the `#[cfg]`");
    }
    let rest = source.slice(attribute.end..branch.range.end);
    let skipped = rest.len() - rest.trim_start().len();
    let code = attribute.end + skipped..branch.range.end;
    let is_block = matches!(statement, Stmt::Expr(Expr::Block(it), None) if it.label.is_none() && it.attrs.len() == 1);
    let form = if is_block { Form::Braced } else { Form::Statement };
    Ok(Arm { cfg, comments, from: code.start, code, renamed: Vec::new(), form })
}

fn lets<'a>(place: &Place<'a>, off: &'a Branch<'a>) -> Result<Plan<'a>, Reason> {
    let source = place.source;
    let mut heads: Vec<String> = Vec::new();
    let mut arms = Vec::new();
    for (branch, cfg) in ordered(place, off) {
        let Node::Statement(Stmt::Local(local)) = branch.node else {
            return stays("not a `let`");
        };
        let Some(init) = &local.init else { return stays("a `let` without a value") };
        if init.diverge.is_some() {
            return stays("a `let .. else`");
        }
        if local.attrs.len() != 1 {
            return stays("a `let` with attributes of its own");
        }
        let value = source.range_of(&*init.expr);
        let head = source.slice(source.range_of(&local.let_token).start..value.start);
        heads.push(head.trim_end().to_owned());
        let is_braced = source.slice(value.clone()).ends_with('}');
        if !comments(source.slice(value.end..branch.range.end)).is_empty() {
            return stays("a comment stands behind the value");
        }
        arms.push(Arm {
            cfg,
            comments: comments_above(place, branch),
            code: value,
            from: branch.range.start,
            renamed: Vec::new(),
            form: if is_braced { Form::Braced } else { Form::Expression },
        });
    }
    let same = heads.windows(2).all(|pair| one_line(&pair[0]) == one_line(&pair[1]));
    let Some(head) = heads.first().filter(|_| same) else {
        return stays("only one side writes the type, or the types differ");
    };
    let otherwise = arms.last().map(|it| source.slice(it.code.clone()));
    let options = choice::options(place, place.site.enclosing, otherwise);
    let choice = Choice { options, arms };
    Ok(Plan::Choice { range: place.site.range(), before: format!("{head} "), choice, after: ";" })
}
