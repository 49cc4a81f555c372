//! For tests: make a capability unavailable, deny fallbacks, see that nothing degrades.
//!
//! Turn on the feature `testing` in `[dev-dependencies]`. Expansions then ask whether a test forces
//! them to be unavailable, and every call is counted, so measure nothing in such a build. Guards
//! work on the thread that makes them, until they are dropped, so that tests can run in parallel; a
//! thread that a test starts needs its own.
//!
//! ```
//! use featherfall::{requires_feature, testing, Reason};
//!
//! fn sum_scalar(values: &[f32]) -> f32 {
//!     values.iter().sum()
//! }
//!
//! #[requires_feature("testing", fallback = sum_scalar)] // a feature that is on
//! fn sum_in_lanes(values: &[f32]) -> f32 {
//!     values.chunks(8).map(|chunk| chunk.iter().sum::<f32>()).sum()
//! }
//! # fn main() {
//! testing::assert_no_degradation(|| sum_in_lanes(&[1.0, 2.0]));
//!
//! let guard = testing::force_unavailable("sum_in_lanes").because(Reason::NotCompiled);
//! assert_eq!(sum_in_lanes(&[1.0, 2.0]), 3.0); // from `sum_scalar`
//! drop(guard);
//! # }
//! ```

mod degradation;
mod force;
mod machine;
mod skip;
mod sources;
mod strict;

pub use crate::__assert_registry_complete as assert_registry_complete;
#[doc(no_inline)]
pub use crate::skip_unless;
pub use degradation::assert_no_degradation;
pub use force::{ForcedUnavailable, force_unavailable};
pub use machine::{SimulatedMachine, simulate_machine};
#[doc(hidden)]
pub use skip::{Skipped, skip};
#[doc(hidden)]
pub use sources::assert_complete;
pub use strict::{Strict, strict};
