//! One event, exact counts, and what the policy changes. Subscriber and policy belong to the whole
//! process, so each test has one of its own.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use featherfall::{Policy, QuantSupport, Reason, Unavailable, degradations, policy, set_policy};
use featherfall_tests::events::{Event, Recorder};
use featherfall_tests::process::run_alone;
use fixture_off::{fallbacks as off, quants};
use fixture_on::fallbacks as on;
use pollster::block_on;
use tracing::subscriber::with_default;
use tracing::{Level, Subscriber};

const OFF: &str = "fixture-off";

/// The ledger of one capability of `fixture-off`: reason, what was used, how often.
fn ledger(name: &str) -> Vec<(Reason, String, u64)> {
    degradations()
        .into_iter()
        .filter(|row| row.requested() == name && row.capability().package() == OFF)
        .map(|row| (row.reason(), row.used().to_owned(), row.count()))
        .collect()
}

fn row(reason: Reason, used: &str, count: u64) -> (Reason, String, u64) {
    (reason, used.to_owned(), count)
}

/// A recorder of everything that is the subscriber of this process.
fn recorder() -> Recorder {
    let recorder = Recorder::new(Level::TRACE);
    recorder.install();
    recorder
}

fn only(events: &[Event]) -> &Event {
    assert_eq!(events.len(), 1, "{events:#?}");
    &events[0]
}

#[test]
fn one_event_and_an_exact_count_from_many_threads() {
    run_alone("one_event_and_an_exact_count_from_many_threads", "", || {
        const THREADS: u64 = 16;
        const CALLS: u64 = 2_000;
        let recorder = recorder();
        let start = Barrier::new(16);
        let before = std::time::SystemTime::now();
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    start.wait();
                    for _ in 0..CALLS {
                        off::threaded(&[1.0, 2.0]);
                        on::threaded(&[1.0, 2.0]);
                    }
                });
            }
        });
        let events = recorder.about(OFF, "threaded");
        let event = only(&events);
        assert_eq!(event.level, Level::WARN);
        assert_eq!(event.target, "featherfall");
        assert_eq!(
            event.message,
            "`threaded` is unavailable: `fixture-off` was built without feature `flash-attn`; using `softmax`"
        );
        assert_eq!(event.field("reason"), "not-compiled");
        assert_eq!(
            event.field("hint"),
            "Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it)."
        );
        assert_eq!(event.field("used"), "softmax");
        assert_eq!(event.fields.len(), 5, "{:?}", event.fields);
        assert_eq!(ledger("threaded"), [row(Reason::NotCompiled, "softmax", THREADS * CALLS)]);
        // Nothing at all where the feature is on.
        let all = degradations();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(recorder.events().len(), 1);
        let first = all[0].first_seen().unwrap();
        let early = before - std::time::Duration::from_millis(1);
        assert!(first >= early && first <= std::time::SystemTime::now());
    });
}

#[test]
fn a_fallback_computes_the_same() {
    let xs = [0.5, -1.0, 3.0, 2.0];
    assert_eq!(off::attention(&xs), off::softmax(&xs));
    for (fused, eager) in on::attention(&xs).into_iter().zip(on::softmax(&xs)) {
        assert!((fused - eager).abs() < 1e-5, "{fused} {eager}");
    }
}

#[test]
fn a_late_subscriber_still_gets_its_one_event() {
    run_alone("a_late_subscriber_still_gets_its_one_event", "", || {
        for _ in 0..5 {
            assert_eq!(off::late(1), 2);
        }
        let recorder = recorder();
        assert!(recorder.events().is_empty());
        for _ in 0..5 {
            assert_eq!(off::late(1), 2);
        }
        assert_eq!(only(&recorder.about(OFF, "late")).level, Level::WARN);
        assert_eq!(ledger("late"), [row(Reason::NotCompiled, "slow", 10)]);
    });
}

