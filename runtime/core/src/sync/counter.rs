//! A counter, and what is settled about the calls that it counts.
//!
//! A call is decided about (policy, message) until its counter is *settled*; then it is only counted.
//! A decision may come too late: the policy may change while it is made. So it is made in this order,
//! and put down only where nothing has come in between:
//!
//! | a call | whoever changes the policy or the subscriber |
//! |---|---|
//! | puts the counter on the list | changes it |
//! | asks for its [`Turn`] at the [`Generations`] | begins a generation |
//! | reads the policy, decides | gives every counter on the list a state of its own |
//! | settles, if the state is that of its turn | |

use crate::sync::atomic::{AtomicI64, Ordering};

/// A counter. What is looked at in a quiet call stands in one line of the cache.
///
/// All of one type: rustc asks for each type in each static whether it can change.
#[derive(Debug)]
#[repr(C, align(16))]
pub struct Counter {
    pub(crate) count: AtomicI64,
    /// Not negative: below this count, a call is only counted. Else [`UNSETTLED`], perhaps
    /// [`DENIED`] and by which word, and a generation.
    pub(crate) state: AtomicI64,
    /// Milliseconds since the Unix epoch, 0 before the first call.
    pub(crate) first_seen: AtomicI64,
    pub(crate) flags: AtomicI64,
}

const UNSETTLED: i64 = i64::MIN;
const DENIED: i64 = 1 << 62;
/// The word that denies.
const WORD: i64 = 0xffff;
/// Where the generation begins.
const GENERATION: u32 = 16;

/// The message is out.
const ANNOUNCED: i64 = 1;
/// The counter is on the list of all.
const LISTED: i64 = 2;

/// The state that a call found before it decided.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn(i64);

/// Tells every state of being unsettled from all others.
#[derive(Debug)]
pub(crate) struct Generations {
    pub(crate) latest: AtomicI64,
}

impl Generations {
    /// Begins one. What was changed before is known to whoever sees it.
    pub(crate) fn begin(&self) -> i64 {
        self.latest.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// Either whoever begins the next generation finds what this thread put on the list, or this
    /// thread finds what that one changed: both write here.
    fn meet(&self) {
        self.latest.fetch_add(0, Ordering::AcqRel);
    }
}

impl Counter {
    /// The whole of a quiet call: counts it. Whether it is one.
    #[inline]
    pub(crate) fn count_if_quiet(&self) -> bool {
        let is_quiet = self.count.load(Ordering::Relaxed) < self.state.load(Ordering::Relaxed);
        if is_quiet {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
        is_quiet
    }

    /// Counts a call that was decided about. `now` is in milliseconds.
    pub(crate) fn count(&self, now: impl FnOnce() -> u64) {
        self.count.fetch_add(1, Ordering::AcqRel);
        if self.first_seen() == 0 {
            let _ = self.first_seen.compare_exchange(
                0,
                now().max(1).cast_signed(),
                Ordering::AcqRel,
                Ordering::Acquire,
            );
        }
    }

    pub(crate) fn calls(&self) -> u64 {
        self.count.load(Ordering::Acquire).unsigned_abs()
    }

    /// In milliseconds since the Unix epoch; at most 1 where there is no clock.
    pub(crate) fn first_seen(&self) -> u64 {
        self.first_seen.load(Ordering::Acquire).cast_unsigned()
    }

    /// By which word the policy is known to deny the call.
    #[inline]
    pub(crate) fn denial(&self) -> Option<u16> {
        let state = self.state.load(Ordering::Acquire);
        let is_denied = state < 0 && state & DENIED != 0;
        is_denied.then(|| u16::try_from(state & WORD).unwrap_or_default())
    }

    /// Puts the counter on the list of all by `push`, and begins a decision.
    pub(crate) fn take_turn(&self, generations: &Generations, push: impl FnOnce()) -> Turn {
        // Whoever settles has seen it on the list: pushed twice is harmless, flagged too early is not.
        if self.flags.load(Ordering::Acquire) & LISTED == 0 {
            push();
            self.flags.fetch_or(LISTED, Ordering::AcqRel);
        }
        generations.meet();
        Turn(self.state.load(Ordering::Acquire))
    }

    /// Calls are only counted from now on, for good or for a while: nobody tells when a filter that
    /// looks at spans would let a message through, so it is asked again, ever more rarely.
    pub(crate) fn settle(&self, turn: Turn, for_good: bool) {
        let count = self.count.load(Ordering::Acquire);
        self.put(turn, if for_good { i64::MAX } else { count.saturating_add(count / 8) });
    }

    /// Calls are denied by a word.
    pub(crate) fn deny(&self, turn: Turn, word: u16) {
        let generation = if turn.0 < 0 { turn.0 & !(DENIED | WORD) } else { UNSETTLED };
        self.put(turn, generation | DENIED | i64::from(word));
    }

    fn put(&self, turn: Turn, state: i64) {
        let _ = self.state.compare_exchange(turn.0, state, Ordering::AcqRel, Ordering::Acquire);
    }

    /// Calls are decided about again.
    pub(crate) fn unsettle(&self, generation: i64) {
        let generation = generation << GENERATION & !(UNSETTLED | DENIED);
        // Not a store, for which the model checker knows no order beside `put`.
        self.state.swap(UNSETTLED | generation, Ordering::AcqRel);
    }

    pub(crate) fn is_announced(&self) -> bool {
        self.flags.load(Ordering::Acquire) & ANNOUNCED != 0
    }

    /// Whether the caller is the one that has to send the message.
    pub(crate) fn begin_announcement(&self) -> bool {
        self.flags.fetch_or(ANNOUNCED, Ordering::AcqRel) & ANNOUNCED == 0
    }
}
