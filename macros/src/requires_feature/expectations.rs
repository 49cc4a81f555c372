//! Lints that a function expects, where its body may not be built.

use quote::quote;

use crate::emit::Halves;
use crate::item::Attr;

/// A lint that the body is expected to cause is not caused where the body is not built.
pub(super) fn expect_only_if(attribute: &Attr, halves: &Halves) -> Vec<Attr> {
    match attribute.arguments().filter(|_| attribute.is("expect")) {
        Some(lints) => {
            let cfg = halves.cfg();
            vec![
                Attr::new(quote!(cfg_attr(#cfg, expect(#lints)))),
                Attr::new(quote!(cfg_attr(not(#cfg), allow(#lints)))),
            ]
        }
        None => vec![attribute.clone()],
    }
}
