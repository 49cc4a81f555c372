//! Finds the places where a build chooses between two pieces of code.

mod branch;
mod chain;
mod definition;
mod finder;
mod rest;

pub(crate) use finder::{Sites, of};
