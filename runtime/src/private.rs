//! The one list of what expansions may name.

pub use std::boxed::Box;

pub use featherfall_macros::is_enabled;

pub use crate::__collect as collect;
pub use crate::__describe as describe;
pub use crate::calls::settle::Denied;
pub use crate::calls::site::{Counts, Site};
pub use crate::convert::argument::{ignore, is_given, optional, without};
pub use crate::convert::leave::{absent, error, panic, unreachable};
pub use crate::convert::step::returns;
pub use crate::convert::stub::{Never, Stub};
pub use crate::model::counter::Counter as Calls;
pub use crate::model::requirement::Need;
pub use crate::registry::record::{DeclaredFeature, PackageFeatures, Record};
