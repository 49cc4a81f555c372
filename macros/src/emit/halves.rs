//! What is there where the feature is on, and what where it is off.

use proc_macro2::TokenStream;
use quote::quote;

use super::declared::{declared_cfg, is_built};
use super::lexed::lex;
use crate::grammar::Predicate;

/// The two halves of what one attribute expands to.
///
/// Where rustc says which features are on, the other half is not made at all: rustc takes longer for a
/// `#[cfg]` in front of a statement than for the statement.
pub(crate) struct Halves {
    cfg: TokenStream,
    built: Option<bool>,
}

impl Halves {
    /// Both are made unless one `may_go`.
    pub(crate) fn of(predicate: &Predicate, may_go: bool) -> Self {
        let built = if may_go { is_built(predicate) } else { None };
        Self { cfg: declared_cfg(predicate), built }
    }

    /// The inside of `#[cfg(..)]`.
    pub(crate) fn cfg(&self) -> &TokenStream {
        &self.cfg
    }

    /// Which of them is built; nothing where rustc decides.
    pub(crate) fn built(&self) -> Option<bool> {
        self.built
    }

    /// A statement or a last expression where the feature is on.
    pub(crate) fn on(&self, make: impl FnOnce() -> Option<TokenStream>) -> Option<TokenStream> {
        let cfg = &self.cfg;
        self.half(true, make, || quote!(#[cfg(#cfg)]))
    }

    /// The same where it is off.
    pub(crate) fn off(&self, make: impl FnOnce() -> Option<TokenStream>) -> Option<TokenStream> {
        let cfg = &self.cfg;
        self.half(false, make, || quote!(#[cfg(not(#cfg))]))
    }

    fn half(
        &self,
        wanted: bool,
        make: impl FnOnce() -> Option<TokenStream>,
        cfg: impl FnOnce() -> TokenStream,
    ) -> Option<TokenStream> {
        if self.built.is_some_and(|built| built != wanted) {
            return None;
        }
        let tokens = make()?;
        let cfg = self.built.is_none().then(cfg);
        Some(quote!(#cfg #tokens))
    }

    /// Attributes of the item where the feature is off.
    pub(crate) fn attributes_off(&self, list: &[&str]) -> TokenStream {
        let cfg = &self.cfg;
        match self.built {
            Some(true) => TokenStream::new(),
            Some(false) => lex(&format!("#[{}]", list.join("]#["))),
            None => {
                let list = lex(&list.join(","));
                quote!(#[cfg_attr(not(#cfg), #list)])
            }
        }
    }
}
