//! Functions that exist once for each build become one function.

use syn::Pat;

use super::attributes::{self, Above};
use super::choice::{self, is_plain_failure};
use super::message;
use super::plan::{Arm, Body, Choice, Form, Functions};
use super::preference::both_work;
use super::reason::{Reason, stays};
use super::rename::{self, Names};
use super::sides::Sides;
use super::signature;
use super::typed;
use super::way_out::way_out;
use crate::read::comments::comments;
use crate::read::source::one_line;
use crate::understand::cfg::Cfg;
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback;
use crate::understand::function::Function;
use crate::understand::place::{Place, infers_returns};
use crate::understand::site::Branch;

/// What becomes of the functions, or why they stay.
pub(super) fn decide<'a>(place: &Place<'a>) -> Result<Functions<'a>, Reason> {
    let sides = Sides::new(place)?;
    if sides.predicate().is_target_only() {
        return stays("the target decides, no feature: there is nothing to turn on");
    }
    for (_, other) in sides.gone() {
        signature::check(place, sides.kept, other)?;
    }
    let above = attributes::of(place, &sides)?;
    let mut options = if sides.other_on.is_empty() { way_out(place, &sides)? } else { None };
    if let Some(options) = options.as_mut().filter(|_| both_work(place)) {
        options.push(String::from("benign"));
    }
    let body = match options {
        Some(options) => {
            check_heat(&sides, &options)?;
            Body::Gate(options)
        }
        None => Body::Choice(merged(place, &sides, &above)?),
    };
    Ok(Functions {
        kept: sides.kept_branch,
        function: sides.kept,
        gone: sides.gone().map(|(branch, _)| branch.range.clone()).collect(),
        docs: above.docs,
        comments: above.comments.into_values().flatten().collect(),
        attributes: above.attributes,
        body,
    })
}

/// Counting is not free: a function that is inlined everywhere keeps its two bodies.
const TOO_HOT: &str =
    "it is inlined in all builds: counting its calls would cost more than they do";

fn check_heat(sides: &Sides<'_>, options: &[String]) -> Result<(), Reason> {
    let does_work =
        options.iter().any(|it| it.starts_with("fallback") || it.starts_with("otherwise = {"));
    let is_nothing = options.iter().any(|it| it == "otherwise = ()");
    let is_hot = does_work && sides.kept.is_always_inlined()
        || is_nothing && [sides.kept, sides.off].iter().all(Function::is_inlined);
    if is_hot { stays(TOO_HOT) } else { Ok(()) }
}

/// One body that chooses.
fn merged<'a>(place: &Place<'a>, sides: &Sides<'a>, above: &Above) -> Result<Choice<'a>, Reason> {
    if sides.is_const() {
        return stays("a `const fn` with code on both sides stays as it is");
    }
    if sides.kept.is_always_inlined() {
        return stays(TOO_HOT);
    }
    let source = place.source;
    let arm = |branch: &'a Branch<'a>, function: Function<'a>, cfg: Option<&'a Cfg>| {
        Ok::<_, Reason>(Arm {
            cfg,
            comments: above.comments.get(&branch.range.start).cloned().unwrap_or_default(),
            code: source.range(function.body.brace_token.span.join()),
            from: branch.range.start,
            renamed: Names::new(sides.kept, function).edits(source, function.body)?,
            form: Form::Braced,
        })
    };
    let mut arms = Vec::new();
    let on = [(sides.kept_branch, sides.kept)];
    for (branch, function) in on.iter().chain(&sides.other_on) {
        arms.push(arm(branch, *function, Some(&branch.cfg))?);
    }
    let enclosing = Some(sides.kept.enclosing());
    let found = fallback::of_block(sides.off.body, Some(sides.off));
    let gone = source.slice(sides.off_branch.range.clone());
    let is_hinted = is_plain_failure(&found)
        && typed::of(place, &found, sides.kept.output()).is_none()
        && !infers_returns(enclosing)
        && error_type(place, sides.kept.output()) == ErrorType::Converts
        && comments(gone).iter().all(|it| it.is_doc);
    let otherwise = if is_hinted { None } else { Some(arm(sides.off_branch, sides.off, None)?) };
    let code = otherwise.as_ref().map(|it| source.slice(it.code.clone()));
    let mut options = choice::options(place, enclosing, code);
    options.extend(choice::unused(&unused(place, sides, is_hinted)?));
    if is_hinted {
        let predicate = sides.off_branch.cfg.negated();
        options.extend(message::replaced(place, &found, &sides.kept.name(), &predicate)?);
    }
    arms.extend(otherwise);
    Ok(Choice { options, arms })
}

/// The parameters that not every arm uses, or changes, as the function that stays has them.
fn unused(place: &Place<'_>, sides: &Sides<'_>, is_hinted: bool) -> Result<Vec<String>, Reason> {
    let mut unused = Vec::new();
    let mut functions = vec![sides.kept];
    functions.extend(sides.other_on.iter().map(|(_, function)| *function));
    functions.extend((!is_hinted).then_some(sides.off));
    for (index, kept) in sides.kept.patterns().enumerate() {
        let own = functions.iter().filter_map(|side| Some((side, side.patterns().nth(index)?)));
        let own: Vec<_> = own.collect();
        let Pat::Ident(name) = kept else {
            let text = |it: &Pat| one_line(place.source.text_of(it));
            // Every side takes the same parts out of it, or nobody takes any.
            let is_same = !is_hinted && own.iter().all(|(_, it)| text(it) == text(kept));
            if is_same || matches!(kept, Pat::Wild(_)) {
                continue;
            }
            return stays("a parameter is a pattern, and not every side uses it");
        };
        let is_mut = |pattern: &Pat| matches!(pattern, Pat::Ident(it) if it.mutability.is_some());
        if name.mutability.is_none() && own.iter().any(|(_, it)| is_mut(it)) {
            return stays(format!("only one side has `mut {}`", name.ident));
        }
        let is_used = |(side, pattern): &(&Function<'_>, &Pat)| match pattern {
            Pat::Ident(it) => rename::uses(place.source, side.body, &it.ident.to_string()),
            _ => false,
        };
        let is_needed = is_hinted
            || !own.iter().all(is_used)
            || (name.mutability.is_some() && !own.iter().all(|(_, it)| is_mut(it)));
        if is_needed && !name.ident.to_string().starts_with('_') {
            let mutability = if name.mutability.is_some() { "mut " } else { "" };
            unused.push(format!("{mutability}{}", name.ident));
        }
    }
    Ok(unused)
}
