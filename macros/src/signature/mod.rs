//! The signature of a function: what it is given, and what it hands back.

mod no_way_out;
mod parameters;
mod returns;

pub(crate) use no_way_out::{no_conversion, no_result};
pub(crate) use parameters::{Forward, Parameters};
pub(crate) use returns::{Returns, with_any_body};
