//! Turns what is written by hand into annotations.

pub(crate) mod arm;
pub(crate) mod attribute;
pub(crate) mod chain;
pub(crate) mod file;
pub(crate) mod function;
pub(crate) mod imatrix;
pub(crate) mod imports;
pub(crate) mod message;
pub(crate) mod rename;
pub(crate) mod signature;
pub(crate) mod stub;
