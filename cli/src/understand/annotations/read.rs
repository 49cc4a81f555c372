//! Reads the annotations of one file.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Macro, Meta, Signature, Token, TraitItem, Visibility};

use super::annotation::{Annotation, Kind};
use super::names::{Imports, Named, Names};
use super::parse;
use super::visible;
use crate::read::source::Source;
use crate::read::syntax::{metas, type_name};

/// What the annotations of a file say.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// All annotations, in the order of the file.
    pub(crate) annotations: Vec<Annotation>,
    /// What is wrong with them: offset, item, message.
    pub(crate) errors: Vec<(usize, String, String)>,
    /// The lines of annotations in macros, which only a build can read.
    pub(crate) in_macros: BTreeSet<usize>,
    /// The lines of what is called like an annotation, without anything that says it is one.
    pub(crate) doubtful: BTreeSet<usize>,
}

/// Reads the annotations of the file.
pub(crate) fn read(source: &Source, file: &syn::File, names: &Names) -> Read {
    let mut reader = Reader::new(source, names, Imports::of(file));
    reader.hidden = visible::hidden_types(&file.items);
    reader.visit_file(file);
    reader.read.annotations.sort_by_key(|it| it.line);
    reader.read
}

/// Items in which an annotation may stand.
struct Reader<'s> {
    source: &'s Source,
    read: Read,
    module: Vec<String>,
    /// The impl, trait and functions that are open.
    path: Vec<String>,
    /// The quantization method of the annotated block that is open.
    method: Option<String>,
    names: &'s Names,
    imports: Imports,
    /// The types that only the package can name.
    hidden: Vec<String>,
    /// Whether what is open can be seen by users of the package.
    is_public: bool,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source, names: &'s Names, imports: Imports) -> Self {
        Self {
            source,
            read: Read::default(),
            module: Vec::new(),
            path: Vec::new(),
            method: None,
            names,
            imports,
            hidden: Vec::new(),
            is_public: true,
        }
    }

    /// What a path of an attribute or a macro names.
    fn named(&self, path: &syn::Path) -> Named {
        let names: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.names.named(&names, &self.imports)
    }

    fn doubt(&mut self, offset: usize) {
        self.read.doubtful.insert(self.source.place(offset).line);
    }

    fn attributes(&mut self, attributes: &[Attribute], name: &str, head_end: usize) {
        let metas =
            attributes.iter().flat_map(|it| metas(it).into_iter().map(move |meta| (it, meta)));
        for (attribute, meta) in metas {
            let named = self.named(meta.path());
            if named == Named::Perhaps {
                self.doubt(self.source.range_of(attribute).start);
            }
            let Some(kind) = named.kind() else { continue };
            let tokens = match meta {
                Meta::List(list) => list.tokens,
                _ => TokenStream::new(),
            };
            let mut path = self.path.clone();
            if !name.is_empty() {
                path.push(name.to_owned());
            }
            let offset = self.source.range_of(attribute).start;
            let code_end = head_end.max(self.source.range_of(attribute).end);
            self.push(kind, &tokens, &path, offset, code_end);
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        tokens: &TokenStream,
        path: &[String],
        offset: usize,
        code_end: usize,
    ) {
        let line = self.source.place(offset).line;
        let mut annotation = Annotation {
            module: self.module.clone(),
            method: self.method.clone().filter(|_| kind == Kind::Quant),
            is_public: self.is_public,
            code: self.source.slice(offset..code_end).trim_end().to_owned(),
            ..Annotation::new(kind, path.join("::"), offset, line)
        };
        let messages = parse::arguments(&mut annotation, tokens.clone());
        annotation.is_broken = !messages.is_empty();
        let item = annotation.item.clone();
        self.read.errors.extend(messages.into_iter().map(|it| (offset, item.clone(), it)));
        self.read.annotations.push(annotation);
    }

    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.path.push(name);
        visit(self);
        self.path.pop();
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        let outside = self.is_public;
        self.is_public &= visible::is_public(item);
        match item {
            Item::Fn(it) => {
                let name = it.sig.ident.to_string();
                self.attributes(&it.attrs, &name, self.source.range_of(&it.sig).end);
                self.within(name, |this| visit::visit_block(this, &it.block));
            }
            Item::Mod(it) => {
                let name = it.ident.to_string();
                self.attributes(&it.attrs, &name, 0);
                if let Some((_, items)) = &it.content {
                    self.module.push(name);
                    for item in items {
                        self.visit_item(item);
                    }
                    self.module.pop();
                }
            }
            Item::Impl(it) => {
                self.is_public &= !visible::is_of_hidden(it, &self.hidden);
                let name = type_name(&it.self_ty);
                let head = self.source.range(it.brace_token.span.open()).start;
                let first = self.read.annotations.len();
                self.attributes(&it.attrs, &name, head);
                // What is written on its functions is about the block's method.
                let except = self.gated_by_themselves(it);
                for gate in
                    self.read.annotations[first..].iter_mut().filter(|it| it.kind == Kind::Gate)
                {
                    gate.except.clone_from(&except);
                }
                let of_block = self.read.annotations.get(first..).unwrap_or_default();
                let method = of_block.iter().find(|it| it.kind == Kind::Quant);
                let outer =
                    std::mem::replace(&mut self.method, method.and_then(|it| it.method.clone()));
                self.within(name, |this| {
                    let outside = this.is_public;
                    for item in &it.items {
                        this.is_public = outside && visible::is_public_member(it, item);
                        this.visit_impl_item(item);
                    }
                });
                self.method = outer;
            }
            Item::Trait(it) => {
                let name = it.ident.to_string();
                let head = self.source.range(it.brace_token.span.open()).start;
                self.attributes(&it.attrs, &name, head);
                self.within(name, |this| {
                    it.items.iter().for_each(|item| this.visit_trait_item(item));
                });
            }
            Item::Struct(it) => {
                let end = self.source.range_of(&it.ident).end;
                self.attributes(&it.attrs, &it.ident.to_string(), end);
            }
            Item::Enum(it) => {
                let end = self.source.range_of(&it.ident).end;
                self.attributes(&it.attrs, &it.ident.to_string(), end);
            }
            Item::Const(it) => self.attributes(
                &it.attrs,
                &it.ident.to_string(),
                self.source.range_of(&it.ident).end,
            ),
            Item::Static(it) => self.attributes(
                &it.attrs,
                &it.ident.to_string(),
                self.source.range_of(&it.ident).end,
            ),
            Item::Type(it) => self.attributes(
                &it.attrs,
                &it.ident.to_string(),
                self.source.range_of(&it.ident).end,
            ),
            Item::Verbatim(tokens) => self.bodyless(tokens),
            _ => visit::visit_item(self, item),
        }
        self.is_public = outside;
    }

    fn visit_impl_item(&mut self, item: &'a ImplItem) {
        match item {
            ImplItem::Fn(it) => {
                let name = it.sig.ident.to_string();
                self.attributes(&it.attrs, &name, self.source.range_of(&it.sig).end);
                self.within(name, |this| visit::visit_block(this, &it.block));
            }
            ImplItem::Const(it) => self.attributes(&it.attrs, &it.ident.to_string(), 0),
            ImplItem::Verbatim(tokens) => self.bodyless(tokens),
            _ => visit::visit_impl_item(self, item),
        }
    }

    fn visit_trait_item(&mut self, item: &'a TraitItem) {
        if let TraitItem::Fn(it) = item {
            let name = it.sig.ident.to_string();
            self.attributes(&it.attrs, &name, self.source.range_of(&it.sig).end);
            self.within(name, |this| {
                if let Some(block) = &it.default {
                    visit::visit_block(this, block);
                }
            });
        } else {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        let named = self.named(&mac.path);
        if named == Named::Perhaps {
            self.doubt(self.source.range_of(mac).start);
        }
        let Some(kind) = named.kind() else {
            return self.inside(mac.tokens.clone(), false);
        };
        let range = self.source.range_of(mac);
        let line_end = self.source.line_end(range.start).min(range.end);
        let path = self.path.clone();
        self.push(kind, &mac.tokens, &path, range.start, line_end);
        if kind == Kind::Choice {
            self.inside(mac.tokens.clone(), true);
        }
    }
}

