//! What this build is, and how to get another.

mod base;
mod elsewhere;
mod exclusive;
mod graph;
mod order;
mod providers;
pub(crate) mod questions;
mod read;
mod rewrite;
pub(crate) mod root;
mod route;
mod search;
mod set;
pub(crate) mod target;
pub(crate) mod terms;
pub(crate) mod unmet;
mod version;
pub(crate) mod ways;
pub(crate) mod wording;
pub(crate) mod workspace;
