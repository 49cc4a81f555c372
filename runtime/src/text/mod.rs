//! Plain helpers without meaning.

pub(crate) mod nearest;
pub(crate) mod table;
