//! The races of a site, interleaved in every way: the runtime's own files under a model checker.
//!
//! A call puts its counter on the list, asks the policy, and settles; meanwhile the policy changes.
//! Whatever the order, no counter stays settled under the old policy, no call is lost, and the message
//! is sent once.

#![allow(dead_code, reason = "the runtime uses more of these files")]

/// With other atomics.
#[path = "../../runtime/core/src/sync"]
mod sync {
    pub mod atomic {
        pub use loom::sync::atomic::{AtomicI64, AtomicPtr, AtomicU8, Ordering};
    }
    pub mod counted;
    pub mod counter;
    pub mod list;
    pub mod slot;
}

use std::panic::catch_unwind;

use loom::sync::Arc;
use loom::thread;
use sync::atomic::{AtomicI64, AtomicPtr, AtomicU8, Ordering};
use sync::counted::Counted;
use sync::counter::{Counter, Generations, Turn};
use sync::list::List;
use sync::slot::Slot;

const WORD: u16 = 7;

/// Every interleaving with at most two preemptions: more take minutes, and races need few.
fn model(threads: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(2);
    builder.check(threads);
}

struct Process {
    counter: Counter,
    sites: Counted<u8>,
    is_strict: AtomicU8,
    sent: AtomicU8,
}

fn counter() -> Counter {
    Counter {
        count: AtomicI64::new(0),
        state: AtomicI64::new(0),
        first_seen: AtomicI64::new(0),
        flags: AtomicI64::new(0),
    }
}

impl Process {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            counter: counter(),
            sites: Counted {
                listed: List { newest: Slot { pointer: AtomicPtr::new(std::ptr::null_mut()) } },
                generations: Generations { latest: AtomicI64::new(0) },
            },
            is_strict: AtomicU8::new(0),
            sent: AtomicU8::new(0),
        })
    }

    /// As `Site::decide` does. Whether the call was allowed.
    fn call(&self, take_turn: impl FnOnce(&Self) -> Turn) -> bool {
        if self.counter.count_if_quiet() {
            return true;
        }
        if self.counter.denial().is_some() {
            return false;
        }
        let turn = take_turn(self);
        if self.is_strict.load(Ordering::Acquire) == 1 {
            self.counter.deny(turn, WORD);
            return false;
        }
        self.counter.count(|| 1);
        if !self.counter.is_announced() && self.counter.begin_announcement() {
            self.sent.fetch_add(1, Ordering::AcqRel);
        }
        self.counter.settle(turn, true);
        true
    }

    fn turn(&self) -> Turn {
        self.sites.take_turn(&self.counter, || 0)
    }

    /// As `set_policy` does.
    fn set_policy(&self, is_strict: u8) {
        self.is_strict.store(is_strict, Ordering::Release);
        self.sites.unsettle_all(|_| &self.counter);
    }
}

#[test]
fn a_change_of_the_policy_is_never_lost() {
    model(|| {
        let process = Process::new();
        let calls: Vec<_> = (0..2)
            .map(|_| {
                let process = process.clone();
                thread::spawn(move || process.call(Process::turn))
            })
            .collect();
        process.set_policy(1);
        // From the next call of this thread on.
        assert!(!process.call(Process::turn), "settled under the old policy");
        let allowed: u64 = calls.into_iter().map(|call| u64::from(call.join().unwrap())).sum();
        assert!(!process.call(Process::turn), "settled under the old policy");
        assert_eq!(process.counter.calls(), allowed);
        assert_eq!(u64::from(process.sent.load(Ordering::Acquire)), allowed.min(1));
    });
}

#[test]
fn a_denial_does_not_outlive_the_policy() {
    model(|| {
        let process = Process::new();
        process.is_strict.store(1, Ordering::Release);
        let call = {
            let process = process.clone();
            thread::spawn(move || process.call(Process::turn))
        };
        process.set_policy(0);
        assert!(process.call(Process::turn), "denied under the old policy");
        let allowed = 1 + u64::from(call.join().unwrap());
        assert!(process.call(Process::turn), "denied under the old policy");
        assert_eq!(process.counter.calls(), allowed + 1);
    });
}

#[test]
fn the_policy_may_change_twice() {
    model(|| {
        let process = Process::new();
        // It is on the list, so that the call finds a state that the first change made.
        assert!(process.call(Process::turn));
        let call = {
            let process = process.clone();
            thread::spawn(move || process.call(Process::turn))
        };
        process.set_policy(1);
        process.set_policy(0);
        let allowed = 2 + u64::from(call.join().unwrap());
        assert!(process.call(Process::turn), "denied under the policy in between");
        assert_eq!(process.counter.calls(), allowed);
    });
}

#[test]
fn the_list_loses_nothing() {
    model(|| {
        let process = Process::new();
        let other = {
            let process = process.clone();
            thread::spawn(move || *process.sites.listed.push_unless(1, |&item| item == 1))
        };
        process.sites.listed.push_unless(2, |&item| item == 2);
        process.sites.listed.push_unless(1, |&item| item == 1);
        other.join().unwrap();
        let mut items: Vec<u8> = process.sites.listed.iter().copied().collect();
        items.sort_unstable();
        assert_eq!(items, [1, 2]);
    });
}

/// The order that once lost the policy: the counter is marked as listed before it is on the list.
#[test]
fn the_model_finds_a_planted_reordering() {
    let found = catch_unwind(|| {
        model(|| {
            let process = Process::new();
            let marked_too_early = |process: &Process| {
                let mut is_first = false;
                let turn =
                    process.counter.take_turn(&process.sites.generations, || is_first = true);
                if is_first {
                    process.sites.listed.push(0);
                }
                turn
            };
            let calls: Vec<_> = (0..2)
                .map(|_| {
                    let process = process.clone();
                    thread::spawn(move || process.call(marked_too_early))
                })
                .collect();
            process.set_policy(1);
            for call in calls {
                call.join().unwrap();
            }
            assert!(!process.call(marked_too_early), "settled under the old policy");
        });
    });
    assert!(found.is_err());
}
