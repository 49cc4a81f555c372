//! What several test binaries of this package share.

pub mod cargo;
pub mod events;
pub mod process;
pub mod records;
