//! What this build is, and how to get another.
#![allow(dead_code)]

mod base;
mod elsewhere;
mod graph;
pub(crate) mod questions;
pub(crate) mod root;
mod search;
pub(crate) mod target;
mod terms;
pub(crate) mod unmet;
mod version;
pub(crate) mod wording;
pub(crate) mod workspace;
