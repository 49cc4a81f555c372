//! The one list of what expansions may name, and `cargo featherfall inspect`.

pub use std::boxed::Box;

pub use crate::__describe as describe;
pub use crate::__record as record;
pub use crate::calls::settle::Denied;
pub use crate::calls::site::Site;
pub use crate::convert::argument::{Optional, ignore};
pub use crate::convert::leave::{absent, error, panic, unreachable};
pub use crate::convert::no_way_out::{
    ReturnsUnavailable, ReturnsUnsupported, StubReturnsUnavailable,
};
pub use crate::convert::step::returns;
pub use crate::convert::stub::{Never, Stub};
pub use crate::model::counts::Counts;
pub use crate::registry::annotation::Annotation;
pub use crate::registry::section::bytes_of;
pub use crate::report::inspected::{Inspected, inspected};
pub use crate::sync::counter::Counter as Calls;
