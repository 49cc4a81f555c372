//! The arguments of the attributes: what may be written, and what is said when it is not.
//!
//! Nothing here makes Rust code; the command-line tool reads annotations with the same files.

mod errors;
mod options;
mod predicate;
mod words;

pub(crate) use errors::Errors;
pub(crate) use options::Options;
pub(crate) use predicate::Predicate;
pub(crate) use words::{Level, QUANT_SUPPORT, REQUIRES_FEATURE, expected, level_or_skip};
