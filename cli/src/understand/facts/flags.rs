//! Items that may say whether a build has something.

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, ExprLit, Lit, Signature, Stmt};

use crate::understand::cfg::Cfg;
use crate::understand::condition::Condition;

/// The constants and the functions without arguments that say what a condition does, by name.
pub(super) fn flags(file: &syn::File) -> Vec<(String, Condition)> {
    let mut finder = Finder(Vec::new());
    finder.visit_file(file);
    finder.0
}

struct Finder(Vec<(String, Condition)>);

impl Finder {
    fn define(&mut self, name: String, value: &Expr) {
        self.0.extend(Condition::of(value).map(|it| (name, it)));
    }

    /// `cfg!(..)`, or `true` in one build and `false` in the others.
    fn constant(&mut self, name: &syn::Ident, attributes: &[Attribute], value: &Expr) {
        let literal = match value {
            Expr::Lit(ExprLit { lit: Lit::Bool(it), .. }) => Some(it.value),
            _ => None,
        };
        let cfg = match (literal, Cfg::of_all(attributes)) {
            (Some(true), Some(cfg)) => cfg,
            (Some(false), Some(cfg)) => cfg.negated(),
            _ => return self.define(name.to_string(), value),
        };
        self.0.push((name.to_string(), Condition::Cfg(cfg)));
    }

    fn function(&mut self, signature: &Signature, body: &Block) {
        if let (true, [Stmt::Expr(value, None)]) = (signature.inputs.is_empty(), &*body.stmts) {
            self.define(format!("{}()", signature.ident), value);
        }
    }
}

impl<'a> Visit<'a> for Finder {
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
