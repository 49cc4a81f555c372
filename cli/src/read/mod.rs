//! One file: its text, its comments, its syntax.

pub(crate) mod comments;
pub(crate) mod names;
pub(crate) mod source;
pub(crate) mod syntax;
