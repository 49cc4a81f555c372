//! In which builds a file uses a name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Meta};

use crate::grammar::{Arms, Errors, Predicate};
use crate::read::names::{Role, names};
use crate::read::source::Source;
use crate::read::syntax::{is_sign, statement_attributes};
use crate::understand::cfg::{self, Cfg};
use crate::understand::place::OF_PRELUDE;

/// Every use of the names of a file, imports and definitions left out.
#[derive(Default)]
pub(super) struct Uses {
    by_name: BTreeMap<String, When>,
    /// Of methods, and of macros, which may call methods.
    methods: BTreeMap<String, When>,
}

/// What must hold for the uses of a name, and how many there are of each kind.
type When = BTreeMap<Cfg, usize>;

impl Uses {
    /// Looks through the file.
    pub(super) fn of(source: &Source, file: &syn::File) -> Self {
        let mut parts = Parts { source, found: Vec::new() };
        parts.visit_file(file);
        let mut parts = parts.found;
        // What stands around something comes before it.
        parts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut parts = parts.into_iter().peekable();
        let mut around: Vec<(Range<usize>, Cfg)> = Vec::new();
        let mut uses = Self::default();
        let mut names = names(source, file);
        names.sort_by_key(|it| it.range.start);
        for it in names {
            let at = it.range.start;
            while let Some(part) = parts.next_if(|(range, _)| range.start <= at) {
                around.push(part);
            }
            around.retain(|(range, _)| at < range.end);
            let all: BTreeSet<&Cfg> = around.iter().map(|(_, cfg)| cfg).collect();
            let mut all: Vec<Cfg> = all.into_iter().cloned().collect();
            let cfg = if all.len() == 1 { all.remove(0) } else { Cfg::All(all) };
            if matches!(it.role, Role::Member | Role::Macro) {
                let when = uses.methods.entry(it.text.clone()).or_default();
                *when.entry(cfg.clone()).or_default() += 1;
            }
            if it.is_from_scope() {
                *uses.by_name.entry(it.text).or_default().entry(cfg).or_default() += 1;
            }
        }
        uses
    }

    /// How often the name is used.
    pub(super) fn count(&self, name: &str) -> usize {
        self.by_name.get(name).map_or(0, |it| it.values().sum())
    }

    /// What must hold for a build that uses the name, if that is not every build with `context`.
    pub(super) fn only_where(&self, name: &str, context: &Cfg) -> Option<Cfg> {
        let used = Cfg::one_of(self.by_name.get(name)?.keys().cloned().collect());
        (!cfg::cover_everything(&[&used, &context.negated()])).then_some(used)
    }

    /// Whether a build calls a method, or a macro that may call one, which it does not call in
    /// `after`.
    pub(super) fn calls_less(&self, after: &Self) -> bool {
        let is_own = |name: &str| !OF_PRELUDE.contains(&name) && !MACROS.contains(&name);
        let own = self.methods.iter().filter(|(name, _)| is_own(name));
        own.into_iter().any(|(name, before)| {
            let is_left = after.methods.get(name);
            let is_covered = |it: &Cfg| {
                let mut left = is_left.into_iter().flat_map(When::keys);
                left.any(|left| cfg::implies(it, left))
            };
            is_left != Some(before) && !before.keys().all(is_covered)
        })
    }
}

/// Macros that call no method which needs an import.
const MACROS: &[&str] =
    &["anyhow", "bail", "format", "panic", "todo", "unimplemented", "unreachable", "vec"];

/// The parts of a file that only some builds compile.
struct Parts<'s> {
    source: &'s Source,
    found: Vec<(Range<usize>, Cfg)>,
}

