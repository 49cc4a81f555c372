//! `if weights.is_some() { bail!("X does not support weights.") }` becomes `quant_refuses!`.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Stmt};

use super::plan::Plan;
use super::reason::{Reason, stays};
use crate::understand::error_type::{ErrorType, error_type};
use crate::understand::fallback::{self, Fallback};
use crate::understand::place::Place;

/// A refusal of an argument, found by its message.
pub(super) struct Refusal<'a> {
    /// The statement.
    pub(super) statement: &'a Stmt,
    /// The argument.
    pub(super) argument: String,
    /// The quantization method, as a word.
    pub(super) method: String,
}

/// The refusals in a body, closures and nested functions left out.
pub(super) fn find(body: &Block) -> Vec<Refusal<'_>> {
    let mut finder = Finder(Vec::new());
    finder.visit_block(body);
    finder.0
}

struct Finder<'a>(Vec<Refusal<'a>>);

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Some(refusal) = refusal(statement) {
            self.0.push(refusal);
        } else if !matches!(statement, Stmt::Item(_)) {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'a syn::ExprAsync) {}
}

fn refusal(statement: &Stmt) -> Option<Refusal<'_>> {
    let Stmt::Expr(Expr::If(choice), _) = statement else { return None };
    if choice.else_branch.is_some() || !choice.attrs.is_empty() {
        return None;
    }
    let Expr::MethodCall(call) = &*choice.cond else { return None };
    let Expr::Path(path) = &*call.receiver else { return None };
    let argument = path.path.get_ident()?.to_string();
    if call.method != "is_some" || !call.args.is_empty() {
        return None;
    }
    let found = fallback::of_block(&choice.then_branch, None);
    let (Fallback::Bail(Some(text)) | Fallback::ErrText(_, text)) = found else { return None };
    let (method, refused) = text.split_once(" does not support ")?;
    let method = method.trim().trim_end_matches(" quantization");
    let refused = refused.trim().trim_end_matches('.');
    let is_word =
        !method.is_empty() && method.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let says_argument = argument.to_lowercase().contains(&refused.to_lowercase());
    if !is_word || !says_argument {
        return None;
    }
    Some(Refusal { statement, argument, method: method.to_lowercase() })
}

/// What becomes of the refusal, or why it stays.
pub(super) fn decide<'a>(place: &Place<'a>, refusal: &Refusal<'_>) -> Result<Plan<'a>, Reason> {
    let Some(enclosing) = place.site.enclosing else { return stays("it stands in no function") };
    if error_type(place, enclosing.output()) != ErrorType::Converts {
        return stays("how to make the function's error is not known");
    }
    Ok(Plan::Refusal {
        range: place.source.range_of(refusal.statement),
        argument: refusal.argument.clone(),
        method: refusal.method.clone(),
    })
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
        for other in [
            "if w.is_none() { bail!(\"A does not support w.\") }",
            "if w.is_some() { bail!(\"A does not support w.\") } else { f() }",
            "if w.is_some() { g(); bail!(\"A does not support w.\") }",
            "if w.is_some() { bail!(\"A does not support bias.\") }",
            "if w.is_some() { bail!(\"This thing does not support w.\") }",
            "if w.is_some() { bail!(\"{x} does not support w.\") }",
            "let c = || { if w.is_some() { bail!(\"A does not support w.\") } };",
        ] {
            assert_eq!(found(other), [], "{other}");
        }
    }
}
