//! Makes edits of what was decided.

mod attribute;
mod choice;
mod comments;
mod feature_set;
mod function;
mod plan;
mod stub;

pub(crate) use feature_set::with_feature_set;
pub(crate) use plan::edits;
pub(crate) use stub::edits as stub_edits;
