//! Reads the facts of one file.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ImplItem, Item, ItemEnum, ItemMacro, ItemMod, Pat, TraitItem, UseTree};

use super::callers;
use super::fact::{Definition, Facts, Import, ModuleFile, Search, Use, Wanted};
use super::flags::flags;
use super::macros::{argument_kinds, arguments};
use super::parts::{
    error_of, is_io_error, is_no_std, item_attributes, made_from, of_test, path_of, segments,
    segments_of,
};
use crate::read::names::{Role, names, paths};
use crate::read::source::Source;
use crate::read::syntax::{has_word, path_name, type_name};
use crate::understand::cfg::Cfg;

/// Reads the facts of a file.
pub(crate) fn of(source: &Source, file: &syn::File) -> Facts {
    let mut reader = Reader {
        source,
        facts: Facts { is_no_std: is_no_std(&file.attrs), flags: flags(file), ..Facts::default() },
        module: Vec::new(),
        gates: Cfg::of_all(&file.attrs).into_iter().collect(),
        this: Vec::new(),
    };
    reader.visit_file(file);
    reader.facts
}

struct Reader<'s> {
    source: &'s Source,
    facts: Facts,
    module: Vec<String>,
    gates: Vec<Cfg>,
    /// The types whose impl blocks are open.
    this: Vec<String>,
}

