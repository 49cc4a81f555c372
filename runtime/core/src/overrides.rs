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
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

    use crate::model::capability::Capability;
    use crate::model::machine::Machine;
    use crate::model::reason::Reason;

    thread_local! {
        /// Tells the guards of this thread apart.
        static GUARDS: Cell<u64> = const { Cell::new(0) };
        /// What is forced on this thread, latest last.
        static FORCED: RefCell<Vec<Forced>> = const { RefCell::new(Vec::new()) };
        /// The turn of this thread to force all threads, while it has guards that do.
        static OWN_TURN: RefCell<Option<MutexGuard<'static, ()>>> = const { RefCell::new(None) };
        /// How many guards deny fallbacks.
        static STRICT: Cell<usize> = const { Cell::new(0) };
        /// The machines that are simulated, latest last, each with the number of its guard.
        static MACHINES: RefCell<Vec<(u64, &'static Machine)>> = const { RefCell::new(Vec::new()) };
        /// What degraded, for each recording that is under way.
        static RECORDINGS: RefCell<Vec<Vec<Degraded>>> = const { RefCell::new(Vec::new()) };
    }

    /// Whose turn it is to force all threads: two tests that did at once would see each other.
    static TURN: Mutex<()> = Mutex::new(());
    /// What that thread has forced on all, latest last.
    static FORCED_ON_ALL: RwLock<Vec<Forced>> = RwLock::new(Vec::new());
    /// Whether there is any, so that most calls need no lock.
    static ANY_ON_ALL: AtomicBool = AtomicBool::new(false);

    /// What a guard forces.
    struct Forced {
        guard: u64,
        named: Named,
        reason: Reason,
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

    /// Why a test forces the capability to be unavailable on this thread, else on all; the latest
    /// guard wins.
    pub(crate) fn forced(capability: impl FnOnce() -> &'static Capability) -> Option<Reason> {
        let is_any_on_all = ANY_ON_ALL.load(Ordering::Acquire);
        FORCED.with_borrow(|forced| {
            // Before the registry is read: most calls are not forced.
            if forced.is_empty() && !is_any_on_all {
                return None;
            }
            let capability = capability();
            let reason = |forced: &[Forced]| {
                let latest = forced.iter().rev().find(|it| it.named.means(capability));
                latest.map(|it| it.reason)
            };
            let on_all = || FORCED_ON_ALL.read().unwrap_or_else(PoisonError::into_inner);
            reason(forced).or_else(|| is_any_on_all.then(|| reason(&on_all())).flatten())
        })
    }

    /// Forces these capabilities to be unavailable; gives the number of the guard.
    pub(crate) fn force(named: Named) -> u64 {
        let guard = next_guard();
        let forced = Forced { guard, named, reason: Reason::Forced };
        FORCED.with_borrow_mut(|all| all.push(forced));
        guard
    }

    pub(crate) fn force_because(guard: u64, reason: Reason) {
        change(guard, |entries, at| entries[at].reason = reason);
    }

    pub(crate) fn unforce(guard: u64) {
        change(guard, |entries, at| drop(entries.remove(at)));
        if OWN_TURN.with_borrow(Option::is_some) && !ANY_ON_ALL.load(Ordering::Acquire) {
            OWN_TURN.take();
        }
    }

    /// What the guard forces on this thread is forced on all, as soon as no other thread does so.
    pub(crate) fn force_on_all_threads(guard: u64) {
        OWN_TURN.with_borrow_mut(|turn| {
            turn.get_or_insert_with(|| TURN.lock().unwrap_or_else(PoisonError::into_inner));
        });
        let own = FORCED.with_borrow_mut(|all| {
            let at = all.iter().position(|it| it.guard == guard)?;
            Some(all.remove(at))
        });
        on_all_threads(|all| all.extend(own));
    }

    /// Changes what the guard forces, on this thread or on all.
    fn change(guard: u64, change: impl Fn(&mut Vec<Forced>, usize)) {
        let change = |entries: &mut Vec<Forced>| {
            if let Some(at) = entries.iter().position(|it| it.guard == guard) {
                change(entries, at);
            }
        };
        FORCED.with_borrow_mut(change);
        // The numbers of guards are this thread's, and so are all entries during its turn.
        if OWN_TURN.with_borrow(Option::is_some) {
            on_all_threads(change);
        }
    }

    fn on_all_threads(change: impl FnOnce(&mut Vec<Forced>)) {
        let mut all = FORCED_ON_ALL.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut all);
        ANY_ON_ALL.store(!all.is_empty(), Ordering::Release);
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
