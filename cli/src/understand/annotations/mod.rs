//! The annotations of featherfall as they stand in the sources.
//!
//! The grammar is the macros' own: what compiles is what is read here. Everything else works with
//! the plain data of [`Annotation`].

mod annotation;
mod collect;
mod names;
mod older;
mod parse;
mod read;
mod shown;
mod visible;

pub(crate) use annotation::{Annotation, Kind, Priority};
pub(crate) use collect::{Collected, Found, collect, collect_of, module_of, names};
pub(crate) use names::{Imports, Named, Names};
pub(crate) use older::{decide, gone, older};
pub(crate) use parse::is_plain;
pub(crate) use read::read;
pub(crate) use shown::shown_names;
