//! Attributes in all the places that no rule looks at: parameters, fields of literals, variants,
//! whole files.

use syn::visit::{self, Visit};
use syn::{Attribute, File};

use super::branch::is_fallback;
use crate::understand::cfg::Cfg;
use crate::understand::site::Part;

/// A fallback, wherever it stands.
pub(super) struct Rest<'a> {
    /// What it is a part of, or that part, if it has a name.
    pub(super) name: String,
    /// What it is.
    pub(super) part: Part,
    /// The attribute.
    pub(super) attribute: &'a Attribute,
    /// What that says.
    pub(super) cfg: Cfg,
}

/// The fallbacks among the attributes of a file.
pub(super) fn fallbacks(file: &File) -> Vec<Rest<'_>> {
    let mut finder = Finder { found: Vec::new(), inside: Vec::new() };
    finder.visit_file(file);
    finder.found
}

struct Finder<'a> {
    found: Vec<Rest<'a>>,
    /// What is open, from the outside.
    inside: Vec<(Part, String)>,
}

impl Finder<'_> {
    fn within(&mut self, part: Part, name: String, visit: impl FnOnce(&mut Self)) {
        self.inside.push((part, name));
        visit(self);
        self.inside.pop();
    }
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_file(&mut self, file: &'a File) {
        self.within(Part::File, String::new(), |this| {
            file.attrs.iter().for_each(|it| this.visit_attribute(it));
        });
        file.items.iter().for_each(|it| self.visit_item(it));
    }

    fn visit_item_enum(&mut self, item: &'a syn::ItemEnum) {
        for it in &item.variants {
            let name = format!("{}::{}", item.ident, it.ident);
            self.within(Part::Variant, name, |this| visit::visit_variant(this, it));
        }
    }

    fn visit_field(&mut self, field: &'a syn::Field) {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        self.within(Part::Field, name, |this| visit::visit_field(this, field));
    }

    fn visit_signature(&mut self, signature: &'a syn::Signature) {
        let name = signature.ident.to_string();
        self.within(Part::Parameter, name, |this| visit::visit_signature(this, signature));
    }

    fn visit_generics(&mut self, generics: &'a syn::Generics) {
        let name = self.inside.last().map(|(_, name)| name.clone()).unwrap_or_default();
        self.within(Part::Parameter, name, |this| visit::visit_generics(this, generics));
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let Some(cfg) = Cfg::of(attribute)
            && is_fallback(&cfg)
        {
            let (part, name) =
                self.inside.last().cloned().unwrap_or((Part::Element, String::new()));
            self.found.push(Rest { name, part, attribute, cfg });
        }
    }
}
