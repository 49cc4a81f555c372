//! Plain data and words.
#![allow(dead_code)]

pub(crate) mod package;
pub(crate) use crate::predicate;