#[test]
fn a_subscriber_that_does_not_want_it_does_not_spend_it() {
    run_alone("a_subscriber_that_does_not_want_it_does_not_spend_it", "", || {
        let deaf = Recorder::new(Level::ERROR);
        with_default(deaf.clone(), || {
            for _ in 0..3 {
                off::filtered(1);
            }
        });
        assert!(deaf.events().is_empty());
        let hearing = Recorder::new(Level::WARN);
        with_default(hearing.clone(), || {
            for _ in 0..3 {
                off::filtered(1);
            }
        });
        only(&hearing.about(OFF, "filtered"));
        let second = Recorder::new(Level::WARN);
        with_default(second.clone(), || off::filtered(1));
        assert!(second.events().is_empty(), "once for the life of the process");
        assert_eq!(ledger("filtered"), [row(Reason::NotCompiled, "slow", 7)]);
    });
}

#[test]
fn a_subscriber_of_one_thread_hears_it_from_that_thread() {
    run_alone("a_subscriber_of_one_thread_hears_it_from_that_thread", "", || {
        let recorder = Recorder::new(Level::WARN);
        // While a process has one subscriber, `tracing` decides about an event for good by what the
        // first thread has that comes to it, which would be none.
        let _other = tracing::Dispatch::new(Recorder::new(Level::WARN));
        with_default(recorder.clone(), || {
            // Nobody listens there.
            thread::spawn(|| off::scoped(1)).join().unwrap();
            assert!(recorder.events().is_empty());
            off::scoped(1);
        });
        only(&recorder.about(OFF, "scoped"));
        assert_eq!(ledger("scoped"), [row(Reason::NotCompiled, "slow", 2)]);
    });
}

/// Calls a gated function while it handles an event, as a subscriber that computes might.
struct Reentrant;

