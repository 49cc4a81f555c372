//! Choices between halves that both work: a preference, not a debt.

use syn::{Expr, ExprCall, Lit, Stmt};

use super::plan::{Arm, Body, Functions, Plan};
use super::reason::{Reason, stays};
use crate::read::syntax::{is_suppression, path_name};
use crate::understand::fallback::{self, Fallback};
use crate::understand::place::Place;
use crate::understand::site::{Node, Shape};

/// Why the site stays unless `--choices` asks for it: where both halves work, a build without the
/// feature lacks nothing that anybody would have to be told about.
pub(super) fn check(place: &Place<'_>) -> Result<(), Reason> {
    if !place.index.package.config.decisions.choices && both_work(place) {
        return stays(Reason::preference());
    }
    Ok(())
}

/// Why a plan is not made unless `--choices` asks for it: what stands in a macro is no longer
/// formatted, and every merge with code that others write touches it. Where the other half stays,
/// its user gains nothing.
pub(super) fn keeps_lines(place: &Place<'_>, plan: &Plan<'_>) -> Result<(), Reason> {
    let choice = match plan {
        Plan::Choice { choice, .. }
        | Plan::Functions(Functions { body: Body::Choice(choice), .. }) => choice,
        Plan::Functions(_) | Plan::Gate(_) | Plan::StubFunction(_) | Plan::Refusal { .. } => {
            return Ok(());
        }
    };
    let has_lines = |arm: &Arm<'_>| {
        let code = place.source.slice(arm.code.clone());
        let inside = code.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or(code);
        arm.cfg.is_some() && inside.trim().contains('\n')
    };
    let is_block = !matches!(place.site.shape, Shape::Let | Shape::Arm);
    let stays_whole = is_block && choice.arms.iter().any(|it| it.cfg.is_none());
    if place.index.package.config.decisions.choices {
        return Ok(());
    }
    if stays_whole || choice.arms.iter().any(has_lines) {
        return stays("lines of working code would move into a macro: `--choices` converts it");
    }
    Ok(())
}

/// Whether every half of the choice does the work.
pub(super) fn both_work(place: &Place<'_>) -> bool {
    let site = place.site;
    let Some(off) = site.off().filter(|_| site.branches.len() > 1) else { return false };
    let (found, statements): (_, &[Stmt]) = match off.node {
        Node::Function(it) => (fallback::of_block(it.body, Some(it)), &it.body.stmts),
        Node::Statement(it) => (fallback::of_statement(it), std::slice::from_ref(it)),
        Node::Arm(it) => (fallback::of_expression(&it.body, None), &[]),
        Node::Opaque => return false,
    };
    match found {
        Fallback::Panic(..)
        | Fallback::Bail(..)
        | Fallback::ErrText(..)
        | Fallback::ErrValue(_)
        | Fallback::Nothing => false,
        // What has no name of its own is part of code that goes on: it may be any value.
        Fallback::Value(value) => {
            !matches!(site.shape, Shape::Function | Shape::Body) || !is_empty(value)
        }
        Fallback::Delegate(_) | Fallback::Expression(_) | Fallback::Statements => {
            !statements.last().is_some_and(fails)
                && !matches!(off.node, Node::Arm(it) if expression_fails(&it.body))
        }
    }
}

/// Whether the value says that there is nothing: `false`, `None`, `Ok(None)`, `0`, `vec![]`.
fn is_empty(value: &Expr) -> bool {
    match value {
        Expr::Lit(it) => match &it.lit {
            Lit::Bool(it) => !it.value,
            Lit::Int(it) => it.base10_digits() == "0",
            Lit::Str(it) => it.value().is_empty(),
            _ => false,
        },
        Expr::Path(it) => it.path.segments.last().is_some_and(|it| it.ident == "None"),
        Expr::Tuple(it) => it.elems.iter().all(is_empty),
        Expr::Array(it) => it.elems.is_empty(),
        Expr::Macro(it) => path_name(&it.mac) == "vec" && it.mac.tokens.is_empty(),
        Expr::Call(it) => {
            let Expr::Path(maker) = &*it.func else { return false };
            let name = maker.path.segments.last().map(|it| it.ident.to_string());
            match name.as_deref() {
                Some("Ok" | "Some") => it.args.iter().all(is_empty),
                Some("new" | "default") => it.args.is_empty(),
                _ => false,
            }
        }
        Expr::Reference(it) => is_empty(&it.expr),
        Expr::Paren(it) => is_empty(&it.expr),
        _ => false,
    }
}

/// Whether the statement is nothing but a failure in the end, whatever it says before.
pub(super) fn fails(statement: &Stmt) -> bool {
    match statement {
        Stmt::Expr(expression, _) => expression_fails(expression),
        other => is_failure(&fallback::of_statement(other)),
    }
}

fn expression_fails(expression: &Expr) -> bool {
    match expression {
        Expr::Block(it) => {
            let is_work = |it: &&Stmt| !matches!(it, Stmt::Local(local) if is_suppression(local));
            it.block.stmts.iter().rfind(is_work).is_some_and(fails)
        }
        Expr::Return(it) => it.expr.as_deref().is_some_and(expression_fails),
        // `Err(..)?`, `Err(..).context(..)`
        Expr::Try(it) => expression_fails(&it.expr),
        Expr::MethodCall(it) => expression_fails(&it.receiver),
        Expr::Call(call) if ends_the_process(call) => true,
        other => is_failure(&fallback::of_expression(other, None)),
    }
}

/// Whether it is nothing but a failure.
pub(super) fn is_failure(found: &Fallback<'_>) -> bool {
    matches!(
        found,
        Fallback::Panic(..) | Fallback::Bail(..) | Fallback::ErrText(..) | Fallback::ErrValue(_)
    )
}

fn ends_the_process(call: &ExprCall) -> bool {
    let Expr::Path(it) = &*call.func else { return false };
    let names: Vec<String> = it.path.segments.iter().map(|it| it.ident.to_string()).collect();
    matches!(&names[..], [.., module, name] if module == "process" && matches!(&**name, "abort" | "exit"))
}
