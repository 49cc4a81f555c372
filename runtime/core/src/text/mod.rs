//! Plain helpers without meaning.

pub(crate) mod nearest;
pub(crate) mod pattern;
pub(crate) mod sort;
pub(crate) mod table;
