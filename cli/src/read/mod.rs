//! One file: its text, its comments, its syntax.

pub(crate) mod comments;
mod depth;
mod glance;
pub(crate) mod names;
pub(crate) mod source;
pub(crate) mod syntax;
