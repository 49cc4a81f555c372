//! What every stub says of itself.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Path;

use crate::emit::{Counted, Record, WayOut, declared_cfg, detail, one_line, prose};
use crate::grammar::Gate;

/// What stands in for something, and where.
pub(super) struct Stub {
    pub(super) gate: Gate,
    pub(super) krate: Path,
}

impl Stub {
    /// `not(PREDICATE)`
    pub(super) fn cfg(&self) -> TokenStream {
        let cfg = declared_cfg(&self.gate.predicate);
        quote!(not(#cfg))
    }

    pub(super) fn sentence(&self) -> String {
        format!("Stands in for builds without {}", prose(&self.gate.predicate))
    }

    /// `label` tells the rows of one type from each other.
    pub(super) fn record(&self, name: &str, label: &str, span: Span) -> TokenStream {
        let options = &self.gate.options;
        let mut details = String::new();
        if label != name {
            detail(&mut details, "label", label);
        }
        let name = options.message.name.as_ref().map_or_else(|| name.to_owned(), one_line);
        Record {
            krate: &self.krate,
            kind: "stub",
            name: &name,
            predicate: Some(&self.gate.predicate),
            instead: &WayOut::of(&options.instead).text(),
            details,
            options,
            span,
            counted: Counted::If(self.cfg()),
        }
        .tokens()
    }
}
