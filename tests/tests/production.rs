//! What must not surprise in production: subscribers that call gates or panic, forks, filters, and a
//! policy for each capability. Each test has a process of its own.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use featherfall::{
    Policy, PolicyError, QuantSupport, Reason, degradations, policy, report, set_policy,
};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::{fallbacks as off, quants};
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Subscriber, span};

const OFF: &str = "fixture-off";

fn count(name: &str, reason: Reason) -> u64 {
    let is_it = |row: &featherfall::Degradation| {
        row.requested() == name && row.capability().package() == OFF && row.reason() == reason
    };
    degradations().into_iter().filter(is_it).map(|row| row.count()).sum()
}

/// Does something in each of its callbacks, as a subscriber that computes might.
struct Callback<F>(F);

impl<F: Fn(&str) + 'static + Send + Sync> Subscriber for Callback<F> {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        (self.0)("register_callsite");
        Interest::sometimes()
    }
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        (self.0)("enabled");
        true
    }
    fn event(&self, _: &tracing::Event<'_>) {
        (self.0)("event");
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[test]
fn a_subscriber_may_call_gates_wherever_it_is_asked() {
    run_alone("a_subscriber_may_call_gates_wherever_it_is_asked", "", || {
        static CALLS: AtomicU64 = AtomicU64::new(0);
        let subscriber = Callback(|_: &str| {
            CALLS.fetch_add(1, Ordering::Relaxed);
            off::reentrant(1);
            off::late(1);
        });
        tracing::subscriber::set_global_default(subscriber).unwrap();
        for _ in 0..3 {
            off::reentrant(1);
            off::late(1);
        }
        tracing::info!("one of its own");
        let calls = CALLS.load(Ordering::Relaxed) + 3;
        assert!(calls > 4);
        assert_eq!(count("reentrant", Reason::NotCompiled), calls);
        assert_eq!(count("late", Reason::NotCompiled), calls);
    });
}

#[test]
fn a_subscriber_may_panic() {
    for callback in ["register_callsite", "enabled", "event"] {
        let body = move || {
            let callback = std::env::var("CALLBACK").unwrap();
            let panicked = AtomicBool::new(false);
            let subscriber = Callback(move |called: &str| {
                if called == callback && !panicked.swap(true, Ordering::Relaxed) {
                    panic!("once");
                }
            });
            tracing::subscriber::set_global_default(subscriber).unwrap();
            std::panic::catch_unwind(|| off::late(1)).unwrap_err();
            for _ in 0..3 {
                assert_eq!(off::late(1), 2);
                assert_eq!(off::scoped(1), 2);
            }
            assert_eq!(count("late", Reason::NotCompiled), 4, "the one that panicked, too");
            assert_eq!(count("scoped", Reason::NotCompiled), 3);
            assert!(report().to_string().contains("late"));
        };
        // SAFETY: the other tests of this binary do not look at this variable.
        unsafe { std::env::set_var("CALLBACK", callback) };
        run_alone("a_subscriber_may_panic", "", body);
        if std::env::var_os("FEATHERFALL_TEST_ALONE").is_some() {
            return;
        }
    }
}

#[test]
fn a_denied_call_is_not_the_first_of_another_row() {
    run_alone("a_denied_call_is_not_the_first_of_another_row", "", || {
        set_policy(Policy::new().with_strict());
        off::switching_result(1).unwrap_err();
        thread::sleep(std::time::Duration::from_millis(20));
        set_policy(Policy::new());
        off::switching_result(1).unwrap();
        let rows = degradations();
        let first =
            |reason| rows.iter().find(|row| row.reason() == reason).unwrap().first_seen().unwrap();
        let between = first(Reason::NotCompiled).duration_since(first(Reason::Strict)).unwrap();
        assert!(between.as_millis() >= 15, "{between:?}");
    });
}

/// Wants events of spans that it does not know yet, as `EnvFilter("error,[request]=info")`.
struct Undecided;

impl Subscriber for Undecided {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        ASKED.fetch_add(1, Ordering::Relaxed);
        *metadata.level() <= Level::ERROR
    }
    fn event(&self, _: &tracing::Event<'_>) {}
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

static ASKED: AtomicU64 = AtomicU64::new(0);

#[test]
fn a_filter_that_never_decides_is_rarely_asked() {
    run_alone("a_filter_that_never_decides_is_rarely_asked", "", || {
        tracing::subscriber::set_global_default(Undecided).unwrap();
        for _ in 0..100_000 {
            off::late(1);
        }
        assert_eq!(count("late", Reason::NotCompiled), 100_000);
        let asked = ASKED.load(Ordering::Relaxed);
        assert!((8..400).contains(&asked), "{asked}");
    });
}

/// While threads count and read, each child of many counts and reads as well.
#[cfg(target_os = "linux")]
#[test]
fn a_fork_hangs_nobody() {
    run_alone("a_fork_hangs_nobody", "", || {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        off::threaded(&[1.0]);
                        assert!(degradations().len() < 100);
                    }
                });
            }
            for _ in 0..200 {
                // SAFETY: the child calls gates, which is what is tested, and exits at once.
                let child = unsafe { libc::fork() };
                if child == 0 {
                    // SAFETY: ends a child that hangs; `_exit` runs nothing of the parent's.
                    unsafe { libc::alarm(10) };
                    off::late(1);
                    let _ = off::strict_result(1);
                    // SAFETY: as above.
                    unsafe { libc::_exit(i32::from(degradations().is_empty())) };
                }
                let mut status = 0;
                // SAFETY: waits for the child just made.
                unsafe { libc::waitpid(child, &raw mut status, 0) };
                assert_eq!(status, 0, "a child hung");
            }
            done.store(true, Ordering::Relaxed);
        });
    });
}

