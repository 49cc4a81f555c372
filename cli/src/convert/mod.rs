//! Turns what is written by hand into annotations, in three steps whose results are plain data.
//!
//! `decide` says of every place whether it can be converted, and why not; `draft` makes edits of
//! that; `settle` puts the edits together, with what they ask of the rest of the file and of the
//! manifest.

pub(crate) mod decide;
mod draft;
pub(crate) mod settle;
