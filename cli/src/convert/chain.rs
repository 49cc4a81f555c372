//! Turns neighbouring statements, whole bodies and `let`s into `feature_gated!`.

use std::ops::Range;

use syn::{Expr, Stmt};

use super::attribute;
use super::message;
use crate::read::comments;
use crate::read::source::Source;
use crate::read::source::one_line;
use crate::read::syntax::{is_suppression, statement_attributes};
use crate::understand::annotations::is_plain;
use crate::understand::cfg::{self, Cfg};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::place::Place;
use crate::understand::site::{Branch, Node, Shape};
use crate::write::edit::{self, Edit};

/// The edits, or why the statements stay.
pub(crate) fn convert(place: &Place<'_>) -> Result<Vec<Edit>, String> {
    let site = place.site;
    check(place)?;
    let Some(off) = site.off() else {
        return Err(String::from("several sides are compiled where nothing is turned on"));
    };
    if site.shape == Shape::Let { lets(place, off) } else { statements(place, off) }
}

/// What every chain must satisfy.
pub(crate) fn check(place: &Place<'_>) -> Result<(), String> {
    let site = place.site;
    if let [only] = &site.branches[..] {
        return Err(match only.node {
            Node::Statement(Stmt::Local(local)) if crate::read::syntax::is_suppression(local) => {
                String::from(
                    "it only silences a warning; it can go once the other half is a function of its own",
                )
            }
            _ => String::from("there is no other side: the rest of the block serves all builds"),
        });
    }
    let all: Vec<&Cfg> = site.branches.iter().map(|branch| &branch.cfg).collect();
    if !cfg::cover_everything(&all) {
        return Err(String::from("some build has none of the sides"));
    }
    if all.iter().all(|cfg| cfg.is_target_only()) {
        return Err(String::from("the target decides, no feature: there is nothing to turn on"));
    }
    if site.branches.iter().any(|branch| branch.cfg_attributes.len() != 1) {
        return Err(String::from("a side carries several `#[cfg]` attributes"));
    }
    if site.enclosing.is_some_and(|it| it.signature.constness.is_some()) {
        return Err(String::from("a `const fn` cannot count its fallbacks"));
    }
    Ok(())
}

/// `feature_gated! { .. }` with its arms, for a line that begins with `indent`.
pub(crate) fn gated(arms: &[String], options: &[String], indent: &str, newline: &str) -> String {
    let mut text = String::from("featherfall::feature_gated! {");
    if !options.is_empty() {
        text.push_str(&format!("{newline}{indent}    ({})", options.join(", ")));
    }
    for arm in arms {
        text.push_str(&format!("{newline}{indent}    {arm}"));
    }
    text.push_str(&format!("{newline}{indent}}}"));
    text
}

/// The options that the place of an expression asks for; `otherwise` is the code of its `_` arm.
///
/// It is called as the function around it, its feature being no name.
pub(crate) fn options(place: &Place<'_>, function: &str, otherwise: Option<&str>) -> Vec<String> {
    let mut options = Vec::new();
    if !function.is_empty() {
        options.push(format!("name = {}", attribute::literal(function)));
    }
    options.extend(place.site.on().find_map(|branch| attribute::hint_for(&branch.cfg, None)));
    // What counts its calls may have to return an error, if the policy asks for one.
    if otherwise.is_some_and(|code| !is_plain(code)) && place.infers_returns() {
        options.push(String::from("const"));
    }
    options
}

/// The option for variables that only some arms use; none if all use all.
pub(crate) fn unused(variables: &[String]) -> Option<String> {
    (!variables.is_empty()).then(|| format!("unused({})", variables.join(", ")))
}

/// Whether the side only says that it cannot: the hinted error says that better.
pub(crate) fn is_plain_failure(found: &Fallback<'_>) -> bool {
    matches!(found, Fallback::Panic(_) | Fallback::Bail(_) | Fallback::ErrText(..))
}

/// Whether a missing `_` arm does what the side does: return an error from the function.
pub(crate) fn may_be_left_out(place: &Place<'_>, found: &Fallback<'_>) -> bool {
    let Some(enclosing) = place.site.enclosing else { return false };
    is_plain_failure(found)
        && !place.infers_returns()
        && error_type(place, enclosing.output()) == ErrorType::Converts
}

/// The branches in the order of the arms: the fallback last.
fn ordered<'s>(place: &'s Place<'_>, off: &'s Branch<'s>) -> Vec<&'s Branch<'s>> {
    place.site.on().chain([off]).collect()
}

fn statements(place: &Place<'_>, off: &Branch<'_>) -> Result<Vec<Edit>, String> {
    let source = place.source;
    let newline = source.newline();
    let site = place.site;
    let range = site.range();
    let indent = source.indent(range.start).to_owned();
    if source.slice(source.line_start(range.start)..range.start).trim() != "" {
        return Err(String::from("something else stands in the same line"));
    }
    let Node::Statement(off_statement) = off.node else {
        return Err(String::from("not a statement"));
    };
    let found = fallback::of_statement(off_statement);
    // A value at the end of a block leaves no room for a `return`, so it is not the fallback's.
    let is_left_out = may_be_left_out(place, &found) && !silences(off_statement);
    let mut arms = Vec::new();
    let mut otherwise = None;
    for branch in ordered(place, off) {
        let Node::Statement(statement) = branch.node else {
            return Err(String::from("not a statement"));
        };
        let is_off = std::ptr::eq(branch, off);
        let head = if is_off { String::from("_") } else { branch.cfg.to_string() };
        let before = comments_before(place, branch, &format!("{indent}    "));
        if is_off && is_left_out {
            if !before.is_empty() || has_comments(source, &branch.range) {
                let body = arm_body(source, branch, statement, &indent)?;
                arms.push(format!("{before}{head} => {body}"));
            }
            continue;
        }
        let body = arm_body(source, branch, statement, &indent)?;
        arms.push(format!("{before}{head} => {body}"));
        otherwise = is_off.then_some(body);
    }
    let name = site.enclosing.map(|it| it.signature.ident.to_string()).unwrap_or_default();
    let mut options = options(place, &name, otherwise.as_deref());
    if let Some(text) = found.text().filter(|_| is_left_out && arms.len() < site.branches.len()) {
        options.extend(message::option(text, &name, &off.cfg.negated()));
    }
    Ok(vec![Edit::replace(range, gated(&arms, &options, &indent, newline))])
}

