//! Walks through a file and hands every choice on as a site.

use std::collections::BTreeSet;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, Attribute, Block, ImplItem, Item, Macro, MacroDelimiter, Stmt, TraitItem};

use super::branch::{branch, grouped, is_fallback, pattern_name};
use super::chain::chains;
use super::definition::definition;
use super::rest::{self, Rest};
use crate::read::source::Source;
use crate::read::syntax::{path_name, statement_attributes, type_name};
use crate::understand::cfg::{Cfg, cfgs_in};
use crate::understand::function::{Enclosing, Function};
use crate::understand::site::{Branch, Node, Shape, Site};

/// What a file holds.
pub(crate) struct Sites<'a> {
    /// The places where a build chooses, in the order of the file.
    pub(crate) chosen: Vec<Site<'a>>,
    /// All functions with a body, each as a site without sides.
    pub(crate) bodies: Vec<Site<'a>>,
}

/// The sites of a file.
pub(crate) fn of<'a>(source: &'a Source, file: &'a syn::File, in_test: bool) -> Sites<'a> {
    let mut finder = Finder {
        source,
        sites: Vec::new(),
        bodies: Vec::new(),
        path: Vec::new(),
        module: Vec::new(),
        functions: Vec::new(),
        context: Vec::new(),
        in_test,
    };
    finder.items(&file.items);
    finder.rest(file);
    finder.sites.sort_by_key(|site| site.range().start);
    Sites { chosen: finder.sites, bodies: finder.bodies }
}

struct Finder<'a> {
    source: &'a Source,
    sites: Vec<Site<'a>>,
    bodies: Vec<Site<'a>>,
    path: Vec<String>,
    module: Vec<String>,
    functions: Vec<Enclosing<'a>>,
    context: Vec<Cfg>,
    in_test: bool,
}

impl<'a> Finder<'a> {
    fn push(&mut self, shape: Shape, name: Option<String>, branches: Vec<Branch<'a>>) {
        let site = self.site(shape, name, branches);
        self.sites.push(site);
    }

    fn site(&self, shape: Shape, name: Option<String>, branches: Vec<Branch<'a>>) -> Site<'a> {
        let mut path = self.path.clone();
        path.extend(name);
        Site {
            shape,
            branches,
            item: path.join("::"),
            module: self.module.clone(),
            enclosing: self.functions.last().copied(),
            in_test: self.in_test,
            context: self.context.clone(),
        }
    }

    fn branch(
        &self,
        attributes: &'a [Attribute],
        node: Node<'a>,
        span: &impl Spanned,
    ) -> Option<Branch<'a>> {
        branch(self.source, attributes, node, span)
    }

