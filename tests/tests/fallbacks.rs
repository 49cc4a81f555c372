//! Fallbacks: the same numbers, one event, exact counts, the policy.

use std::sync::{Arc, Barrier};
use std::thread;

use featherfall::{Fallbacks, Policy, Reason, degradations, set_policy};
use featherfall_tests::events::Recorder;
use featherfall_tests::process::run_alone;
use fixture_off::fallbacks as off;
use fixture_on::fallbacks as on;
use tracing::Level;

/// How often `capability` of `fixture-off` degraded, and for what reasons.
fn counts(capability: &str) -> Vec<(Reason, u64, String)> {
    degradations()
        .iter()
        .filter(|row| row.capability().package() == "fixture-off" && row.requested() == capability)
        .map(|row| (row.reason(), row.count(), row.used().to_owned()))
        .collect()
}

#[test]
fn a_fallback_computes_what_it_computes_alone() {
    let xs: Vec<f32> = (0..64u8).map(|x| f32::from(x % 7) - 3.0).collect();
    assert_eq!(off::attention(&xs), off::softmax(&xs));
    let difference = on::attention(&xs)
        .iter()
        .zip(off::attention(&xs))
        .map(|(fused, eager)| (fused - eager).abs())
        .fold(0.0, f32::max);
    assert!(difference < 1e-5, "{difference}");
    assert_eq!(counts("attention"), [(Reason::NotCompiled, 2, String::from("softmax"))]);
}

#[test]
fn many_threads_make_one_event_and_an_exact_count() {
    run_alone("many_threads_make_one_event_and_an_exact_count", "", || {
        const THREADS: u64 = 8;
        const CALLS: u64 = 10_000;
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        let barrier = Arc::new(Barrier::new(usize::try_from(THREADS).unwrap()));
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let barrier = Arc::clone(&barrier);
                thread::spawn(move || {
                    barrier.wait();
                    for _ in 0..CALLS {
                        off::threaded(&[1.0]);
                        on::threaded(&[1.0]);
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let row = (Reason::NotCompiled, THREADS * CALLS, String::from("softmax"));
        assert_eq!(counts("threaded"), [row]);
        let events = recorder.about("fixture-off", "threaded");
        assert_eq!(events.len(), 1);
        let event = &events[0];
        assert_eq!((event.level, event.target.as_str()), (Level::WARN, "featherfall"));
        assert_eq!(
            event.message,
            "`threaded` is unavailable: `fixture-off` was built without feature `flash-attn`; using `softmax`"
        );
        assert_eq!(event.field("reason"), "not-compiled");
        assert_eq!(event.field("used"), "softmax");
        assert_eq!(event.field("hint"), "Rebuild with `--features metal,flash-attn`.");
        assert!(recorder.about("fixture-on", "threaded").is_empty());
    });
}

#[test]
fn a_late_subscriber_still_hears_of_it_once() {
    run_alone("a_late_subscriber_still_hears_of_it_once", "", || {
        assert_eq!(off::late(1), 2);
        assert_eq!(off::late(1), 2);
        let recorder = Recorder::new(Level::WARN);
        recorder.install();
        assert_eq!(recorder.about("fixture-off", "late").len(), 0);
        for _ in 0..10 {
            off::late(1);
        }
        assert_eq!(recorder.about("fixture-off", "late").len(), 1);
        assert_eq!(counts("late"), [(Reason::NotCompiled, 12, String::from("slow"))]);
    });
}

#[test]
fn a_subscriber_that_does_not_listen_does_not_use_the_event_up() {
    run_alone("a_subscriber_that_does_not_listen_does_not_use_the_event_up", "", || {
        let deaf = Recorder::new(Level::ERROR);
        tracing::subscriber::with_default(deaf.clone(), || off::scoped(1));
        assert!(deaf.events().is_empty());
        let recorder = Recorder::new(Level::WARN);
        tracing::subscriber::with_default(recorder.clone(), || {
            off::scoped(1);
            off::scoped(1);
        });
        assert_eq!(recorder.about("fixture-off", "scoped").len(), 1);
    });
}

#[test]
fn log_sets_the_level() {
    run_alone("log_sets_the_level", "", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        for _ in 0..3 {
            off::log_off(1);
            off::log_debug(1);
            off::log_info(1);
            off::log_warn(1);
            off::log_error(1);
            off::log_default(1);
            off::log_refusal(1).unwrap_err();
            off::slow_result(1).unwrap();
        }
        let levels = |name| {
            let events = recorder.about("fixture-off", name);
            events.iter().map(|event| event.level).collect::<Vec<_>>()
        };
        assert!(levels("log_off").is_empty());
        assert_eq!(levels("log_debug"), [Level::DEBUG]);
        assert_eq!(levels("log_info"), [Level::INFO]);
        assert_eq!(levels("log_warn"), [Level::WARN]);
        assert_eq!(levels("log_error"), [Level::ERROR]);
        assert_eq!(levels("log_default"), [Level::DEBUG], "`otherwise` is quieter");
        assert_eq!(levels("log_refusal"), [Level::WARN]);
    });
}

#[test]
fn strict_turns_fallbacks_into_errors() {
    run_alone("strict_turns_fallbacks_into_errors", "strict", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        let error = off::strict_result(1).unwrap_err();
        assert_eq!(error.reason(), Reason::Strict);
        assert_eq!(
            error.to_string(),
            "`strict_result` is unavailable: `fixture-off` was built without feature \
             `flash-attn`, and the policy denies the fallback `slow_result`. Rebuild with \
             `--features metal,flash-attn`. Alternatively, use `slow`."
        );
        assert_eq!(off::strict_otherwise(1).unwrap_err().kind(), std::io::ErrorKind::Unsupported);
        assert_eq!(pollster::block_on(off::strict_async(1)).unwrap_err().reason(), Reason::Strict);
        // No error to return: it goes on, and says so at level error.
        assert_eq!(off::strict(1), 2);
        assert_eq!(off::strict(1), 2);
        assert_eq!(off::strict_option(1), Some(2));
        let events = recorder.about("fixture-off", "strict");
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0].level, Level::ERROR);
        assert!(
            events[0].message.ends_with("but it cannot return an error; using `slow`"),
            "{}",
            events[0].message
        );
        assert_eq!(on::strict_result(1).unwrap(), 2);
    });
}