impl Subscriber for Reentrant {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn event(&self, _: &tracing::Event<'_>) {
        off::reentrant(1);
        assert!(!degradations().is_empty());
        assert!(featherfall::report().to_string().contains("reentrant"));
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn no_lock_is_held_while_an_event_is_handled() {
    run_alone("no_lock_is_held_while_an_event_is_handled", "", || {
        with_default(Reentrant, || off::reentrant(1));
        assert_eq!(ledger("reentrant"), [row(Reason::NotCompiled, "slow", 2)]);
    });
}

#[test]
fn every_level_of_log() {
    run_alone("every_level_of_log", "", || {
        let recorder = recorder();
        let level = |name: &str| recorder.about(OFF, name).first().map(|event| event.level);
        for _ in 0..2 {
            off::log_off(1);
            off::log_debug(1);
            off::log_info(1);
            off::log_warn(1);
            off::log_error(1);
            off::log_default(1);
            off::log_refusal(1).unwrap_err();
            fixture_off::errors::as_io(1).unwrap_err();
            std::panic::catch_unwind(off::log_panic).unwrap_err();
        }
        assert_eq!(level("log_off"), None);
        assert_eq!(level("log_debug"), Some(Level::DEBUG));
        assert_eq!(level("log_info"), Some(Level::INFO));
        assert_eq!(level("log_warn"), Some(Level::WARN));
        assert_eq!(level("log_error"), Some(Level::ERROR));
        // `otherwise` is a normal answer; an error tells its caller.
        assert_eq!(level("log_default"), Some(Level::DEBUG));
        assert_eq!(level("as_io"), None);
        let events = recorder.about(OFF, "log_refusal");
        let refusal = only(&events);
        assert_eq!((refusal.level, refusal.field("used")), (Level::WARN, "error"));
        let events = recorder.about(OFF, "log_panic");
        assert_eq!((only(&events).level, only(&events).field("used")), (Level::ERROR, "panic"));
        assert_eq!(ledger("log_panic"), [row(Reason::NotCompiled, "panic", 2)]);
        assert_eq!(recorder.events().len(), 7);
        assert_eq!(ledger("log_off"), [row(Reason::NotCompiled, "slow", 2)]);
        assert_eq!(ledger("log_default"), [row(Reason::NotCompiled, "x + 1", 2)]);
        assert_eq!(ledger("log_refusal"), [row(Reason::NotCompiled, "error", 2)]);
    });
}

#[test]
fn a_condition_has_an_event_and_a_row_of_its_own() {
    run_alone("a_condition_has_an_event_and_a_row_of_its_own", "", || {
        let recorder = recorder();
        for x in [1, 10, 2, 11, 12] {
            assert_eq!(on::conditional(x), x + 1);
        }
        let events = recorder.about("fixture-on", "conditional");
        let event = only(&events);
        assert_eq!(event.message, "`conditional` is unavailable: x must be below 10; using `slow`");
        assert_eq!((event.field("reason"), event.field("hint")), ("condition-not-met", ""));
        let rows = degradations();
        assert_eq!((rows.len(), rows[0].reason()), (1, Reason::ConditionNotMet));
        assert_eq!(rows[0].count(), 3);
        // The successes are counted too, as the condition costs something anyway.
        let report: serde_json::Value =
            serde_json::from_str(&featherfall::report().to_json()).unwrap();
        let rows = report["capabilities"].as_array().unwrap();
        let row = rows.iter().find(|row| row["id"] == "fixture-on::fallbacks::conditional");
        assert_eq!(row.unwrap()["used"], 2);
    });
}

/// What `strict` does, however it came about.
fn assert_strict(recorder: &Recorder, by: &str) {
    for _ in 0..2 {
        let error: Unavailable = off::strict_result(1).unwrap_err();
        assert_eq!(error.reason(), Reason::Strict);
        assert_eq!(
            error.to_string(),
            format!(
                "`strict_result` is unavailable: `fixture-off` was built without feature `flash-attn`, and {by} denies the fallback `slow_result`. Rebuild with feature `flash-attn` of `fixture-off` (by flag if you build it, else in the Cargo.toml that depends on it). Alternatively, use `slow`."
            )
        );
        assert_eq!(off::strict_otherwise(1).unwrap_err().kind(), std::io::ErrorKind::Unsupported);
        assert_eq!(block_on(off::strict_async(1)).unwrap_err().reason(), Reason::Strict);
        assert!(matches!(
            fixture_off::errors::error_and_fallback(1),
            Err(fixture_off::errors::ForkError::NotCompiledWithFlashAttn)
        ));
        // These cannot return an error.
        assert_eq!(off::strict(1), 2);
        assert_eq!(off::strict_option(1), Some(2));
        assert_eq!(off::strict_info(1), 2);
        assert_eq!(off::strict_silent(1), 2);
        // Conditions that hold need no fallback.
        assert_eq!(on::conditional(1), 2);
        assert_eq!(on::strict_result(1), Ok(2));
    }
    assert_eq!(ledger("strict_result"), [row(Reason::Strict, "error", 2)]);
    assert_eq!(ledger("strict_otherwise"), [row(Reason::Strict, "error", 2)]);
    assert_eq!(ledger("strict"), [row(Reason::Strict, "slow", 2)]);
    let events = recorder.about(OFF, "strict");
    let event = only(&events);
    assert_eq!(event.level, Level::ERROR);
    assert_eq!(
        event.message,
        format!(
            "`strict` is unavailable: `fixture-off` was built without feature `flash-attn`, and {by} denies the fallback `slow`, but it cannot return an error; using `slow`"
        )
    );
    assert_eq!(event.field("reason"), "strict");
    assert_eq!(only(&recorder.about(OFF, "strict_option")).level, Level::ERROR);
    // `log` is the level of the fallback's message, not of this one.
    assert_eq!(only(&recorder.about(OFF, "strict_info")).level, Level::ERROR);
    assert_eq!(only(&recorder.about(OFF, "strict_silent")).level, Level::ERROR);
    // The errors are their callers' to report.
    assert_eq!(recorder.events().len(), 4, "{:#?}", recorder.events());
}

/// Calls that go on although they are denied are counted apart from those that are allowed, whichever
/// way the policy turns.
#[test]
fn a_policy_that_turns_counts_each_call_once() {
    run_alone("a_policy_that_turns_counts_each_call_once", "", || {
        let _recorder = recorder();
        let call = |times| (0..times).for_each(|_| assert_eq!(off::strict(1), 2));
        for (denied, allowed) in [(5, 3), (70, 20)] {
            set_policy(Policy::new().with_strict());
            call(denied);
            set_policy(Policy::new());
            call(allowed);
        }
        let mut rows = ledger("strict");
        rows.sort_by_key(|(.., count)| *count);
        assert_eq!(rows, [row(Reason::NotCompiled, "slow", 23), row(Reason::Strict, "slow", 75)]);
    });
}

#[test]
fn strict_by_the_environment() {
    run_alone("strict_by_the_environment", "strict", || {
        assert_strict(&recorder(), "`FEATHERFALL=strict`");
    });
}

#[test]
fn strict_by_code() {
    run_alone("strict_by_code", "", || {
        set_policy(Policy::new().with_strict());
        assert_strict(&recorder(), "the policy `strict`");
    });
}

#[test]
fn the_environment_stands_against_code() {
    run_alone("the_environment_stands_against_code", "strict,quiet", || {
        assert_eq!(policy(), Policy::new().with_strict().with_quiet());
        assert_eq!(Policy::from_env(), Ok(policy()));
        set_policy(Policy::new().with_allow("*"));
        let recorder = recorder();
        assert_eq!(off::strict_result(1).unwrap_err().reason(), Reason::Strict);
        assert_eq!(off::strict(1), 2);
        assert!(recorder.events().is_empty());
    });
}

#[test]
fn a_settled_gate_obeys_a_new_policy() {
    run_alone("a_settled_gate_obeys_a_new_policy", "", || {
        let recorder = recorder();
        for _ in 0..3 {
            assert_eq!(off::switching_result(1), Ok(2));
        }
        set_policy(Policy::new().with_strict());
        for _ in 0..2 {
            assert_eq!(off::switching_result(1).unwrap_err().reason(), Reason::Strict);
        }
        set_policy(Policy::new());
        assert_eq!(off::switching_result(1), Ok(2));
        assert_eq!(
            ledger("switching_result"),
            [row(Reason::NotCompiled, "slow_result", 4), row(Reason::Strict, "error", 2)]
        );
        only(&recorder.about(OFF, "switching_result"));
    });
}

#[test]
fn nothing_is_lost_while_the_policy_changes() {
    run_alone("nothing_is_lost_while_the_policy_changes", "", || {
        const THREADS: u64 = 4;
        const CALLS: u64 = 5_000;
        let recorder = recorder();
        let done = AtomicBool::new(false);
        let (mut errors, mut answers) = (0, 0);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    set_policy(Policy::new().with_strict());
                    set_policy(Policy::new());
                }
            });
            let threads: Vec<_> = (0..THREADS)
                .map(|_| {
                    scope.spawn(|| {
                        let call = |_: &u64| {
                            off::switching(1);
                            off::switching_result(1).is_err()
                        };
                        (0..CALLS).filter(call).count() as u64
                    })
                })
                .collect();
            for thread in threads {
                let denied = thread.join().unwrap();
                errors += denied;
                answers += CALLS - denied;
            }
            done.store(true, Ordering::Relaxed);
        });
        let count = |name, reason| -> u64 {
            ledger(name).iter().filter(|row| row.0 == reason).map(|row| row.2).sum()
        };
        assert_eq!(count("switching_result", Reason::Strict), errors);
        assert_eq!(count("switching_result", Reason::NotCompiled), answers);
        assert_eq!(
            count("switching", Reason::Strict) + count("switching", Reason::NotCompiled),
            THREADS * CALLS
        );
        let warnings = recorder.about(OFF, "switching_result").len();
        assert!(warnings <= 1, "{warnings}");
        for event in recorder.about(OFF, "switching") {
            assert!([Level::WARN, Level::ERROR].contains(&event.level));
        }
        assert!(recorder.about(OFF, "switching").len() <= 2);
    });
}