/// `FEATHERFALL`, what `set_policy` says, and which of `strict_result` and `switching_result` is denied.
#[test]
fn the_most_specific_word_wins_and_the_operator_is_last() {
    const TABLE: [(&str, &str, bool, bool); 12] = [
        ("", "", false, false),
        ("strict", "", true, true),
        ("", "strict", true, true),
        ("strict=strict_*", "", true, false),
        ("strict,allow=switching_*", "", true, false),
        ("strict=strict_result,allow=strict_*", "", true, false),
        ("strict=*_result,allow=*_result", "", false, false),
        ("strict=fixture-off::fallbacks::strict_result", "", true, false),
        ("strict=fallbacks::strict_result", "", true, false),
        // The environment stands against the code, however specific that is.
        ("strict", "allow=strict_result", true, true),
        ("allow=*", "strict=strict_result", false, false),
        ("allow=strict_*", "strict", false, true),
    ];
    for (row, (environment, code, strict, switching)) in TABLE.into_iter().enumerate() {
        let alone = std::env::var("ROW");
        if alone.as_ref().is_ok_and(|alone| *alone != row.to_string()) {
            continue;
        }
        // SAFETY: the other tests of this binary do not look at this variable.
        unsafe { std::env::set_var("ROW", row.to_string()) };
        let name = "the_most_specific_word_wins_and_the_operator_is_last";
        run_alone(name, environment, move || {
            set_policy(code.parse().unwrap());
            for _ in 0..2 {
                assert_eq!(off::strict_result(1).is_err(), strict, "{environment} | {code}");
                assert_eq!(off::switching_result(1).is_err(), switching, "{environment} | {code}");
            }
            let by = if environment.contains("strict") { "`FEATHERFALL=strict" } else { "`strict" };
            if strict {
                let text = off::strict_result(1).unwrap_err().to_string();
                assert!(text.contains(by), "{text}");
            }
        });
        // SAFETY: as above.
        unsafe { std::env::remove_var("ROW") };
        if alone.is_ok() {
            return;
        }
    }
}

#[test]
fn levels_and_messages_are_scoped_too() {
    let words = "deny=experimental,allow=policy_experimental,quiet=late";
    run_alone("levels_and_messages_are_scoped_too", words, || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        assert!(quants::policy_experimental(1.0).is_ok());
        assert_eq!(policy().to_string(), words);
        quants::policy_partial(1.0);
        assert_eq!(recorder.about(OFF, "policy_partial")[0].level, Level::ERROR);
        off::late(1);
        off::filtered(1);
        assert!(recorder.about(OFF, "late").is_empty());
        assert_eq!(recorder.about(OFF, "filtered").len(), 1);
    });
    let policy = Policy::new().with_deny_for(QuantSupport::Partial, "hqq");
    assert_eq!(policy.to_string(), "deny=partial:hqq");
}

#[test]
fn a_pattern_that_fits_nothing_is_one_warning() {
    run_alone(
        "a_pattern_that_fits_nothing_is_one_warning",
        "strict=strct_result,quiet=late",
        || {
            let recorder = Recorder::new(Level::TRACE);
            recorder.install();
            let error: PolicyError = Policy::from_env().unwrap_err();
            assert_eq!(error.unmatched(), ["strict=strct_result"]);
            for _ in 0..3 {
                assert_eq!(off::strict_result(1), Ok(2));
                off::filtered(1);
            }
            let events = recorder.events();
            let warnings: Vec<_> =
                events.iter().filter(|event| event.message.contains("FEATHERFALL")).collect();
            assert_eq!(warnings.len(), 1, "{events:#?}");
            assert_eq!(warnings[0].message, format!("FEATHERFALL: {error}"));
            assert!(error.to_string().starts_with(
            "no capability fits the pattern of `strict=strct_result`; the nearest names are `strict_result`, "
        ), "{error}");
        },
    );
}