/// Whether the side also silences warnings about what it does not use: then it must stay.
fn silences(statement: &Stmt) -> bool {
    let Stmt::Expr(Expr::Block(it), _) = statement else { return false };
    it.block.stmts.iter().any(|it| matches!(it, Stmt::Local(local) if is_suppression(local)))
}

fn has_comments(source: &Source, range: &Range<usize>) -> bool {
    !comments::comments(source.slice(range.clone())).is_empty()
}

/// Comments that stand between the side before and this one, each on its line.
fn comments_before(place: &Place<'_>, branch: &Branch<'_>, indent: &str) -> String {
    let source = place.source;
    let before = place
        .site
        .branches
        .iter()
        .map(|it| it.range.end)
        .filter(|end| *end <= branch.range.start)
        .max();
    let Some(before) = before else { return String::new() };
    let text = source.slice(before..branch.range.start);
    let mut result = String::new();
    for comment in comments::comments(text) {
        result.push_str(&text[comment.range]);
        result.push_str(source.newline());
        result.push_str(indent);
    }
    result
}

/// The code of a side as the body of an arm, in braces.
fn arm_body(
    source: &Source,
    branch: &Branch<'_>,
    statement: &Stmt,
    indent: &str,
) -> Result<String, String> {
    let attributes = statement_attributes(statement).unwrap_or_default();
    let Some(cfg) = branch.cfg_attributes.first() else {
        return Err(String::from("the `#[cfg]` is not where it is expected"));
    };
    let cfg_range = source.range_of(*cfg);
    if attributes.first().is_none_or(|first| source.range_of(first) != cfg_range) {
        return Err(String::from("another attribute stands in front of the `#[cfg]`"));
    }
    let rest = source.slice(cfg_range.end..branch.range.end);
    let skipped = rest.len() - rest.trim_start().len();
    let code = cfg_range.end + skipped..branch.range.end;
    let from = source.indent(code.start);
    let is_block = matches!(statement, Stmt::Expr(Expr::Block(it), None) if it.label.is_none() && it.attrs.len() == 1);
    if is_block {
        return Ok(edit::moved(source, code, from, &format!("{indent}    ")));
    }
    let newline = source.newline();
    let inner = format!("{indent}        ");
    let text = edit::moved(source, code, from, &inner);
    Ok(format!("{{{newline}{inner}{text}{newline}{indent}    }}"))
}

fn lets(place: &Place<'_>, off: &Branch<'_>) -> Result<Vec<Edit>, String> {
    let source = place.source;
    let newline = source.newline();
    let range = place.site.range();
    let indent = source.indent(range.start).to_owned();
    let mut heads: Vec<String> = Vec::new();
    let mut arms = Vec::new();
    let mut otherwise = None;
    for branch in ordered(place, off) {
        let Node::Statement(Stmt::Local(local)) = branch.node else {
            return Err(String::from("not a `let`"));
        };
        let Some(init) = &local.init else { return Err(String::from("a `let` without a value")) };
        if init.diverge.is_some() {
            return Err(String::from("a `let .. else`"));
        }
        if local.attrs.len() != 1 {
            return Err(String::from("a `let` with attributes of its own"));
        }
        let head_range =
            source.range_of(&local.let_token).start..source.range_of(&*init.expr).start;
        heads.push(source.slice(head_range).trim_end().to_owned());
        let is_off = std::ptr::eq(branch, off);
        let head = if is_off { String::from("_") } else { branch.cfg.to_string() };
        let before = comments_before(place, branch, &format!("{indent}    "));
        let from = source.indent(branch.range.start);
        let value = source.range_of(&*init.expr);
        let text = edit::moved(source, value, from, &format!("{indent}    "));
        let comma = if text.ends_with('}') { "" } else { "," };
        arms.push(format!("{before}{head} => {text}{comma}"));
        otherwise = is_off.then_some(text);
        let tail = source.range_of(&*init.expr).end..branch.range.end;
        if !comments::comments(source.slice(tail)).is_empty() {
            return Err(String::from("a comment stands behind the value"));
        }
    }
    let same = heads.windows(2).all(|pair| one_line(&pair[0]) == one_line(&pair[1]));
    let Some(head) = heads.first().filter(|_| same) else {
        return Err(String::from("only one side writes the type, or the types differ"));
    };
    let name = place.site.enclosing.map(|it| it.signature.ident.to_string()).unwrap_or_default();
    let options = options(place, &name, otherwise.as_deref());
    let gated = gated(&arms, &options, &indent, newline);
    Ok(vec![Edit::replace(range, format!("{head} {gated};"))])
}
