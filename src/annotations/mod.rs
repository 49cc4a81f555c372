//! The attributes of featherfall as they stand in the sources.
//!
//! The grammar is the macros' own: what compiles is what is read here.

#[allow(dead_code, unused_imports, reason = "the macros need more of it than the commands")]
pub(crate) mod grammar;