impl Reader<'_> {
    fn gates(&self, attributes: &[Attribute]) -> Vec<Cfg> {
        let mut gates = self.gates.clone();
        gates.extend(Cfg::of_all(attributes));
        gates
    }

    fn define(&mut self, name: &impl ToString, attributes: &[Attribute]) {
        let gates = self.gates(attributes);
        let module = self.module.clone();
        self.facts.definitions.push(Definition { module, name: name.to_string(), gates });
    }

    fn member(&mut self, name: &impl ToString, attributes: &[Attribute]) {
        let gates = self.gates(attributes);
        let module = self.module.clone();
        self.facts.members.push(Definition { module, name: name.to_string(), gates });
    }

    fn used(&mut self, path: &syn::Path) {
        if let Some(last) = path.segments.last() {
            self.used_by_name(&last.ident.to_string(), None);
        }
    }

    fn used_by_name(&mut self, name: &str, argument: Option<(String, usize)>) {
        let this = || self.this.last().cloned().unwrap_or_default();
        let name = if name == "Self" { this() } else { name.to_owned() };
        if name.starts_with(char::is_uppercase) {
            self.facts.uses.push(Use { name, gates: self.gates.clone(), argument });
        }
    }

    fn wanted(&mut self, texts: impl IntoIterator<Item = (Search, String)>) {
        let in_test = self.gates.iter().any(Cfg::is_test);
        self.facts.wanted.extend(texts.into_iter().map(|(search, text)| Wanted {
            text,
            search,
            in_test,
        }));
    }

    /// A variant in a pattern; what an enum says of its own is no caller's word.
    fn matched(&mut self, segments: &[String]) {
        if let Some((owner, name)) = callers::variant(segments)
            && !owner.as_ref().is_some_and(|it| it == "Self" || self.this.contains(it))
        {
            self.facts.matched.push((owner, name));
        }
    }

    fn under(&mut self, attributes: &[Attribute], visit: impl FnOnce(&mut Self)) {
        let depth = self.gates.len();
        self.gates.extend(Cfg::of_all(attributes).into_iter().chain(of_test(attributes)));
        visit(self);
        self.gates.truncate(depth);
    }

    fn import(&mut self, tree: &UseTree, path: &mut Vec<String>, gates: &[Cfg]) {
        let mut add = |name: String, path: Vec<String>| {
            let (module, gates) = (self.module.clone(), gates.to_vec());
            self.facts.imports.push(Import { module, name, path, gates });
        };
        match tree {
            UseTree::Path(it) => {
                path.push(it.ident.to_string());
                self.import(&it.tree, path, gates);
                path.pop();
            }
            UseTree::Name(it) => {
                let name = it.ident.to_string();
                let mut path = path.clone();
                if name == "self" {
                    add(path.last().cloned().unwrap_or_default(), path);
                } else {
                    path.push(name.clone());
                    add(name, path);
                }
            }
            UseTree::Rename(it) => {
                let mut path = path.clone();
                if it.ident != "self" {
                    path.push(it.ident.to_string());
                }
                add(it.rename.to_string(), path);
            }
            UseTree::Glob(_) => add(String::from("*"), path.clone()),
            UseTree::Group(it) => {
                for tree in &it.items {
                    self.import(tree, path, gates);
                }
            }
        }
    }

    fn enumeration(&mut self, it: &ItemEnum) {
        self.define(&it.ident, &it.attrs);
        if !matches!(it.vis, syn::Visibility::Public(_)) {
            self.facts.private_enums.push(it.ident.to_string());
        }
        for variant in &it.variants {
            self.member(&variant.ident, &variant.attrs);
            let converts = variant.fields.iter().any(|field| {
                field.attrs.iter().any(|it| it.path().is_ident("from"))
                    && is_io_error(self.source.text_of(&field.ty))
            });
            if converts {
                self.facts.from_io.push(it.ident.to_string());
            }
        }
    }

    fn macro_definition(&mut self, it: &ItemMacro) {
        self.facts.has_varying_alias |=
            path_name(&it.mac) == "cfg_if" && has_word(it.mac.tokens.clone(), "type");
        if let Some(name) = &it.ident {
            self.define(name, &it.attrs);
            let kinds = argument_kinds(it.mac.tokens.clone()).unwrap_or_default();
            self.facts.macros.push((name.to_string(), kinds));
            for path in paths(&names(self.source, &it.mac.tokens)) {
                if let Some((owner, variant)) = callers::variant(&segments_of(path)) {
                    self.facts.variants.push((name.to_string(), owner, variant));
                }
            }
        }
    }

    fn module(&mut self, item: &ItemMod) {
        if let Some((_, items)) = &item.content {
            self.under(&item.attrs, |this| {
                this.module.push(item.ident.to_string());
                for item in items {
                    this.visit_item(item);
                }
                this.module.pop();
            });
        } else {
            let (path, gates) = (path_of(&item.attrs), self.gates(&item.attrs));
            let (module, name) = (self.module.clone(), item.ident.to_string());
            self.facts.files.push(ModuleFile { module, name, path, gates });
        }
    }

    /// Names in a macro's tokens that may make a value: `Name {`, `Name(`, or alone.
    fn tokens(&mut self, tokens: &TokenStream) {
        for path in paths(&names(self.source, tokens)) {
            if let Some(last) = path.last()
                && matches!(last.role, Role::Start | Role::Segment)
            {
                self.used_by_name(&last.text, None);
            }
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Const(it) => self.define(&it.ident, &it.attrs),
            Item::Enum(it) => self.enumeration(it),
            Item::Fn(it) => self.define(&it.sig.ident, &it.attrs),
            Item::Macro(it) => self.macro_definition(it),
            Item::Mod(it) => {
                self.define(&it.ident, &it.attrs);
                return self.module(it);
            }
            Item::Static(it) => self.define(&it.ident, &it.attrs),
            Item::Struct(it) => {
                self.define(&it.ident, &it.attrs);
                let varies =
                    |it: &syn::Field| Cfg::of_all(&it.attrs).is_some_and(|it| !it.is_test());
                if it.fields.iter().any(varies) {
                    self.facts.varying.push(it.ident.to_string());
                }
                self.under(&it.attrs, |this| {
                    for field in &it.fields {
                        if let Some(name) = &field.ident {
                            this.member(name, &field.attrs);
                        }
                    }
                });
            }
            Item::Trait(it) => {
                self.define(&it.ident, &it.attrs);
                self.facts.traits.push(it.ident.to_string());
                self.under(&it.attrs, |this| {
                    for item in &it.items {
                        match item {
                            TraitItem::Fn(it) => this.member(&it.sig.ident, &it.attrs),
                            TraitItem::Const(it) => this.member(&it.ident, &it.attrs),
                            _ => {}
                        }
                    }
                });
            }
            Item::Type(it) => {
                self.define(&it.ident, &it.attrs);
                self.facts.has_varying_alias |=
                    Cfg::of_all(&it.attrs).is_some_and(|it| !it.is_test());
                if let Some(error) = error_of(&it.ty) {
                    let default = it.generics.type_params().find(|param| param.ident == error);
                    let error = default
                        .and_then(|param| param.default.as_ref())
                        .map_or(error, |(_, ty)| type_name(ty));
                    self.facts.results.push((self.module.clone(), it.ident.to_string(), error));
                }
            }
            Item::Union(it) => self.define(&it.ident, &it.attrs),
            Item::Use(it) => {
                let gates = self.gates(&it.attrs);
                return self.import(&it.tree, &mut Vec::new(), &gates);
            }
            Item::Impl(it) => {
                let name = type_name(&it.self_ty);
                if let Some(from) = made_from(it) {
                    if is_io_error(self.source.text_of(from)) {
                        self.facts.from_io.push(name.clone());
                    }
                    self.facts.made_into.push((type_name(from), self.gates(&it.attrs)));
                }
                return self.under(&it.attrs, |this| {
                    for item in &it.items {
                        match item {
                            ImplItem::Fn(it) => this.member(&it.sig.ident, &it.attrs),
                            ImplItem::Const(it) => this.member(&it.ident, &it.attrs),
                            _ => {}
                        }
                    }
                    this.this.push(name);
                    it.items.iter().for_each(|item| this.visit_impl_item(item));
                    this.this.pop();
                });
            }
            _ => {}
        }
        let attributes = item_attributes(item);
        self.under(attributes, |this| visit::visit_item(this, item));
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Fn(it) => &it.attrs,
            ImplItem::Const(it) => &it.attrs,
            _ => &[],
        };
        self.under(attributes, |this| visit::visit_impl_item(this, item));
    }

    fn visit_stmt(&mut self, statement: &'a syn::Stmt) {
        let attributes = crate::read::syntax::statement_attributes(statement).unwrap_or_default();
        self.under(attributes, |this| visit::visit_stmt(this, statement));
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.under(&arm.attrs, |this| visit::visit_arm(this, arm));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Struct(it) => self.used(&it.path),
            // `Name`, `Name(..)`; a `Name::new` ends in something else.
            Expr::Path(it) => self.used(&it.path),
            Expr::MethodCall(it) => self.wanted(callers::of_method(it)),
            Expr::Binary(it) => self.wanted(callers::of_comparison(it)),
            _ => {}
        }
        visit::visit_expr(self, expression);
    }

    fn visit_pat(&mut self, pattern: &'a Pat) {
        match pattern {
            Pat::Struct(syn::PatStruct { path, .. })
            | Pat::TupleStruct(syn::PatTupleStruct { path, .. }) => {
                self.used(path);
                self.matched(&segments(path));
            }
            Pat::Path(it) => self.matched(&segments(&it.path)),
            Pat::Lit(syn::ExprLit { lit: syn::Lit::Str(it), .. }) => {
                self.wanted([(Search::Whole, it.value())]);
            }
            _ => {}
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        self.wanted(callers::of_attribute(attribute));
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        let name = path_name(mac);
        self.wanted(callers::of_macro(&name, mac.tokens.clone()));
        if has_word(mac.tokens.clone(), "matches") || name.contains("matches") {
            for path in paths(&names(self.source, &mac.tokens)) {
                self.matched(&segments_of(path));
            }
        }
        for (index, argument) in arguments(mac.tokens.clone()).into_iter().enumerate() {
            let mut tokens = argument.clone().into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(TokenTree::Ident(name)), None) if name != "Self" => {
                    let argument = Some((path_name(mac), index));
                    self.used_by_name(&name.to_string(), argument);
                }
                _ => self.tokens(&argument),
            }
        }
    }
}
