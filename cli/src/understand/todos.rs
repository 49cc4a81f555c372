//! `todo!()` and `unimplemented!()` that code reaches at run time.

use std::ops::Range;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, Macro, Meta};

use super::annotations::Kind;
use super::cfg::Cfg;
use super::fallback;
use super::sites::Sites;
use crate::read::source::Source;
use crate::read::syntax::{metas, path_name, type_name};

/// One of them.
pub(crate) struct Todo {
    /// Where it begins.
    pub(crate) offset: usize,
    /// The inline modules around it.
    pub(crate) module: Vec<String>,
    /// The type and the functions around it.
    pub(crate) item: Vec<String>,
    /// `todo` or `unimplemented`.
    pub(crate) name: String,
    /// What it says.
    pub(crate) text: Option<String>,
}

/// What is unfinished in a file.
pub(crate) struct Todos {
    /// What nothing keeps track of.
    pub(crate) found: Vec<Todo>,
    /// The items of which an annotation keeps track.
    pub(crate) tracked: Vec<Range<usize>>,
}

/// Looks through the file; what stands in for a feature is no part of it.
pub(crate) fn find(source: &Source, file: &syn::File, sites: &Sites<'_>, in_test: bool) -> Todos {
    let fallbacks = sites.chosen.iter().filter_map(|site| Some(site.off()?.range.clone()));
    let mut finder = Finder {
        source,
        fallbacks: fallbacks.collect(),
        module: Vec::new(),
        item: Vec::new(),
        in_test,
        is_tracked: false,
        todos: Todos { found: Vec::new(), tracked: Vec::new() },
    };
    finder.visit_file(file);
    finder.todos
}

/// Whether the text names an issue: a link or a number.
pub(crate) fn names_issue(text: &str) -> bool {
    text.contains("://")
        || text
            .match_indices('#')
            .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
}

struct Finder<'a> {
    source: &'a Source,
    /// Code that is reported as a fallback already.
    fallbacks: Vec<Range<usize>>,
    module: Vec<String>,
    item: Vec<String>,
    in_test: bool,
    /// Whether an annotation says that the item is unfinished.
    is_tracked: bool,
    todos: Todos,
}

impl Finder<'_> {
    fn within(
        &mut self,
        item: &impl ToTokens,
        attributes: &[Attribute],
        visit: impl FnOnce(&mut Self),
    ) {
        let was = (self.in_test, self.is_tracked);
        self.in_test |= attributes.iter().any(|it| {
            it.path().segments.last().is_some_and(|last| last.ident == "test")
                || Cfg::of(it).is_some_and(|cfg| cfg.is_test())
        });
        if let Some(is_tracked) = is_tracked(attributes) {
            self.is_tracked = is_tracked;
        }
        if self.is_tracked {
            self.todos.tracked.push(self.source.range_of(item));
        }
        visit(self);
        (self.in_test, self.is_tracked) = was;
    }

    fn named(
        &mut self,
        name: &impl ToString,
        item: &impl ToTokens,
        attributes: &[Attribute],
        visit: impl FnOnce(&mut Self),
    ) {
        self.item.push(name.to_string());
        self.within(item, attributes, visit);
        self.item.pop();
    }
}

/// Whether annotations keep track of what is unfinished in the item: they name an issue, or say
/// `Unimplemented`. `None` if nothing is annotated, so that what is around the item decides.
fn is_tracked(attributes: &[Attribute]) -> Option<bool> {
    let mut result = None;
    for meta in attributes.iter().flat_map(metas) {
        let kind = meta.path().segments.last().map(|it| it.ident.to_string());
        let Some(kind) = kind.as_deref().and_then(Kind::from_name) else { continue };
        let Meta::List(list) = meta else { continue };
        let words: Vec<String> = list.tokens.into_iter().map(|it| it.to_string()).collect();
        let names_issue = words.windows(2).any(|it| it[0] == "tracking" && it[1] == "=");
        let is_unimplemented =
            kind == Kind::Quant && words.first().is_some_and(|it| it == "Unimplemented");
        result = Some(result.unwrap_or_default() || names_issue || is_unimplemented);
    }
    result
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        self.module.push(item.ident.to_string());
        self.within(item, &item.attrs, |this| {
            let items = item.content.as_ref().map_or(&[][..], |(_, items)| items);
            for it in items {
                this.visit_item(it);
            }
        });
        self.module.pop();
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.named(&item.sig.ident, item, &item.attrs, |this| visit::visit_item_fn(this, item));
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let name = type_name(&item.self_ty);
        self.named(&name, item, &item.attrs, |this| visit::visit_item_impl(this, item));
    }

    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        self.named(&item.ident, item, &item.attrs, |this| visit::visit_item_trait(this, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.named(&item.sig.ident, item, &item.attrs, |this| {
            visit::visit_impl_item_fn(this, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        self.named(&item.sig.ident, item, &item.attrs, |this| {
            visit::visit_trait_item_fn(this, item);
        });
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        let name = path_name(mac);
        if !matches!(&*name, "todo" | "unimplemented") || self.in_test || self.is_tracked {
            return;
        }
        let offset = self.source.range_of(mac).start;
        let in_fallback = self.fallbacks.iter().any(|it| it.contains(&offset));
        let text = fallback::first_literal(mac);
        if !in_fallback && !text.as_deref().is_some_and(names_issue) {
            let (module, item) = (self.module.clone(), self.item.clone());
            self.todos.found.push(Todo { offset, module, item, name, text });
        }
    }
}
