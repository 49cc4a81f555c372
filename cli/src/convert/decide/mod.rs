//! What can be converted, what becomes of it, and why the rest stays: plain data.

mod arm;
mod attributes;
mod body;
mod chain;
mod choice;
mod file;
mod function;
mod lone;
mod message;
mod package;
mod plan;
mod preference;
mod reason;
mod refusal;
mod rename;
mod said;
mod sides;
mod signature;
mod site;
mod stub;
mod typed;
mod way_out;

pub(crate) use file::{Named, View, file, inline, stubs};
pub(crate) use package::{feature_set, package};
pub(crate) use plan::{
    Arm, Body, Choice, Form, Functions, Gate, Plan, StubBlock, StubFunction, Stubs,
};
pub(crate) use reason::Reason;
