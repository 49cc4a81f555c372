//! The arguments of the attributes: what may be written, and what is said when it is not.
//!
//! Nothing here makes Rust code, and nothing here names another part of the crate: the command-line
//! tool reads annotations with the same files.

mod arms;
mod compact;
mod errors;
mod gate;
mod limitation;
mod nearest;
mod options;
mod predicate;
mod quant_argument;
mod skip;
mod statement;
mod support;
mod words;

pub(crate) use arms::{Arms, Body};
pub(crate) use compact::compact;
pub(crate) use errors::Errors;
pub(crate) use gate::Gate;
pub(crate) use limitation::Limitation;
pub(crate) use nearest::expected;
pub(crate) use options::{Condition, Instead, Options, Policy, Quant, Variable, absolute_path};
pub(crate) use predicate::Predicate;
pub(crate) use quant_argument::QuantArgument;
pub(crate) use statement::as_last_statement;
pub(crate) use support::Support;
pub(crate) use words::{FEATURE_STUB, Level, REQUIRES_FEATURE};
#[allow(unused_imports, reason = "the command-line tool reads options by themselves")]
pub(crate) use words::{QUANT_SUPPORT, Word};