#[test]
fn the_policy_may_change_at_any_time() {
    run_alone("the_policy_may_change_at_any_time", "", || {
        assert_eq!(off::switching_result(1).unwrap(), 2);
        set_policy(Policy::new().fallbacks(Fallbacks::Deny));
        assert_eq!(off::switching_result(1).unwrap_err().reason(), Reason::Strict);
        set_policy(Policy::new());
        assert_eq!(off::switching_result(1).unwrap(), 2);
        let rows = counts("switching_result");
        let total =
            |reason| rows.iter().filter(|row| row.0 == reason).map(|row| row.1).sum::<u64>();
        assert_eq!((total(Reason::NotCompiled), total(Reason::Strict)), (2, 1), "{rows:?}");
    });
}

#[test]
fn quiet_counts_without_a_word() {
    run_alone("quiet_counts_without_a_word", "quiet", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        off::quiet(1);
        off::quiet(1);
        assert!(recorder.events().is_empty());
        assert_eq!(counts("quiet"), [(Reason::NotCompiled, 2, String::from("slow"))]);
        // Loud again: said once.
        set_policy(Policy::new());
        off::quiet(1);
        off::quiet(1);
        assert_eq!(recorder.about("fixture-off", "quiet").len(), 1);
    });
}

#[test]
fn an_unknown_word_in_the_environment_is_one_warning() {
    run_alone("an_unknown_word_in_the_environment_is_one_warning", "strct, quite", || {
        let recorder = Recorder::new(Level::TRACE);
        recorder.install();
        off::unheard(1);
        off::unheard(1);
        off::reentrant(1);
        let warnings: Vec<_> = recorder
            .events()
            .into_iter()
            .filter(|event| event.message.contains("FEATHERFALL"))
            .collect();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(
            warnings[0].message.starts_with(
                "unknown word `strct`, `quite` in the environment variable FEATHERFALL; expected `strict`"
            ),
            "{}",
            warnings[0].message
        );
        assert_eq!(recorder.about("fixture-off", "unheard").len(), 1);
    });
}

#[test]
fn a_condition_takes_the_same_way_out() {
    assert_eq!(on::conditional(1), 2);
    assert_eq!(on::conditional(20), 21);
    let rows: Vec<_> = degradations()
        .into_iter()
        .filter(|row| {
            row.requested() == "conditional" && row.capability().package() == "fixture-on"
        })
        .collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].reason(), rows[0].count()), (Reason::ConditionNotMet, 1));
}
