//! For tests: make a capability unavailable, deny fallbacks, see that nothing degrades.

mod degradation;
mod force;
mod machine;
mod skip;
mod sources;
mod strict;

pub use crate::__assert_registry_complete as assert_registry_complete;
pub use degradation::assert_no_degradation;
pub use force::{ForcedUnavailable, force_unavailable};
pub use machine::{SimulatedMachine, simulate_machine};
#[doc(hidden)]
pub use skip::{Skipped, skip};
#[doc(hidden)]
pub use sources::assert_complete;
pub use strict::{Strict, strict};
