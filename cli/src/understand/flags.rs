//! What code asks of the build at run time: `cfg!(..)`, and the names that stand for it.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Block, Expr, ExprLit, Lit, Signature, Stmt, UnOp};

use super::cfg::Cfg;
use super::whole::Whole;
use crate::grammar::Predicate;
use crate::read::source;
use crate::read::syntax::path_name;

/// Constants, variables and functions without arguments that say whether a build has something.
/// `None` where several are called so and say different things.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flags(BTreeMap<String, Option<Cfg>>);

impl Flags {
    /// The constants and functions of a package.
    pub(crate) fn of(whole: &Whole<'_>) -> Self {
        let mut flags = Self::default();
        let may_define = |text: &str| text.contains("cfg!(") || text.contains(": bool = ");
        for source in whole.sources.values().filter(|it| may_define(&it.text)) {
            if let Ok(file) = source.parse() {
                Definitions(&mut flags).visit_file(&file);
            }
            source::forget_spans();
        }
        flags
    }

    /// Whether the text may ask for one of them.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        self.0.keys().any(|it| text.contains(it.trim_end_matches("()")))
    }

    /// Takes a name that stands for the expression, if that asks of the build only.
    pub(crate) fn define(&mut self, name: String, value: &Expr) {
        if let Some(cfg) = self.whole(value) {
            self.add(name, &cfg);
        }
    }

    fn add(&mut self, name: String, cfg: &Cfg) {
        let known = self.0.entry(name).or_insert_with(|| Some(cfg.clone()));
        if known.as_ref() != Some(cfg) {
            *known = None;
        }
    }

    /// What the condition says, if it asks of the build only.
    fn whole(&self, condition: &Expr) -> Option<Cfg> {
        let named = |path: &syn::Path, behind: &str| {
            let name = path.segments.last()?.ident.to_string();
            self.0.get(&(name + behind)).cloned().flatten()
        };
        match condition {
            Expr::Paren(it) => self.whole(&it.expr),
            Expr::Group(it) => self.whole(&it.expr),
            Expr::Unary(it) if matches!(it.op, UnOp::Not(_)) => {
                Some(self.whole(&it.expr)?.negated())
            }
            Expr::Macro(it) if path_name(&it.mac) == "cfg" => {
                let predicate = syn::parse2::<Predicate>(it.mac.tokens.clone()).ok()?;
                Some(Cfg::from(&predicate))
            }
            Expr::Path(it) => named(&it.path, ""),
            Expr::Call(it) if it.args.is_empty() => match &*it.func {
                Expr::Path(it) => named(&it.path, "()"),
                _ => None,
            },
            Expr::Binary(it) => {
                let both = || Some(vec![self.whole(&it.left)?, self.whole(&it.right)?]);
                match it.op {
                    BinOp::And(_) => both().map(Cfg::All),
                    BinOp::Or(_) => both().map(Cfg::Any),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What must hold of the build where the condition does.
    pub(crate) fn where_true(&self, condition: &Expr) -> Option<Cfg> {
        self.part(condition, |it| matches!(it, BinOp::And(_)))
    }

    /// What does not hold of the build where the condition does not.
    pub(crate) fn where_false(&self, condition: &Expr) -> Option<Cfg> {
        self.part(condition, |it| matches!(it, BinOp::Or(_)))
    }

    fn part(&self, condition: &Expr, joins: fn(&BinOp) -> bool) -> Option<Cfg> {
        self.whole(condition).or_else(|| match condition {
            Expr::Paren(it) => self.part(&it.expr, joins),
            Expr::Binary(it) if joins(&it.op) => {
                self.part(&it.left, joins).or_else(|| self.part(&it.right, joins))
            }
            _ => None,
        })
    }
}

/// Items that may be flags.
struct Definitions<'f>(&'f mut Flags);

impl Definitions<'_> {
    /// `cfg!(..)`, or `true` in one build and `false` in the others.
    fn constant(&mut self, name: &syn::Ident, attributes: &[Attribute], value: &Expr) {
        let literal = match value {
            Expr::Lit(ExprLit { lit: Lit::Bool(it), .. }) => Some(it.value),
            _ => None,
        };
        match (literal, Cfg::of_all(attributes)) {
            (Some(true), Some(cfg)) => self.0.add(name.to_string(), &cfg),
            (Some(false), Some(cfg)) => self.0.add(name.to_string(), &cfg.negated()),
            _ => self.0.define(name.to_string(), value),
        }
    }

    fn function(&mut self, signature: &Signature, body: &Block) {
        if let (true, [Stmt::Expr(value, None)]) = (signature.inputs.is_empty(), &*body.stmts) {
            self.0.define(format!("{}()", signature.ident), value);
        }
    }
}

impl<'a> Visit<'a> for Definitions<'_> {
    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.constant(&item.ident, &item.attrs, &item.expr);
    }

    fn visit_item_static(&mut self, item: &'a syn::ItemStatic) {
        self.constant(&item.ident, &item.attrs, &item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.constant(&item.ident, &item.attrs, &item.expr);
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }
}
