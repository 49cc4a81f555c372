//! Choices without a `#[cfg]` on the half that fails: `if cfg!(..)`, `cfg_if!` and `cfg_select!`, what
//! stands behind a gated block, the last arm behind a gated one.

use std::collections::BTreeSet;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Block, Expr, Item, Macro, Pat, Stmt, Token, Type};

use super::cfg::Cfg;
use super::cfg_macro::last_arm;
use super::fallback::{self, Fallback};
use super::flags::Flags;
use super::function::{Function, returns_result};
use super::sites::Sites;
use crate::read::source::Source;
use crate::read::syntax::{has_word, is_suppression, path_name, statement_attributes};

/// A half that only fails.
pub(crate) struct Inline<'f> {
    /// What it does.
    pub(crate) fallback: &'f Fallback<'f>,
    /// What a build must have for the other half.
    pub(crate) needs: &'f Cfg,
    /// Where it begins.
    pub(crate) offset: usize,
    /// The item around it.
    pub(crate) item: &'f str,
    /// How it is written.
    pub(crate) form: Form,
    /// Whether the code around it returns a `Result`.
    pub(crate) in_result: bool,
}

/// How the choice is written, and why `adopt` leaves it.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Why `adopt` leaves it.
    pub(crate) reason: &'static str,
    /// Whether only builds without the feature get there.
    pub(crate) is_exclusive: bool,
}

const IF: Form =
    Form { name: "`if cfg!(..)`", reason: "every build compiles both halves", is_exclusive: true };

const MACRO: Form =
    Form { name: "macro", reason: "it does not look into macros", is_exclusive: true };

const TAIL: Form = Form {
    name: "code behind a gated block",
    reason: "it may be reached with the feature, too",
    is_exclusive: false,
};

const LAST_ARM: Form =
    Form { name: "last match arm", reason: "the arm takes other values, too", is_exclusive: false };

/// Hands on every such half of the file, tests left out.
pub(crate) fn find(
    source: &Source,
    file: &syn::File,
    sites: &Sites<'_>,
    flags: &Flags,
    found: &mut dyn FnMut(&Inline<'_>),
) {
    let mut looker =
        Looker { source, found, flags: flags.clone(), item: String::new(), output: None };
    for body in sites.bodies.iter().filter(|it| !it.in_test) {
        let Some(enclosing) = body.enclosing else { continue };
        looker.flags = flags.clone();
        looker.item.clone_from(&body.item);
        looker.output = enclosing.output().cloned();
        looker.visit_block(enclosing.body);
    }
    looker.item.clear();
    looker.items(&file.items);
}

struct Looker<'a> {
    source: &'a Source,
    found: &'a mut dyn FnMut(&Inline<'_>),
    flags: Flags,
    item: String,
    /// What the code around returns.
    output: Option<Type>,
}

impl Looker<'_> {
    fn judge(&mut self, fallback: &Fallback<'_>, needs: &Cfg, offset: usize, form: Form) {
        let only_fails = matches!(
            fallback,
            Fallback::ErrValue(_)
                | Fallback::Panic(..)
                | Fallback::Bail(..)
                | Fallback::ErrText(..)
        );
        let is_build = needs.is_about_the_build() && !needs.is_target_only();
        if only_fails && is_build && !needs.holds_without_anything() {
            let in_result = returns_result(self.output.as_ref());
            let item = &self.item;
            (self.found)(&Inline { fallback, needs, offset, item, form, in_result });
        }
    }

    /// An `if` and what follows by `else if`; `before` did not hold.
    fn chain(&mut self, expression: &syn::ExprIf, before: &[Cfg]) {
        let offset = self.source.range(expression.if_token.span).start;
        if let Some(off) = self.flags.where_true(&expression.cond)
            && off.holds_without_anything()
        {
            self.judge(&end(&expression.then_branch), &off.negated(), offset, IF);
        }
        let Some((_, other)) = &expression.else_branch else { return };
        let mut before = before.to_vec();
        before.extend(self.flags.where_false(&expression.cond));
        match &**other {
            Expr::If(inner) => self.chain(inner, &before),
            Expr::Block(it) if !before.is_empty() => {
                self.judge(&end(&it.block), &Cfg::one_of(before), offset, IF);
            }
            _ => {}
        }
    }

    /// What stands behind blocks for builds with a feature.
    fn tail(&mut self, block: &Block) {
        let Some((tail, rest)) = block.stmts.split_last() else { return };
        let cfg = |it: &Stmt| statement_attributes(it).and_then(Cfg::of_all);
        if cfg(tail).is_some() {
            return;
        }
        let is_quiet = |it: &&Stmt| matches!(it, Stmt::Local(it) if is_suppression(it));
        let mut needs = Vec::new();
        for statement in rest.iter().rev().skip_while(is_quiet) {
            let Some(cfg) = cfg(statement) else { break };
            if cfg.holds_without_anything() || !has_word(statement.to_token_stream(), "return") {
                return;
            }
            needs.push(cfg);
        }
        needs.reverse();
        if !needs.is_empty() {
            let offset = self.source.range_of(tail).start;
            self.judge(&of_statement(tail), &Cfg::one_of(needs), offset, TAIL);
        }
    }

    /// Macros outside of functions.
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(it) if !Cfg::of_all(&it.attrs).is_some_and(|cfg| cfg.is_test()) => {
                    self.items(it.content.as_ref().map_or(&[], |(_, items)| items));
                }
                Item::Macro(it) => {
                    let Some((body, needs)) = last_arm(&it.mac) else { continue };
                    let Ok(file) = syn::parse2::<syn::File>(body.stream()) else { continue };
                    for function in file.items.iter().flat_map(functions) {
                        self.item = function.name();
                        self.output = function.output().cloned();
                        let offset = self.source.range(function.signature.ident.span()).start;
                        self.judge(&end(function.body), &needs, offset, MACRO);
                    }
                    self.item.clear();
                }
                _ => {}
            }
        }
    }

    /// Visits what returns to somebody else.
    fn indirect(&mut self, visit: impl FnOnce(&mut Self)) {
        let output = self.output.take();
        visit(self);
        self.output = output;
    }
}