impl Parts<'_> {
    fn part(&mut self, attributes: &[Attribute], node: &impl syn::spanned::Spanned) {
        let cfg = Cfg::of_all(attributes).map(|cfg| (self.source.range_of(node), cfg));
        self.found.extend(cfg);
    }

    /// The body of a function that an attribute gates.
    fn body(&mut self, attributes: &[Attribute], body: &Block) {
        let cfg = attributes.iter().find_map(gate);
        self.found.extend(cfg.map(|cfg| (self.source.range_of(body), cfg)));
    }

    /// The arms of every `feature_gated!` in the tokens.
    fn choices(&mut self, tokens: TokenStream) {
        let mut before: [Option<TokenTree>; 2] = [None, None];
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                let is_choice = matches!(&before[0], Some(TokenTree::Ident(it)) if it == "feature_gated")
                    && is_sign(before[1].as_ref(), '!');
                if is_choice {
                    self.arms(group.stream());
                }
                self.choices(group.stream());
            }
            let [_, last] = before;
            before = [last, Some(token)];
        }
    }

    fn arms(&mut self, tokens: TokenStream) {
        let mut errors = Errors::default();
        let arms = Arms::parse(tokens, &mut errors);
        drop(errors.into_tokens());
        let all: Vec<Cfg> = arms.list.iter().map(|it| Cfg::from(&it.predicate)).collect();
        let otherwise = arms.otherwise.map(|it| (Cfg::one_of(all.clone()).negated(), it));
        let arms = all.into_iter().zip(arms.list.into_iter().map(|it| it.body)).chain(otherwise);
        for (cfg, body) in arms {
            let mut spans = body.tokens.into_iter().map(|it| self.source.range(it.span()));
            let first = spans.next();
            let last = spans.last().or_else(|| first.clone());
            if let (Some(first), Some(last)) = (first, last) {
                self.found.push((first.start..last.end, cfg));
            }
        }
    }
}

/// The predicate of a `#[requires_feature(..)]`.
fn gate(attribute: &Attribute) -> Option<Cfg> {
    let Meta::List(list) = &attribute.meta else { return None };
    if list.path.segments.last().is_none_or(|it| it.ident != "requires_feature") {
        return None;
    }
    let first = |input: ParseStream<'_>| {
        let predicate: Predicate = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Cfg::from(&predicate))
    };
    first.parse2(list.tokens.clone()).ok()
}

impl<'a> Visit<'a> for Parts<'_> {
    fn visit_item(&mut self, item: &'a syn::Item) {
        match item {
            syn::Item::Const(it) => self.part(&it.attrs, item),
            syn::Item::Enum(it) => self.part(&it.attrs, item),
            syn::Item::Fn(it) => {
                self.part(&it.attrs, item);
                self.body(&it.attrs, &it.block);
            }
            syn::Item::Impl(it) => self.part(&it.attrs, item),
            syn::Item::Macro(it) => self.part(&it.attrs, item),
            syn::Item::Mod(it) => self.part(&it.attrs, item),
            syn::Item::Static(it) => self.part(&it.attrs, item),
            syn::Item::Struct(it) => self.part(&it.attrs, item),
            syn::Item::Trait(it) => self.part(&it.attrs, item),
            syn::Item::Type(it) => self.part(&it.attrs, item),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'a syn::ImplItem) {
        match item {
            syn::ImplItem::Fn(it) => {
                self.part(&it.attrs, item);
                self.body(&it.attrs, &it.block);
            }
            syn::ImplItem::Const(it) => self.part(&it.attrs, item),
            syn::ImplItem::Type(it) => self.part(&it.attrs, item),
            _ => {}
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_trait_item(&mut self, item: &'a syn::TraitItem) {
        if let syn::TraitItem::Fn(it) = item {
            self.part(&it.attrs, item);
            if let Some(body) = &it.default {
                self.body(&it.attrs, body);
            }
        }
        visit::visit_trait_item(self, item);
    }

    fn visit_stmt(&mut self, statement: &'a syn::Stmt) {
        self.part(statement_attributes(statement).unwrap_or_default(), statement);
        visit::visit_stmt(self, statement);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.part(&arm.attrs, arm);
        visit::visit_arm(self, arm);
    }

    fn visit_field(&mut self, field: &'a syn::Field) {
        self.part(&field.attrs, field);
        visit::visit_field(self, field);
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        if mac.path.segments.last().is_some_and(|it| it.ident == "feature_gated") {
            self.arms(mac.tokens.clone());
        }
        self.choices(mac.tokens.clone());
    }
}
