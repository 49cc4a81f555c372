//! `Unavailable` into the function's own type.

pub(crate) mod argument;
pub(crate) mod early_return;
pub(crate) mod gate;
pub(crate) mod step;
pub(crate) mod stub;
