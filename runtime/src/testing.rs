//! For tests: make a capability unavailable, deny fallbacks, see that nothing degrades.
//!
//! Turn on the feature `testing` in `[dev-dependencies]`. Expansions then ask whether a test forces
//! them to be unavailable, and every call is counted, so measure nothing in such a build. Guards
//! work on the thread that makes them, until they are dropped, so that tests can run in parallel; a
//! thread that a test starts needs its own, or one that counts
//! [on all threads](ForcedUnavailable::on_all_threads).
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

#[doc(no_inline)]
pub use crate::skip_unless;
#[doc(inline)]
pub use featherfall_core::testing::*;

/// Returns from a test unless every feature is on in the crate that holds the test, and prints why.
///
/// The test returns `()`, `Result<(), E>` or [`ExitCode`](std::process::ExitCode). The line goes
/// to the standard error as it is, past the test harness, which shows the output of failing tests
/// only. With feature `hardware` a test is also skipped where this machine lacks what a feature
/// needs.
///
/// ```
/// use featherfall::testing::skip_unless; // or `featherfall::skip_unless`
///
/// fn attention_on_the_gpu() {
///     skip_unless!("serde");
///     // ..
/// }
/// # attention_on_the_gpu();
/// ```
#[macro_export]
macro_rules! skip_unless {
    ($($feature:literal),+ $(,)?) => {
        $(
            if $crate::testing::skip(
                ::core::env!("CARGO_PKG_NAME"),
                $feature,
                $crate::__private::is_enabled!($feature),
            ) {
                return $crate::testing::Skipped::skipped();
            }
        )+
    };
}
