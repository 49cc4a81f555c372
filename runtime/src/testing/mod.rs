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
//! fn sum_fast(values: &[f32]) -> f32 {
//!     values.chunks(8).map(|chunk| chunk.iter().sum::<f32>()).sum()
//! }
//! # fn main() {
//! testing::assert_no_degradation(|| sum_fast(&[1.0, 2.0]));
//!
//! let guard = testing::force_unavailable("sum_fast").because(Reason::NotCompiled);
//! assert_eq!(sum_fast(&[1.0, 2.0]), 3.0); // from `sum_scalar`
//! drop(guard);
//! # }
//! ```

mod skip;
mod sources;

pub use crate::__assert_registry_complete as assert_registry_complete;
#[doc(no_inline)]
pub use crate::skip_unless;
#[doc(hidden)]
pub use skip::{Skipped, skip};
#[doc(hidden)]
pub use sources::assert_complete;

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::marker::PhantomData;

use crate::calls::site::Site;
use crate::error::unavailable::Reason;
#[cfg(feature = "hardware")]
use crate::hardware::Machine;
use crate::model::capability::{Capability, Kind};
use crate::registry::record;
use crate::registry::section::{COLLECTS, WHY_EMPTY, capabilities, capability_of};
use crate::report::ledger;
use crate::text::nearest::nearest_first;

thread_local! {
    /// What is forced, latest last, each with the number of its guard.
    static FORCED: RefCell<Vec<(u64, String, Reason)>> = const { RefCell::new(Vec::new()) };
    /// How many guards of [`strict`] there are.
    static STRICT: Cell<usize> = const { Cell::new(0) };
    /// The machines that are simulated, latest last, each with the number of its guard.
    #[cfg(feature = "hardware")]
    static MACHINES: RefCell<Vec<(u64, &'static Machine)>> = const { RefCell::new(Vec::new()) };
    /// What degraded, for each [`assert_no_degradation`] that is under way.
    static RECORDS: RefCell<Vec<Vec<Record>>> = const { RefCell::new(Vec::new()) };
}

struct Record {
    capability: &'static Capability,
    used: String,
    reason: Reason,
    count: u64,
}

/// Makes every capability of this name, or with this [`id`](Capability::id), unavailable on this
/// thread until the guard is dropped: its `fallback` or `otherwise` runs, or it returns its error.
///
/// The reason is [`Reason::Forced`] unless [`because`](ForcedUnavailable::because) gives another.
/// A function that returns `impl Trait`, or quantizes and returns no `Result`, panics when it is called.
/// A `const fn` is not affected.
///
/// # Panics
///
/// If no such capability is linked into this binary, or if it is not a function: what an expression
/// or a stub does is chosen when it is compiled.
#[track_caller]
pub fn force_unavailable(capability: &str) -> ForcedUnavailable {
    if COLLECTS {
        let named = capabilities().iter().filter(|known| is_named(known, capability));
        let kinds: Vec<Kind> = named.map(|known| known.kind()).collect();
        assert!(!kinds.is_empty(), "no capability `{capability}`; {}", known_names(capability));
        let is_fixed =
            |kind: &Kind| matches!(kind, Kind::Expression | Kind::Stub | Kind::Limitation);
        assert!(
            !kinds.iter().all(is_fixed),
            "`{capability}` cannot be forced to be unavailable: it is no function"
        );
    }
    let guard = next_guard();
    FORCED.with_borrow_mut(|forced| forced.push((guard, capability.to_owned(), Reason::Forced)));
    ForcedUnavailable { guard, on_this_thread: PhantomData }
}

/// Tells the guards of this thread apart.
fn next_guard() -> u64 {
    thread_local!(static GUARDS: Cell<u64> = const { Cell::new(0) });
    GUARDS.replace(GUARDS.get() + 1)
}

fn is_named(capability: &Capability, name: &str) -> bool {
    capability.name() == name || capability.id() == name
}

fn known_names(name: &str) -> String {
    let known = nearest_first(name, capabilities().iter().map(|capability| capability.name()));
    if known.is_empty() {
        return format!("none is linked into this binary, {WHY_EMPTY}");
    }
    format!("known, nearest first: `{}`", known.join("`, `"))
}

/// The guard of [`force_unavailable`].
#[derive(Debug)]
#[must_use = "the capability is available again as soon as this is dropped"]
pub struct ForcedUnavailable {
    guard: u64,
    on_this_thread: PhantomData<*const ()>,
}

impl ForcedUnavailable {
    /// Simulates this reason, in message, ledger and error.
    ///
    /// [`Reason::Strict`] and [`Reason::SupportRefused`] make a function that has a fallback return
    /// its error.
    pub fn because(self, reason: Reason) -> Self {
        FORCED.with_borrow_mut(|forced| {
            for entry in forced.iter_mut().filter(|(guard, ..)| *guard == self.guard) {
                entry.2 = reason;
            }
        });
        self
    }
}

impl Drop for ForcedUnavailable {
    fn drop(&mut self) {
        FORCED.with_borrow_mut(|forced| forced.retain(|(guard, ..)| *guard != self.guard));
    }
}

/// Why a test forces the capability to be unavailable on this thread; the latest guard wins.
pub(crate) fn forced(descriptor: &'static record::Record) -> Option<Reason> {
    FORCED.with_borrow(|forced| {
        // Before the registry is read: most calls are not forced.
        if forced.is_empty() {
            return None;
        }
        let capability = capability_of(descriptor);
        let latest = forced.iter().rev().find(|(_, name, _)| is_named(capability, name));
        latest.map(|&(.., reason)| reason)
    })
}

/// Every condition or argument, where the reason is about some.
pub(crate) fn all_of(reason: Reason) -> u32 {
    match reason {
        Reason::ConditionNotMet | Reason::ArgumentRefused | Reason::ArgumentRequired => u32::MAX,
        _ => 0,
    }
}

/// Denies fallbacks on this thread until the guard is dropped, as the policy
/// [`Fallbacks::Deny`](crate::Fallbacks::Deny) does for the process.
pub fn strict() -> Strict {
    STRICT.set(STRICT.get() + 1);
    Strict { on_this_thread: PhantomData }
}

/// The guard of [`strict`].
#[derive(Debug)]
#[must_use = "fallbacks are allowed again as soon as this is dropped"]
pub struct Strict {
    on_this_thread: PhantomData<*const ()>,
}

impl Drop for Strict {
    fn drop(&mut self) {
        STRICT.set(STRICT.get() - 1);
    }
}

pub(crate) fn is_strict() -> bool {
    STRICT.get() > 0
}

/// Makes reports, hints and [`machine()`](crate::hardware::machine) speak of another machine on
/// this thread until the guard is dropped. The machine lives as long as the process.
///
/// ```
/// use featherfall::hardware::{Gpu, Machine, Nvidia};
///
/// let mut machine = Machine::new("linux", "x86_64");
/// machine.nvidia = Nvidia::Driver {
///     version: String::from("580.159"),
///     cuda: (13, 0),
///     gpus: vec![Gpu::new("NVIDIA H200", 140 << 30, (9, 0))],
///     lost: Vec::new(),
/// };
/// let _guard = featherfall::testing::simulate_machine(machine);
/// assert!(featherfall::report().to_string().contains("NVIDIA H200"));
/// ```
#[cfg(feature = "hardware")]
pub fn simulate_machine(machine: Machine) -> SimulatedMachine {
    let guard = next_guard();
    MACHINES.with_borrow_mut(|machines| machines.push((guard, Box::leak(Box::new(machine)))));
    SimulatedMachine { guard, on_this_thread: PhantomData }
}

/// The guard of [`simulate_machine`].
#[cfg(feature = "hardware")]
#[derive(Debug)]
#[must_use = "the machine is the real one again as soon as this is dropped"]
pub struct SimulatedMachine {
    guard: u64,
    on_this_thread: PhantomData<*const ()>,
}

#[cfg(feature = "hardware")]
impl Drop for SimulatedMachine {
    fn drop(&mut self) {
        MACHINES.with_borrow_mut(|machines| machines.retain(|(guard, _)| *guard != self.guard));
    }
}

/// The machine that a test simulates on this thread; the latest guard wins.
#[cfg(feature = "hardware")]
pub(crate) fn simulated_machine() -> Option<&'static Machine> {
    MACHINES.with_borrow(|machines| machines.last().map(|(_, machine)| *machine))
}