#[test]
fn quiet_counts_on() {
    run_alone("quiet_counts_on", "", || {
        set_policy(Policy::new().with_quiet());
        let recorder = recorder();
        for _ in 0..3 {
            assert_eq!(off::quiet(1), 2);
            assert_eq!(off::loud_later(1), 2);
        }
        assert!(recorder.events().is_empty());
        assert_eq!(ledger("quiet"), [row(Reason::NotCompiled, "slow", 3)]);
        set_policy(Policy::new());
        off::loud_later(1);
        off::loud_later(1);
        only(&recorder.about(OFF, "loud_later"));
        assert_eq!(ledger("loud_later"), [row(Reason::NotCompiled, "slow", 5)]);
    });
}

#[test]
fn unknown_words_are_one_warning() {
    run_alone("unknown_words_are_one_warning", "strct, QUIET ,banana", || {
        let recorder = recorder();
        assert!(recorder.events().is_empty());
        // The known word counts.
        assert_eq!(policy(), Policy::new().with_quiet());
        assert_eq!(Policy::from_env().unwrap_err().unknown(), ["strct", "banana"]);
        for _ in 0..3 {
            assert_eq!(off::quiet(1), 2);
            assert_eq!(off::strict_result(1), Ok(2));
        }
        featherfall::log_feature_info();
        let events: Vec<Event> = recorder.events();
        let warnings: Vec<_> =
            events.iter().filter(|event| event.message.contains("FEATHERFALL")).collect();
        assert_eq!(warnings.len(), 1, "{events:#?}");
        assert_eq!((warnings[0].level, warnings[0].target.as_str()), (Level::WARN, "featherfall"));
        assert!(
            warnings[0]
                .message
                .starts_with("FEATHERFALL: unknown word `strct`, `banana`; expected `strict`, "),
            "{}",
            warnings[0].message
        );
    });
}

