//! Attributes in all the places that no rule looks at: parameters, fields of literals, variants,
//! whole files.

use syn::Attribute;
use syn::visit::Visit;

use super::branch::is_fallback;
use crate::understand::cfg::Cfg;

/// The fallbacks among the attributes of a file, wherever they stand.
pub(super) fn fallbacks(file: &syn::File) -> Vec<(&Attribute, Cfg)> {
    let mut rest = Rest::default();
    rest.visit_file(file);
    rest.0
}

#[derive(Default)]
struct Rest<'a>(Vec<(&'a Attribute, Cfg)>);

impl<'a> Visit<'a> for Rest<'a> {
    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let Some(cfg) = Cfg::of(attribute)
            && is_fallback(&cfg)
        {
            self.0.push((attribute, cfg));
        }
    }
}
