//! The arguments of the attributes: what may be written, and what is said when it is not.
//!
//! Nothing here makes Rust code; the command-line tool reads annotations with the same files.

mod argument;
mod arms;
mod compact;
mod errors;
mod limitation;
mod options;
mod predicate;
mod statement;
mod words;

pub(crate) use argument::QuantArgument;
pub(crate) use arms::{Arms, Body};
pub(crate) use compact::compact;
pub(crate) use errors::Errors;
pub(crate) use limitation::Limitation;
pub(crate) use options::{Options, Variable, absolute_path};
pub(crate) use predicate::Predicate;
pub(crate) use statement::as_last_statement;
pub(crate) use words::{
    FEATURE_STUB, Level, QUANT_SUPPORT, REQUIRES_FEATURE, Word, expected, level_or_skip,
};
