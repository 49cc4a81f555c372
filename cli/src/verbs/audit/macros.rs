//! Looks for hand-written refusals and undeclared features.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, Macro};

use super::collector::Collector;
use super::finding::Adopt;
use super::rules::{self, Rule};
use crate::find::manifest::Manifest;
use crate::find::project::Package;
use crate::read::source::Source;
use crate::read::syntax::{path_name, type_name};
use crate::understand::cfg::Cfg;
use crate::understand::fallback;
use crate::understand::sites::Sites;

/// Looks through the file. `refusals` are refusals of arguments, with what `adopt` says about them.
pub(super) fn find(
    found: &mut Collector<'_>,
    file: &syn::File,
    sites: &Sites<'_>,
    refusals: &[(Range<usize>, Adopt)],
    package: &Package,
    in_test: bool,
) {
    let fallbacks = sites.chosen.iter().filter_map(|site| Some(site.off()?.range.clone()));
    let mut finder = Macros {
        source: found.source,
        manifest: &package.manifest,
        fallbacks: fallbacks.collect(),
        path: Vec::new(),
        in_test,
        found: Vec::new(),
    };
    finder.visit_file(file);
    for (rule, offset, item, message) in finder.found {
        let is_refusal = *rule == rules::UNSUPPORTED_BAIL;
        let mut around = refusals.iter().filter(|(range, _)| range.contains(&offset));
        let adopt = around.next().filter(|_| is_refusal).map(|(_, adopt)| adopt.clone());
        found.add_with(rule, offset, &item, message, adopt);
    }
}

/// The visitor.
struct Macros<'a> {
    source: &'a Source,
    manifest: &'a Manifest,
    /// Code that is reported as a fallback already.
    fallbacks: Vec<Range<usize>>,
    path: Vec<String>,
    in_test: bool,
    found: Vec<(&'static Rule, usize, String, String)>,
}

impl Macros<'_> {
    fn push(&mut self, rule: &'static Rule, offset: usize, message: String) {
        self.found.push((rule, offset, self.path.join("::"), message));
    }

    fn named(
        &mut self,
        name: &impl ToString,
        attributes: &[Attribute],
        visit: impl FnOnce(&mut Self),
    ) {
        let was = self.in_test;
        self.in_test |= attributes.iter().any(|it| {
            it.path().segments.last().is_some_and(|last| last.ident == "test")
                || Cfg::of(it).is_some_and(|cfg| cfg.is_test())
        });
        self.path.push(name.to_string());
        visit(self);
        self.path.pop();
        self.in_test = was;
    }

    /// `feature = ".."` in the tokens of a predicate.
    fn features(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for window in tokens.windows(3) {
            if let [TokenTree::Ident(key), TokenTree::Punct(equals), TokenTree::Literal(value)] =
                window
                && key == "feature"
                && equals.as_char() == '='
                && let syn::Lit::Str(name) = syn::Lit::new(value.clone())
                && let Some(message) = undeclared(self.manifest, &name.value())
            {
                let offset = self.source.range(value.span()).start;
                self.push(&rules::UNDECLARED_FEATURE, offset, message);
            }
        }
        for token in tokens {
            if let TokenTree::Group(group) = token {
                self.features(group.stream());
            }
        }
    }
}

/// What to say of a feature that the manifest does not declare.
pub(super) fn undeclared(manifest: &Manifest, name: &str) -> Option<String> {
    if manifest.name.is_empty() || manifest.knows_all || manifest.features.contains(name) {
        return None;
    }
    let distance = |it: &&String| strsim::damerau_levenshtein(it, name);
    let near = manifest.features.iter().min_by_key(distance).filter(|it| distance(it) <= 3);
    let help = near.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
    Some(format!("`{}` declares no feature `{name}`{help}", manifest.name))
}

impl<'a> Visit<'a> for Macros<'_> {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        item.attrs.iter().for_each(|it| self.visit_attribute(it));
        self.named(&item.ident, &item.attrs, |this| {
            if let Some((_, items)) = &item.content {
                for item in items {
                    this.visit_item(item);
                }
            }
        });
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.named(&item.sig.ident, &item.attrs, |this| visit::visit_item_fn(this, item));
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let name = type_name(&item.self_ty);
        self.named(&name, &item.attrs, |this| visit::visit_item_impl(this, item));
    }

    fn visit_item_trait(&mut self, item: &'a syn::ItemTrait) {
        self.named(&item.ident, &item.attrs, |this| visit::visit_item_trait(this, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.named(&item.sig.ident, &item.attrs, |this| {
            visit::visit_impl_item_fn(this, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        self.named(&item.sig.ident, &item.attrs, |this| {
            visit::visit_trait_item_fn(this, item);
        });
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        let path = attribute.path();
        if let (true, syn::Meta::List(list)) =
            (path.is_ident("cfg") || path.is_ident("cfg_attr"), &attribute.meta)
        {
            self.features(list.tokens.clone());
        }
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        visit::visit_expr_call(self, call);
        let is_err = matches!(&*call.func, syn::Expr::Path(it) if it.path.is_ident("Err"));
        if !is_err {
            return;
        }
        let offset = self.source.range_of(&call.func).start;
        let in_fallback = self.fallbacks.iter().any(|it| it.contains(&offset));
        // A macro inside is a finding of its own.
        let text = call.args.first().filter(|_| !in_fallback && !self.in_test);
        let text = text.and_then(fallback::text_of_literal);
        if let Some(text) = text.filter(|it| it.contains("does not support")) {
            self.push(
                &rules::UNSUPPORTED_BAIL,
                offset,
                format!("{text:?} is known to this line only"),
            );
        }
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        let name = path_name(mac);
        if name == "cfg" {
            return self.features(mac.tokens.clone());
        }
        if self.in_test {
            return;
        }
        let offset = self.source.range_of(&mac.path).start;
        let in_fallback = self.fallbacks.iter().any(|it| it.contains(&offset));
        let text = fallback::first_literal(mac);
        match name.as_str() {
            "bail" | "anyhow" | "ensure" | "panic" | "format" if !in_fallback => {
                if let Some(text) = text.filter(|it| it.contains("does not support")) {
                    self.push(
                        &rules::UNSUPPORTED_BAIL,
                        offset,
                        format!("{text:?} is known to this line only"),
                    );
                }
            }
            _ => {}
        }
    }
}
