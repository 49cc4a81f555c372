//! What only `feature_gated!` takes.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token};

use super::written::Written;

/// `name` or `mut name`
#[derive(Clone)]
pub(crate) struct Variable {
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) name: Ident,
}

impl Parse for Variable {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { mutability: input.parse()?, name: input.parse()? })
    }
}

/// `const`, `unused`
#[derive(Clone, Default)]
pub(crate) struct Choice {
    pub(crate) constant: Option<Ident>,
    pub(crate) unused: Vec<Variable>,
}

impl Choice {
    /// Reads the option if it is one of these.
    pub(super) fn read(&mut self, option: &Written<'_>) -> syn::Result<bool> {
        match option.word.name {
            "const" => self.constant = Some(option.key.clone()),
            "unused" => self.unused = option.list()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}
