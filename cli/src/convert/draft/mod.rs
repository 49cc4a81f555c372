//! Makes edits of what was decided.

mod attribute;
mod choice;
mod comments;
mod function;
mod plan;
mod stub;

pub(crate) use plan::edits;
pub(crate) use stub::edits as stub_edits;
