//! `Unavailable` into the function's own type.

pub(crate) mod argument;
pub(crate) mod holder;
pub(crate) mod leave;
pub(crate) mod no_way_out;
pub(crate) mod step;
pub(crate) mod stub;