/// How `hqq` and `policy_partial` (which cannot return an error) fare.
fn assert_denies(recorder: &Recorder, by: &str, experimental: bool, partial: bool) {
    let result = quants::policy_experimental(1.0);
    assert_eq!(result.is_err(), experimental);
    if let Err(error) = result {
        assert_eq!(error.reason(), Reason::SupportRefused);
        assert_eq!(
            error.to_string(),
            format!(
                "`policy_experimental` is unavailable: its support is experimental, and {by} refuses that."
            )
        );
    }
    assert_eq!(quants::policy_partial(1.0), 1.0);
    let events = recorder.about(OFF, "policy_partial");
    let event = only(&events);
    if partial {
        assert_eq!(event.level, Level::ERROR);
        assert_eq!(ledger("policy_partial"), [row(Reason::SupportRefused, "policy_partial", 1)]);
    } else {
        assert_eq!(event.level, Level::WARN);
        assert_eq!(ledger("policy_partial"), []);
    }
    // Fallbacks are another matter, and so is what is stable.
    assert_eq!(off::strict_result(1), Ok(2));
    assert_eq!(quants::q4k(&[1.0], None), 1.0);
    // What is not implemented says so, and not that it is refused.
    assert_eq!(quants::iq2(&[1.0], 2).unwrap_err().reason(), Reason::NotImplemented);
}

#[test]
fn deny_experimental_denies_partial_too() {
    run_alone("deny_experimental_denies_partial_too", "deny=experimental", || {
        assert_denies(&recorder(), "`FEATHERFALL=deny=experimental`", true, true);
    });
}

#[test]
fn deny_partial_allows_experimental() {
    run_alone("deny_partial_allows_experimental", "deny=partial", || {
        assert_denies(&recorder(), "`FEATHERFALL=deny=partial`", false, true);
    });
}

#[test]
fn nothing_is_denied_by_default() {
    run_alone("nothing_is_denied_by_default", "", || assert_denies(&recorder(), "", false, false));
}

#[test]
fn levels_are_denied_by_code() {
    run_alone("levels_are_denied_by_code", "", || {
        set_policy(Policy::new().with_deny(QuantSupport::Experimental));
        assert_denies(&recorder(), "the policy `deny=experimental`", true, true);
    });
}

#[test]
fn several_words_add_up() {
    run_alone("several_words_add_up", "quiet,strict,deny=experimental", || {
        let recorder = recorder();
        assert_eq!(off::strict_result(1).unwrap_err().reason(), Reason::Strict);
        let refused = quants::policy_experimental(1.0).unwrap_err();
        assert_eq!(refused.reason(), Reason::SupportRefused);
        // To drop an argument is a fallback too.
        let dropped = quants::policy_ignores(1.0, Some(1.0)).unwrap_err();
        assert_eq!(dropped.reason(), Reason::Strict);
        assert_eq!(
            dropped.to_string(),
            "`policy_ignores` does not support `imatrix`, and `FEATHERFALL=strict` denies continuing without it."
        );
        assert_eq!(quants::policy_ignores(1.0, None), Ok(1.0));
        assert_eq!(off::strict(1), 2);
        assert!(recorder.events().is_empty(), "quiet");
    });
}
