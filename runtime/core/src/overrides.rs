//! What a test has forced on this thread. `testing` writes it, everybody else reads it; without that
//! feature nothing is ever forced.

#[cfg(not(feature = "testing"))]
pub(crate) use nothing::{forced, is_strict, machine, note};
#[cfg(feature = "testing")]
pub(crate) use thread::*;

/// Whether it may depend on the thread what a call does.
pub(crate) const POSSIBLE: bool = cfg!(feature = "testing");

#[cfg(not(feature = "testing"))]
mod nothing {
    use crate::model::capability::Capability;
    use crate::model::machine::Machine;
    use crate::model::reason::Reason;

    #[inline]
    pub(crate) fn forced(_: impl FnOnce() -> &'static Capability) -> Option<Reason> {
        None
    }

    #[inline]
    pub(crate) fn is_strict() -> bool {
        false
    }

    #[inline]
    pub(crate) fn machine() -> Option<&'static Machine> {
        None
    }

    #[inline]
    pub(crate) fn note(_: impl FnOnce() -> Option<(&'static Capability, Reason, String)>) {}
}

#[cfg(feature = "testing")]
mod thread {
    use std::cell::{Cell, RefCell};

    use crate::model::capability::Capability;
    use crate::model::machine::Machine;
    use crate::model::reason::Reason;

    thread_local! {
        /// Tells the guards of this thread apart.
        static GUARDS: Cell<u64> = const { Cell::new(0) };
        /// What is forced, latest last, each with the number of its guard.
        static FORCED: RefCell<Vec<(u64, Named, Reason)>> = const { RefCell::new(Vec::new()) };
        /// How many guards deny fallbacks.
        static STRICT: Cell<usize> = const { Cell::new(0) };
        /// The machines that are simulated, latest last, each with the number of its guard.
        static MACHINES: RefCell<Vec<(u64, &'static Machine)>> = const { RefCell::new(Vec::new()) };
        /// What degraded, for each recording that is under way.
        static RECORDINGS: RefCell<Vec<Vec<Degraded>>> = const { RefCell::new(Vec::new()) };
    }

    /// Which capabilities are meant.
    pub(crate) enum Named {
        /// The one of this id, also where the id is the end of another, or holds a `*`.
        Id(&'static str),
        Fitting(String),
    }

    impl Named {
        pub(crate) fn means(&self, capability: &Capability) -> bool {
            match self {
                Self::Id(id) => capability.id() == *id,
                Self::Fitting(name) => capability.is_named(name),
            }
        }
    }

    /// Calls that did not do what was asked for.
    pub(crate) struct Degraded {
        pub(crate) capability: &'static Capability,
        pub(crate) reason: Reason,
        pub(crate) used: String,
        pub(crate) count: u64,
    }

    fn next_guard() -> u64 {
        GUARDS.replace(GUARDS.get() + 1)
    }

    /// Why a test forces the capability to be unavailable on this thread; the latest guard wins.
    pub(crate) fn forced(capability: impl FnOnce() -> &'static Capability) -> Option<Reason> {
        FORCED.with_borrow(|forced| {
            // Before the registry is read: most calls are not forced.
            if forced.is_empty() {
                return None;
            }
            let capability = capability();
            let latest = forced.iter().rev().find(|(_, name, _)| name.means(capability));
            latest.map(|&(.., reason)| reason)
        })
    }

    /// Forces these capabilities to be unavailable; gives the number of the guard.
    pub(crate) fn force(named: Named) -> u64 {
        let guard = next_guard();
        FORCED.with_borrow_mut(|forced| forced.push((guard, named, Reason::Forced)));
        guard
    }

    pub(crate) fn force_because(guard: u64, reason: Reason) {
        FORCED.with_borrow_mut(|forced| {
            for entry in forced.iter_mut().filter(|(of, ..)| *of == guard) {
                entry.2 = reason;
            }
        });
    }

    pub(crate) fn unforce(guard: u64) {
        FORCED.with_borrow_mut(|forced| forced.retain(|(of, ..)| *of != guard));
    }

    pub(crate) fn is_strict() -> bool {
        STRICT.get() > 0
    }

    pub(crate) fn begin_strict() {
        STRICT.set(STRICT.get() + 1);
    }

    pub(crate) fn end_strict() {
        STRICT.set(STRICT.get() - 1);
    }

    /// The machine that a test simulates on this thread; the latest guard wins.
    pub(crate) fn machine() -> Option<&'static Machine> {
        MACHINES.with_borrow(|machines| machines.last().map(|(_, machine)| *machine))
    }

    /// Gives the number of the guard.
    pub(crate) fn simulate(machine: &'static Machine) -> u64 {
        let guard = next_guard();
        MACHINES.with_borrow_mut(|machines| machines.push((guard, machine)));
        guard
    }

    pub(crate) fn end_simulation(guard: u64) {
        MACHINES.with_borrow_mut(|machines| machines.retain(|(of, _)| *of != guard));
    }

    /// Notes one call for the recordings that are under way on this thread.
    pub(crate) fn note(call: impl FnOnce() -> Option<(&'static Capability, Reason, String)>) {
        RECORDINGS.with_borrow_mut(|recordings| {
            // Before anything is formatted: most calls are not recorded.
            if recordings.is_empty() {
                return;
            }
            let Some((capability, reason, used)) = call() else { return };
            for recording in recordings {
                let same = |noted: &&mut Degraded| {
                    (noted.capability, noted.reason, &noted.used) == (capability, reason, &used)
                };
                if let Some(noted) = recording.iter_mut().find(same) {
                    noted.count += 1;
                } else {
                    let used = used.clone();
                    recording.push(Degraded { capability, reason, used, count: 1 });
                }
            }
        });
    }

    /// Runs `f`; gives what it returns, and what degraded on this thread meanwhile.
    pub(crate) fn recording<R>(f: impl FnOnce() -> R) -> (R, Vec<Degraded>) {
        /// Ends the recording, also where `f` panics.
        struct Recording;

        impl Drop for Recording {
            fn drop(&mut self) {
                RECORDINGS.with_borrow_mut(Vec::pop);
            }
        }

        RECORDINGS.with_borrow_mut(|recordings| recordings.push(Vec::new()));
        let recording = Recording;
        let value = f();
        let noted = RECORDINGS.with_borrow_mut(|all| all.last_mut().map(std::mem::take));
        drop(recording);
        (value, noted.unwrap_or_default())
    }
}