/// `#[feature_stub("a")] fn f(..) -> Result<..>;`
struct Bodyless {
    attributes: Vec<Attribute>,
    signature: Signature,
}

impl Parse for Bodyless {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let signature = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(Self { attributes, signature })
    }
}

impl Reader<'_> {
    /// A function whose body the attribute makes.
    fn bodyless(&mut self, tokens: &TokenStream) {
        let Ok(Bodyless { attributes, signature }) = syn::parse2(tokens.clone()) else { return };
        let end = self.source.range_of(&signature).end;
        self.attributes(&attributes, &signature.ident.to_string(), end);
    }

    /// The functions of the block that have a gate of their own.
    fn gated_by_themselves(&self, block: &syn::ItemImpl) -> Vec<String> {
        let functions = block.items.iter().filter_map(|item| match item {
            ImplItem::Fn(it) => Some(it),
            _ => None,
        });
        let is_gated = |it: &&syn::ImplItemFn| {
            it.attrs
                .iter()
                .flat_map(metas)
                .any(|meta| self.named(meta.path()).kind() == Some(Kind::Gate))
        };
        functions.filter(is_gated).map(|it| it.sig.ident.to_string()).collect()
    }

    /// Annotations inside the arms of a choice, or inside a macro that nobody can look into.
    fn inside(&mut self, tokens: TokenStream, is_choice: bool) {
        let mut names: Vec<String> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => names.push(name.to_string()),
                TokenTree::Punct(_) => {}
                TokenTree::Group(group) => {
                    match self.names.named(&names, &self.imports).kind() {
                        Some(_) if !is_choice => {
                            let start = self.source.range(group.span()).start;
                            self.read.in_macros.insert(self.source.place(start).line);
                        }
                        Some(kind) => {
                            let start = self.source.range(group.span()).start;
                            let path = self.path.clone();
                            let end = self
                                .source
                                .line_end(start)
                                .min(self.source.range(group.span()).end);
                            self.push(kind, &group.stream(), &path, start, end);
                            if kind == Kind::Choice {
                                self.inside(group.stream(), true);
                            }
                        }
                        _ => self.inside(group.stream(), is_choice),
                    }
                    names.clear();
                }
                TokenTree::Literal(_) => names.clear(),
            }
        }
    }
}
