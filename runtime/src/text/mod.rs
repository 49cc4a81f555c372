//! Plain helpers without meaning.

pub(crate) mod nearest;
