//! One file: its text, its comments, its syntax.

pub(crate) mod comments;
mod depth;
pub(crate) mod names;
pub(crate) mod source;
pub(crate) mod syntax;