impl<'a> Visit<'a> for Looker<'_> {
    fn visit_item(&mut self, _: &'a Item) {
        // Functions in functions are bodies of their own.
    }

    fn visit_block(&mut self, block: &'a Block) {
        self.tail(block);
        visit::visit_block(self, block);
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        visit::visit_local(self, local);
        let pattern = match &local.pat {
            Pat::Type(it) => &*it.pat,
            other => other,
        };
        if let (Pat::Ident(name), Some(init)) = (pattern, &local.init) {
            self.flags.define(name.ident.to_string(), &init.expr);
        }
    }

    fn visit_expr_if(&mut self, expression: &'a syn::ExprIf) {
        self.chain(expression, &[]);
        let mut inner = expression;
        loop {
            self.visit_expr(&inner.cond);
            self.visit_block(&inner.then_branch);
            match inner.else_branch.as_ref().map(|(_, it)| &**it) {
                Some(Expr::If(next)) => inner = next,
                Some(other) => return self.visit_expr(other),
                None => return,
            }
        }
    }

    fn visit_expr_match(&mut self, expression: &'a syn::ExprMatch) {
        visit::visit_expr_match(self, expression);
        let Some((last, arms)) = expression.arms.split_last() else { return };
        let takes_all = match &last.pat {
            Pat::Wild(_) => true,
            Pat::Ident(it) => {
                it.subpat.is_none() && it.ident.to_string().starts_with(char::is_lowercase)
            }
            _ => false,
        };
        if !takes_all || Cfg::of_all(&last.attrs).is_some() {
            return;
        }
        let cfg = |it: &syn::Arm| Cfg::of_all(&it.attrs);
        let has_other_side = |arm: &syn::Arm| {
            let pattern = self.source.text_of(&arm.pat);
            arms.iter().any(|it| {
                self.source.text_of(&it.pat) == pattern
                    && cfg(it).is_some_and(|cfg| cfg.holds_without_anything())
            })
        };
        let needs: BTreeSet<Cfg> =
            arms.iter().filter(|it| !has_other_side(it)).filter_map(cfg).collect();
        let fallback = of_expression(&last.body);
        let is_unreachable =
            matches!(&fallback, Fallback::Panic(mac, _) if path_name(mac) == "unreachable");
        if !needs.is_empty() && !is_unreachable {
            let offset = self.source.range_of(last).start;
            self.judge(&fallback, &Cfg::one_of(needs.into_iter().collect()), offset, LAST_ARM);
        }
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.indirect(|this| visit::visit_expr_closure(this, closure));
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.indirect(|this| visit::visit_expr_async(this, block));
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        let offset = self.source.range_of(&mac.path).start;
        let name = path_name(mac);
        if let Some((body, needs)) = last_arm(mac) {
            if let Ok(block) = syn::parse2::<Block>(TokenTree::Group(body).into()) {
                self.judge(&end(&block), &needs, offset, MACRO);
            }
        } else if matches!(&*name, "ensure" | "assert") {
            let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
            let Ok(arguments) = parser.parse2(mac.tokens.clone()) else { return };
            let needs = arguments.first().and_then(|it| self.flags.where_false(it));
            let Some(needs) = needs else { return };
            let text = arguments.iter().nth(1).and_then(fallback::text_of_literal);
            let fallback = match &*name {
                "assert" => Fallback::Panic(mac, text),
                _ => Fallback::Bail(mac, text),
            };
            self.judge(&fallback, &needs, offset, IF);
        }
    }
}

fn functions(item: &Item) -> Vec<Function<'_>> {
    match item {
        Item::Impl(it) => it.items.iter().filter_map(Function::of_impl_item).collect(),
        _ => Function::of_item(item).into_iter().collect(),
    }
}

/// How the block ends.
fn end(block: &Block) -> Fallback<'_> {
    block.stmts.last().map_or(Fallback::Nothing, of_statement)
}

fn of_statement(statement: &Stmt) -> Fallback<'_> {
    match statement {
        Stmt::Expr(expression, _) => of_expression(expression),
        Stmt::Local(_) => Fallback::Statements,
        other => fallback::of_statement(other),
    }
}

fn of_expression(expression: &Expr) -> Fallback<'_> {
    match expression {
        Expr::Try(it) => of_expression(&it.expr),
        Expr::Block(it) => end(&it.block),
        other => fallback::of_expression(other, None),
    }
}
