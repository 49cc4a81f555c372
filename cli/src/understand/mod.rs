//! What the code means, across files.

pub(crate) mod annotations;
pub(crate) mod callers;
pub(crate) mod cfg;
pub(crate) mod cfg_macro;
mod condition;
pub(crate) mod dummy;
pub(crate) mod error_type;
pub(crate) mod facts;
pub(crate) mod fallback;
pub(crate) mod files;
pub(crate) mod flags;
pub(crate) mod function;
pub(crate) mod index;
pub(crate) mod inline;
mod literals;
pub(crate) mod place;
pub(crate) mod runtime;
pub(crate) mod site;
pub(crate) mod sites;
pub(crate) mod todos;
pub(crate) mod traits;
mod trees;
pub(crate) mod whole;
