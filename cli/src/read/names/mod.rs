//! The names in a piece of code, each with what it is there.
//!
//! One walk over tokens answers every question of the kind "which names does this use?", inside of
//! macros too, where no parser helps.

mod call;
mod format;
mod level;
mod name;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use name::{Name, Role, paths};
pub(crate) use walk::names;