    /// A name with a fallback side is a site.
    fn named(&mut self, shape: Shape, members: Vec<(String, Branch<'a>)>) {
        for (name, branches) in grouped(members) {
            self.push(shape, Some(name), branches);
        }
    }

    fn items(&mut self, items: &'a [Item]) {
        let functions = items.iter().filter_map(|item| {
            let function = Function::of_item(item)?;
            let branch = self.branch(function.attributes, Node::Function(function), item)?;
            Some((function.name(), branch))
        });
        let functions: Vec<_> = functions.collect();
        let definitions: Vec<_> =
            items.iter().filter_map(|item| definition(self.source, item)).collect();
        self.named(Shape::Function, functions);
        self.named(Shape::Definition, definitions);
        for item in items {
            self.visit_item(item);
        }
    }

    fn function(&mut self, function: Function<'a>) {
        self.path.push(function.name());
        self.functions.push(function.enclosing());
        let site = self.site(Shape::Body, None, Vec::new());
        self.bodies.push(site);
        self.visit_block(function.body);
        self.functions.pop();
        self.path.pop();
    }

    /// Visits what stands under the attributes.
    fn under(&mut self, attributes: &[Attribute], visit: impl FnOnce(&mut Self)) {
        let cfg = Cfg::of_all(attributes);
        let was_test = self.in_test;
        let is_test = attributes
            .iter()
            .any(|it| it.path().segments.last().is_some_and(|last| last.ident == "test"));
        self.in_test |= is_test || cfg.as_ref().is_some_and(Cfg::is_test);
        let depth = self.context.len();
        self.context.extend(cfg);
        visit(self);
        self.context.truncate(depth);
        self.in_test = was_test;
    }

    fn statements(&mut self, block: &'a Block) {
        for (shape, branches) in chains(self.source, block, self.functions.last().copied()) {
            self.push(shape, None, branches);
        }
        let items = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        let mut functions = Vec::new();
        let mut definitions = Vec::new();
        for item in items {
            if let Some(function) = Function::of_item(item) {
                let branch = self.branch(function.attributes, Node::Function(function), item);
                functions.extend(branch.map(|it| (function.name(), it)));
            } else {
                definitions.extend(definition(self.source, item));
            }
        }
        self.named(Shape::Function, functions);
        self.named(Shape::Definition, definitions);
    }

    fn arms(&mut self, arms: &'a [Arm]) {
        let members = arms.iter().filter_map(|arm| {
            let branch = self.branch(&arm.attrs, Node::Arm(arm), arm)?;
            Some((pattern_name(self.source, &arm.pat), branch))
        });
        for (_, branches) in grouped(members.collect::<Vec<_>>()) {
            self.push(Shape::Arm, None, branches);
        }
    }

    fn indirect(&mut self, visit: impl FnOnce(&mut Self)) {
        let was = self.functions.last_mut().map(|it| std::mem::replace(&mut it.is_indirect, true));
        visit(self);
        if let (Some(was), Some(function)) = (was, self.functions.last_mut()) {
            function.is_indirect = was;
        }
    }

    /// What the rules for items, statements and arms have not found.
    fn rest(&mut self, file: &'a syn::File) {
        let known: BTreeSet<usize> = self
            .sites
            .iter()
            .flat_map(|site| &site.branches)
            .flat_map(|branch| &branch.cfg_attributes)
            .map(|attribute| self.source.range_of(*attribute).start)
            .collect();
        for Rest { name, part, attribute, cfg } in rest::fallbacks(file) {
            let range = self.source.range_of(attribute);
            if !known.contains(&range.start) {
                let cfg_attributes = vec![attribute];
                let branch = Branch { cfg, cfg_attributes, range, node: Node::Opaque };
                self.push(Shape::Part(part), Some(name), vec![branch]);
            }
        }
    }

    /// A macro that nobody can look into is looked at as text.
    fn opaque_macro(&mut self, mac: &'a Macro) {
        let braces = match &mac.delimiter {
            MacroDelimiter::Paren(it) => it.span,
            MacroDelimiter::Brace(it) => it.span,
            MacroDelimiter::Bracket(it) => it.span,
        };
        let range = self.source.range(braces.join());
        let text = self.source.slice(range.clone());
        for (at, found) in cfgs_in(text) {
            let start = range.start + at;
            if is_fallback(&found) && !self.source.is_comment(start) {
                let branch = Branch {
                    cfg: found,
                    cfg_attributes: Vec::new(),
                    range: start..start,
                    node: Node::Opaque,
                };
                self.push(Shape::Macro, Some(format!("{}!", path_name(mac))), vec![branch]);
            }
        }
    }
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Fn(it) => self.under(&it.attrs, |this| {
                if let Some(function) = Function::of_item(item) {
                    this.function(function);
                }
            }),
            Item::Mod(it) => self.under(&it.attrs, |this| {
                if let Some((_, items)) = &it.content {
                    this.path.push(it.ident.to_string());
                    this.module.push(it.ident.to_string());
                    this.items(items);
                    this.module.pop();
                    this.path.pop();
                }
            }),
            Item::Impl(it) => self.under(&it.attrs, |this| {
                this.path.push(type_name(&it.self_ty));
                let members = it.items.iter().filter_map(|item| {
                    let function = Function::of_impl_item(item)?;
                    let node = Node::Function(function);
                    Some((function.name(), this.branch(function.attributes, node, item)?))
                });
                let members = members.collect();
                let definitions = it.items.iter().filter_map(|item| match item {
                    ImplItem::Const(it) => {
                        let branch = this.branch(&it.attrs, Node::Opaque, item)?;
                        Some((it.ident.to_string(), branch))
                    }
                    ImplItem::Type(it) => {
                        let branch = this.branch(&it.attrs, Node::Opaque, item)?;
                        Some((it.ident.to_string(), branch))
                    }
                    _ => None,
                });
                let definitions = definitions.collect();
                this.named(Shape::Function, members);
                this.named(Shape::Definition, definitions);
                it.items.iter().for_each(|item| this.visit_impl_item(item));
                this.path.pop();
            }),
            Item::Trait(it) => self.under(&it.attrs, |this| {
                this.path.push(it.ident.to_string());
                let members = it.items.iter().filter_map(|item| {
                    let function = Function::of_trait_item(item)?;
                    let node = Node::Function(function);
                    Some((function.name(), this.branch(function.attributes, node, item)?))
                });
                let members = members.collect();
                this.named(Shape::Function, members);
                it.items.iter().for_each(|item| this.visit_trait_item(item));
                this.path.pop();
            }),
            Item::Macro(it) => self.opaque_macro(&it.mac),
            Item::Struct(it) => self.under(&it.attrs, |this| {
                let fields = it.fields.iter().enumerate().filter_map(|(index, field)| {
                    let branch = this.branch(&field.attrs, Node::Opaque, field)?;
                    let name =
                        field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
                    Some((format!("{}.{name}", it.ident), branch))
                });
                let fields = fields.collect();
                this.named(Shape::Definition, fields);
            }),
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        match item {
            ImplItem::Fn(it) => self.under(&it.attrs, |this| {
                if let Some(function) = Function::of_impl_item(item) {
                    this.function(function);
                }
            }),
            ImplItem::Macro(it) => self.opaque_macro(&it.mac),
            _ => {}
        }
    }

    fn visit_trait_item(&mut self, item: &'a TraitItem) {
        if let TraitItem::Fn(it) = item {
            self.under(&it.attrs, |this| {
                if let Some(function) = Function::of_trait_item(item) {
                    this.function(function);
                }
            });
        }
    }

    fn visit_block(&mut self, block: &'a Block) {
        self.statements(block);
        for statement in &block.stmts {
            match statement_attributes(statement) {
                Some(attributes) if !matches!(statement, Stmt::Item(_)) => {
                    self.under(attributes, |this| visit::visit_stmt(this, statement));
                }
                _ => visit::visit_stmt(self, statement),
            }
        }
    }

    fn visit_expr_match(&mut self, expression: &'a syn::ExprMatch) {
        self.visit_expr(&expression.expr);
        self.arms(&expression.arms);
        for arm in &expression.arms {
            self.under(&arm.attrs, |this| visit::visit_arm(this, arm));
        }
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.indirect(|this| visit::visit_expr_closure(this, closure));
    }

    fn visit_expr_async(&mut self, block: &'a syn::ExprAsync) {
        self.indirect(|this| visit::visit_expr_async(this, block));
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        self.opaque_macro(mac);
    }
}