/// Runs `f` and returns what it returns.
///
/// What other threads do is not looked at.
///
/// # Panics
///
/// If on this thread something else ran in the place of a capability, an argument was ignored, or a
/// capability returned its error; the message has one line for each.
#[track_caller]
pub fn assert_no_degradation<R>(f: impl FnOnce() -> R) -> R {
    /// Ends the recording, also where `f` panics.
    struct Recording;

    impl Drop for Recording {
        fn drop(&mut self) {
            RECORDS.with_borrow_mut(Vec::pop);
        }
    }

    RECORDS.with_borrow_mut(|records| records.push(Vec::new()));
    let recording = Recording;
    let value = f();
    let mut text = String::new();
    RECORDS.with_borrow(|records| {
        for Record { capability, used, reason, count } in records.last().into_iter().flatten() {
            let _ = write!(text, "\n  `{}` → {used}: {reason}, {count} ×", capability.name());
        }
    });
    drop(recording);
    assert!(text.is_empty(), "not everything ran as asked:{text}");
    value
}

/// Notes one call for the assertions that are under way on this thread.
pub(crate) fn record(site: Site) {
    RECORDS.with_borrow_mut(|records| {
        // Before anything is formatted: most calls are not recorded.
        if records.is_empty() {
            return;
        }
        let Some((reason, used)) = ledger::what_happened(site) else { return };
        let capability = site.capability();
        for records in records {
            let same = |record: &&mut Record| {
                (record.capability, record.reason, &record.used) == (capability, reason, &used)
            };
            match records.iter_mut().find(same) {
                Some(record) => record.count += 1,
                None => records.push(Record { capability, used: used.clone(), reason, count: 1 }),
            }
        }
    });
}
