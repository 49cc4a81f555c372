//! What is taken out of finished files, and what is said of those that hold nothing.

#[path = "../../src/binary/mod.rs"]
mod binary;
