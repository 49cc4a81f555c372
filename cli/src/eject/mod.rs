//! Turns annotations back into plain `#[cfg]`.
//!
//! `tokens` finds them in the tokens of a file, wherever they stand; each kind has a file that says
//! what is written in its place, with the hint as text; `file` puts the edits together, round by
//! round; `package` takes the dependency out of the manifest.

mod alive;
mod around;
mod choice;
mod file;
mod gate;
mod imports;
mod item;
mod package;
mod quant;
mod refusal;
mod returned;
mod stub;
mod tokens;

pub(crate) use package::{Ejected, package};
