//! The predicate of a gate: the grammar of `#[cfg]` in which a bare string is a cargo feature.

mod kind;
mod read;

pub(crate) use kind::Predicate;
pub(super) use read::joined;
