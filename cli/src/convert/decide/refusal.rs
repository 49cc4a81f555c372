//! `if weights.is_some() { bail!("X does not support weights.") }` becomes `quant_refuses!`.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, FnArg, Pat, Stmt, Type};

use super::message;
use super::plan::Plan;
use super::reason::{Reason, stays};
use super::typed;
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::place::Place;

/// A refusal of an argument, found by its message.
pub(super) struct Refusal<'a> {
    /// What decides it.
    pub(super) span: Span,
    /// The argument.
    pub(super) argument: String,
    /// The quantization method, as a word.
    pub(super) method: String,
    /// How it fails.
    found: Fallback<'a>,
    /// Why its place is none for a macro, if so.
    obstacle: Option<&'static str>,
}

/// The refusals in a body, nested functions left out.
pub(super) fn find(body: &Block) -> Vec<Refusal<'_>> {
    let mut finder = Finder { found: Vec::new(), is_indirect: false };
    finder.visit_block(body);
    finder.found
}

struct Finder<'a> {
    found: Vec<Refusal<'a>>,
    is_indirect: bool,
}

impl Finder<'_> {
    fn indirect(&mut self, visit: impl FnOnce(&mut Self)) {
        let was = std::mem::replace(&mut self.is_indirect, true);
        visit(self);
        self.is_indirect = was;
    }
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Some(mut refusal) = refusal(statement) {
            refusal.obstacle = self
                .is_indirect
                .then_some("it leaves a closure or an async block, not the function");
            self.found.push(refusal);
        } else if !matches!(statement, Stmt::Item(_)) {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_expr_match(&mut self, expression: &'a syn::ExprMatch) {
        let guards = expression.arms.iter().filter_map(|arm| match &arm.pat {
            Pat::Guard(it) => ["is_none", "is_some"].iter().find_map(|how| asked(&it.guard, how)),
            _ => None,
        });
        let guards: Vec<String> = guards.collect();
        for arm in &expression.arms {
            let found = fallback::of_expression(&arm.body, None);
            let Some((method, refused)) = said(&found) else { continue };
            if let Some(argument) = guards.iter().find(|it| is_meant(it, &refused)) {
                let obstacle = Some("the guard of an arm decides it");
                let (span, argument) = (arm.span(), argument.clone());
                self.found.push(Refusal { span, argument, method, found, obstacle });
            }
        }
        visit::visit_expr_match(self, expression);
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.indirect(|this| visit::visit_expr_closure(this, closure));
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.indirect(|this| visit::visit_expr_async(this, block));
    }
}

fn refusal(statement: &Stmt) -> Option<Refusal<'_>> {
    let Stmt::Expr(Expr::If(choice), _) = statement else { return None };
    if choice.else_branch.is_some() || !choice.attrs.is_empty() {
        return None;
    }
    let argument = asked(&choice.cond, "is_some")?;
    let found = fallback::of_block(&choice.then_branch, None);
    let (method, refused) = said(&found)?;
    let span = statement.span();
    is_meant(&argument, &refused).then_some(Refusal {
        span,
        argument,
        method,
        found,
        obstacle: None,
    })
}

/// The variable of which the condition asks only this.
fn asked(condition: &Expr, method: &str) -> Option<String> {
    let Expr::MethodCall(call) = condition else { return None };
    let Expr::Path(path) = &*call.receiver else { return None };
    let variable = path.path.get_ident()?.to_string();
    (call.method == method && call.args.is_empty()).then_some(variable)
}

/// The quantization method and what it refuses, of a message.
fn said(found: &Fallback<'_>) -> Option<(String, String)> {
    let (Fallback::Bail(_, Some(text)) | Fallback::ErrText(_, text)) = found else { return None };
    let (method, refused) = text.split_once(" does not support ")?;
    let method = method.trim().trim_end_matches(" quantization");
    let is_word =
        !method.is_empty() && method.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let refused = refused.trim().trim_end_matches('.');
    is_word.then(|| (method.to_lowercase(), refused.to_owned()))
}

fn is_meant(argument: &str, refused: &str) -> bool {
    argument.to_lowercase().contains(&refused.to_lowercase())
}

/// What becomes of the refusal, or why it stays.
pub(super) fn decide<'a>(
    place: &Place<'a>,
    refusal: &Refusal<'_>,
    is_ignored: bool,
) -> Result<Plan<'a>, Reason> {
    if let Some(obstacle) = refusal.obstacle {
        return stays(obstacle);
    }
    let Some(enclosing) = place.site.enclosing else { return stays("it stands in no function") };
    if error_type(place, enclosing.output()) != ErrorType::Converts {
        return stays("how to make the function's error is not known");
    }
    if let Some(reason) = typed::of(place, &refusal.found, enclosing.output()) {
        return stays(reason);
    }
    let Refusal { argument, method, .. } = refusal;
    let typed = enclosing.signature.inputs.iter().find_map(|it| match it {
        FnArg::Typed(it) => match &*it.pat {
            Pat::Ident(name) if name.ident == argument => Some((name, &*it.ty)),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    match typed {
        Some((_, Type::Path(path)))
            if path.path.segments.last().is_some_and(|last| last.ident == "Option") => {}
        Some(_) => return stays(format!("`{argument}` is no `Option` of its own")),
        None => return stays(format!("`{argument}` is no parameter: its type is not known")),
    }
    // To ignore it is another behaviour, and somebody wants that.
    if !is_ignored {
        message::refused(place, &refusal.found, argument, method)?;
    }
    let (argument, method) = (argument.clone(), method.clone());
    let (range, options) = (place.source.range(refusal.span), Vec::new());
    Ok(Plan::Refusal { is_ignored, options, range, argument, method })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Vec<(String, String)> {
        let item: syn::ItemFn = syn::parse_str(&format!("fn f() {{ {body} }}")).unwrap();
        find(&item.block).into_iter().map(|it| (it.argument, it.method)).collect()
    }

    #[test]
    fn only_refusals_of_an_argument_count() {
        let one = |argument: &str, method: &str| vec![(argument.to_owned(), method.to_owned())];
        assert_eq!(
            found(
                "match t { A => { if weights.is_some() { x::bail!(\"ABC does not support weights.\") } 1 } _ => 2 }"
            ),
            one("weights", "abc")
        );
        assert_eq!(
            found(
                "if w_imp.is_some() { return Err(Error::Msg(\"ab-1 quantization does not support imp\".into())); }"
            ),
            one("w_imp", "ab-1")
        );
        for listed in [
            "let c = || { if w.is_some() { bail!(\"a does not support w.\") } };",
            "match t { 1 if w.is_some() => Err(\"a does not support w\".into()), _ => Ok(2) }",
            "match t { 1 if w.is_none() => Ok(1), 1 => Err(\"a does not support w\".into()), _ => Ok(2) }",
        ] {
            assert_eq!(found(listed), one("w", "a"), "{listed}");
        }
        for other in [
            "if w.is_none() { bail!(\"A does not support w.\") }",
            "if w.is_some() { bail!(\"A does not support w.\") } else { f() }",
            "if w.is_some() { g(); bail!(\"A does not support w.\") }",
            "if w.is_some() { bail!(\"A does not support bias.\") }",
            "if w.is_some() { bail!(\"This thing does not support w.\") }",
            "if w.is_some() { bail!(\"{x} does not support w.\") }",
        ] {
            assert_eq!(found(other), [], "{other}");
        }
    }
}
