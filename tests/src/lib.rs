//! What several test binaries of this package share.

pub mod events;
pub mod process;
