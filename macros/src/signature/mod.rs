//! The signature of a function: what it is given, and what it hands back.

mod parameters;
mod returns;

pub(crate) use parameters::{Forward, Parameters};
pub(crate) use returns::Returns;
