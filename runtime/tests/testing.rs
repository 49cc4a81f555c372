//! The feature `testing`, with and without the feature that the gates name: `serde`.
#![allow(clippy::unnecessary_wraps, reason = "the errors are forced")]

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use featherfall::testing::{assert_no_degradation, force_unavailable, strict};
use featherfall::{
    Reason, Unavailable, degradations, feature_gated, quant_support, requires_feature, skip_unless,
};

featherfall::feature_set!();

fn slow(x: u32) -> u32 {
    x + 100
}

fn slow_result(x: u32) -> io::Result<u32> {
    Ok(slow(x))
}

// One function for each test, because the ledger is the process's.

#[requires_feature("serde", fallback = slow)]
fn falls_back(x: u32) -> u32 {
    x
}

#[requires_feature("serde", fallback = slow)]
fn served(x: u32) -> u32 {
    x
}

#[requires_feature("serde", fallback = slow)]
fn served_in_turn(x: u32) -> u32 {
    x
}

#[requires_feature("serde", fallback = slow_result)]
fn falls_back_or_fails(x: u32) -> io::Result<u32> {
    Ok(x)
}

#[requires_feature("serde", fallback = slow_result)]
fn denied(x: u32) -> io::Result<u32> {
    Ok(x)
}

#[requires_feature("serde")]
fn fails_everywhere(x: u32) -> io::Result<u32> {
    Ok(x)
}

#[requires_feature("serde")]
fn fails(x: u32) -> io::Result<u32> {
    Ok(x)
}

#[requires_feature(
    any("serde", not("serde")),
    otherwise = Ok(false),
    required_if(asked, "it was asked for")
)]
fn asked_for(asked: bool) -> io::Result<bool> {
    Ok(asked)
}

#[requires_feature(
    any("serde", not("serde")),
    otherwise = 0,
    when(x > 1, "x must exceed 1"),
    when(x < 9, "x must be less than 9")
)]
fn conditional(x: u32) -> u32 {
    x
}

#[requires_feature(
    any("serde", not("serde")),
    otherwise = 0,
    when(x > 1, "x must exceed 1"),
    when(x < 9, "x must be less than 9")
)]
fn simulated(x: u32) -> u32 {
    x
}

#[requires_feature(any("serde", not("serde")), otherwise = 0)]
fn always(x: u32) -> u32 {
    x
}

#[requires_feature(any("serde", not("serde")), otherwise = 0)]
fn counted(x: u32) -> u32 {
    x
}

#[requires_feature(any("serde", not("serde")), otherwise = [0].into_iter())]
fn opaque() -> impl Iterator<Item = u32> {
    [1].into_iter()
}

#[requires_feature(any("serde", not("serde")), panics)]
fn panics() {}

#[requires_feature(any("serde", not("serde")), fallback = slow_async)]
async fn asynchronous(x: u32) -> u32 {
    x
}

#[expect(clippy::unused_async, reason = "the fallback has the signature of the function")]
async fn slow_async(x: u32) -> u32 {
    slow(x)
}

#[quant_support(Stable, method = "q8", ignores(imatrix))]
fn quantize(imatrix: Option<u32>) -> io::Result<u32> {
    Ok(imatrix.unwrap_or(8))
}

mod inner {
    use super::requires_feature;

    pub(super) struct Kernel;

    #[requires_feature(any("serde", not("serde")))]
    impl Kernel {
        pub(super) fn run(&self) -> std::io::Result<u32> {
            let Self = self;
            Ok(1)
        }
    }
}

fn unavailable(error: &io::Error) -> &Unavailable {
    Unavailable::find_in(error).unwrap()
}

fn reasons_of(capability: &str) -> Vec<(Reason, u64)> {
    degradations()
        .iter()
        .filter(|row| row.requested() == capability)
        .map(|row| (row.reason(), row.count()))
        .collect()
}

#[test]
fn a_forced_capability_falls_back_until_the_guard_is_dropped() {
    let before = falls_back(1);
    assert_eq!(before, if cfg!(feature = "serde") { 1 } else { 101 });
    let guard = force_unavailable("falls_back");
    assert_eq!(falls_back(1), 101);
    // Another thread has no guard.
    assert_eq!(std::thread::spawn(|| falls_back(1)).join().unwrap(), before);
    drop(guard);
    assert_eq!(falls_back(1), before);
    let natural = if cfg!(feature = "serde") { vec![] } else { vec![(Reason::NotCompiled, 3)] };
    let expected: Vec<_> = natural.into_iter().chain([(Reason::Forced, 1)]).collect();
    assert_eq!(reasons_of("falls_back"), expected);
}

#[test]
fn a_pool_is_forced_too() {
    let elsewhere = || std::thread::spawn(|| served(1)).join().unwrap();
    let before = elsewhere();
    let guard = force_unavailable("served").on_all_threads();
    assert_eq!((served(1), elsewhere()), (101, 101));
    // A second one on the same thread needs no turn of its own, and they end in any order.
    let again = force_unavailable("served").on_all_threads().because(Reason::NotCompiled);
    drop(guard);
    assert_eq!((served(1), elsewhere()), (101, 101));
    drop(again);
    assert_eq!((served(1), elsewhere()), (before, before));
    let forced = reasons_of("served");
    assert!(forced.contains(&(Reason::Forced, 2)), "{forced:?}");
    let simulated = 2 + if cfg!(feature = "serde") { 0 } else { 3 };
    assert!(forced.contains(&(Reason::NotCompiled, simulated)), "{forced:?}");
}

#[test]
fn what_a_thread_forces_for_itself_stands_before_what_another_forces_for_all() {
    let _guard = force_unavailable("fails_everywhere").on_all_threads();
    std::thread::spawn(|| {
        let _own = force_unavailable("fails_everywhere").because(Reason::NotImplemented);
        let error = fails_everywhere(1).unwrap_err();
        assert_eq!(unavailable(&error).reason(), Reason::NotImplemented);
    })
    .join()
    .unwrap();
    assert_eq!(unavailable(&fails_everywhere(1).unwrap_err()).reason(), Reason::Forced);
}

#[test]
fn those_who_force_all_threads_take_turns() {
    static INSIDE: AtomicUsize = AtomicUsize::new(0);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            std::thread::spawn(|| {
                for _ in 0..100 {
                    let _guard = force_unavailable("served_in_turn").on_all_threads();
                    assert_eq!(INSIDE.fetch_add(1, Ordering::SeqCst), 0);
                    assert_eq!(served_in_turn(1), 101);
                    std::thread::yield_now();
                    INSIDE.fetch_sub(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    // One that panics with a guard does not keep the others waiting.
    let panicked = std::thread::spawn(|| {
        let _guard = force_unavailable("served_in_turn").on_all_threads();
        panic!("a test that fails");
    });
    assert!(panicked.join().is_err());
    drop(force_unavailable("served_in_turn").on_all_threads());
    assert_eq!(served_in_turn(1), if cfg!(feature = "serde") { 1 } else { 101 });
}

#[test]
fn every_reason_can_be_simulated_in_both_feature_states() {
    for &reason in Reason::ALL {
        let _guard = force_unavailable("fails").because(reason);
        let error = fails(1).unwrap_err();
        assert_eq!(unavailable(&error).reason(), reason);
        let text = error.to_string();
        assert!(text.starts_with("`fails` is "), "{text}");
        assert!(text.ends_with('.') && !text.contains(": .") && !text.contains(": ,"), "{text}");
    }
}

#[test]
fn a_simulated_lack_of_a_feature_has_the_message_of_a_real_one() {
    let _guard = force_unavailable("fails").because(Reason::NotCompiled);
    let text = fails(1).unwrap_err().to_string();
    assert!(
        text.starts_with("`fails` is unavailable: `featherfall` was built without feature `serde`. Rebuild with `--features "),
        "{text}"
    );
    assert!(text.ends_with("serde`."), "{text}");
}

#[test]
fn a_simulated_condition_names_every_condition() {
    let guard = force_unavailable("simulated").because(Reason::ConditionNotMet);
    assert_eq!(simulated(5), 0);
    drop(guard);
    assert_eq!(simulated(5), 5);
    assert_eq!(simulated(0), 0);
    assert_eq!(reasons_of("simulated"), [(Reason::ConditionNotMet, 2)]);
}

#[test]
fn reasons_that_forbid_a_fallback_give_the_error() {
    for reason in [Reason::Strict, Reason::SupportRefused] {
        let _guard = force_unavailable("falls_back_or_fails").because(reason);
        let error = falls_back_or_fails(1).unwrap_err();
        assert_eq!(unavailable(&error).reason(), reason);
    }
    let _guard = force_unavailable("falls_back_or_fails").because(Reason::NotImplemented);
    assert_eq!(falls_back_or_fails(1).unwrap(), 101);
}

#[test]
fn strict_denies_fallbacks_on_this_thread() {
    let _forced = force_unavailable("denied");
    assert_eq!(denied(1).unwrap(), 101);
    let outer = strict();
    let inner = strict();
    drop(outer);
    assert_eq!(unavailable(&denied(1).unwrap_err()).reason(), Reason::Strict);
    drop(inner);
    assert_eq!(denied(1).unwrap(), 101);
}

#[test]
fn the_latest_guard_wins_and_each_ends_its_own() {
    let first = force_unavailable("fails").because(Reason::NotImplemented);
    let second = force_unavailable("fails");
    assert_eq!(unavailable(&fails(1).unwrap_err()).reason(), Reason::Forced);
    drop(first);
    assert_eq!(unavailable(&fails(1).unwrap_err()).reason(), Reason::Forced);
    drop(second);
    assert_eq!(fails(1).is_ok(), cfg!(feature = "serde"));
}

#[test]
fn an_item_is_forced_by_its_id_too() {
    let kernel = inner::Kernel;
    assert_eq!(kernel.run().unwrap(), 1);
    for name in ["featherfall::inner::<Kernel>::run", "inner::Kernel::run", "Kernel::run", "*::run"]
    {
        let _guard = force_unavailable(name);
        assert!(kernel.run().is_err(), "{name}");
    }
    assert!(kernel.run().is_ok());
}

#[test]
fn quantization_is_forced_too() {
    let _guard = force_unavailable("quantize").because(Reason::NotImplemented);
    let error = quantize(None).unwrap_err();
    assert_eq!(error.to_string(), "`quantize` is not implemented for `q8`.");
}

#[test]
fn an_async_function_falls_back_when_it_is_polled() {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut run =
        |future: std::pin::Pin<&mut dyn Future<Output = u32>>| match future.poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => unreachable!("nothing is awaited"),
        };
    assert_eq!(run(std::pin::pin!(asynchronous(1))), 1);
    let _guard = force_unavailable("asynchronous");
    assert_eq!(run(std::pin::pin!(asynchronous(1))), 101);
}

#[test]
#[should_panic(expected = "`panics` is unavailable: a test forces it to be")]
fn a_panic_is_forced_too() {
    panics();
    let _guard = force_unavailable("panics");
    panics();
}

#[test]
#[should_panic(expected = "`opaque` cannot be forced to be unavailable")]
fn a_function_that_returns_impl_trait_says_that_it_cannot_be_forced() {
    assert_eq!(opaque().next(), Some(1));
    let _guard = force_unavailable("opaque");
    let _ = opaque();
}

#[quant_support(Stable, method = "q4")]
fn infallible(x: u32) -> u32 {
    x
}

#[test]
#[should_panic(expected = "`infallible` cannot be forced to be unavailable: it has no way out")]
fn a_quantization_that_cannot_fail_says_that_it_cannot_be_forced() {
    assert_eq!(infallible(1), 1);
    {
        let _guard = force_unavailable("infallible").because(Reason::SupportRefused);
        assert_eq!(infallible(1), 1, "the policy's refusal is only reported");
    }
    let _guard = force_unavailable("infallible");
    infallible(1);
}

#[test]
#[should_panic(expected = "no capability `allways`; known, nearest first: `always`")]
fn a_mistyped_name_is_an_error() {
    let _guard = force_unavailable("allways");
}

#[test]
#[should_panic(expected = "`chosen` cannot be forced to be unavailable: it is no function")]
fn an_expression_cannot_be_forced() {
    assert_eq!(feature_gated! { (name = "chosen") "testing" => 1, _ => 0 }, 1);
    let _guard = force_unavailable("chosen");
}

#[test]
fn no_degradation_is_asserted_by_what_ran() {
    assert_eq!(assert_no_degradation(|| always(1) + conditional(5)), 6);
    assert_eq!(assert_no_degradation(|| quantize(None)).unwrap(), 8);
    let message = |f: fn()| {
        let panic = std::panic::catch_unwind(|| assert_no_degradation(f)).unwrap_err();
        panic.downcast_ref::<String>().unwrap().clone()
    };
    let text = message(|| {
        conditional(0);
        conditional(10);
        let _ = quantize(Some(1));
        let _guard = force_unavailable("fails");
        assert!(fails(1).is_err());
    });
    assert_eq!(
        text,
        "not everything ran as asked:\n  \
         `conditional` → 0: condition-not-met, 2 ×\n  \
         `quantize` → imatrix ignored: argument-refused, 1 ×\n  \
         `fails` → error: forced, 1 ×"
    );
    // A panic inside ends the recording.
    let _ = std::panic::catch_unwind(|| assert_no_degradation(|| panic!("another")));
    conditional(0);
    assert_no_degradation(|| ());
}

#[test]
fn plain_successful_calls_are_counted() {
    for x in 0..7 {
        counted(x);
    }
    let report = featherfall::report().to_string();
    let row = report.lines().find(|line| line.starts_with("counted")).unwrap();
    assert!(row.split_whitespace().any(|cell| cell == "7"), "{row}");
}

#[test]
fn a_test_is_skipped_where_a_feature_is_off() {
    fn skipped(ran: &mut bool) {
        skip_unless!("serde");
        *ran = true;
    }
    fn skipped_result(ran: &mut bool) -> Result<(), String> {
        skip_unless!("testing", "serde",);
        *ran = true;
        Ok(())
    }
    for skipped in [skipped, |ran: &mut bool| skipped_result(ran).unwrap()] {
        let mut ran = false;
        skipped(&mut ran);
        assert_eq!(ran, cfg!(feature = "serde"));
    }
}

#[test]
fn the_registry_is_complete() {
    featherfall::testing::assert_registry_complete!("tests/testing.rs");
}

#[test]
fn a_missing_annotation_is_named_with_its_place() {
    let folder = std::env::temp_dir().join(format!("featherfall-sources-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src/outer")).unwrap();
    std::fs::write(
        folder.join("src/lib.rs"),
        "mod outer;\n#[cfg(windows)]\nmod absent;\n#[requires_feature(\"x\")]\nfn root() {}\n",
    )
    .unwrap();
    std::fs::write(
        folder.join("src/outer/mod.rs"),
        "mod inner { #[featherfall::quant_support(Stable)]\nimpl Q { #[quant_support(Partial)] fn f() {} }\n\
         fn f() {\n#[requires_feature(\"x\")] fn nested() {} } }\n#[cfg(unix)] #[requires_feature(\"x\")] fn g() {}\n",
    )
    .unwrap();
    let complete = || {
        featherfall::testing::assert_complete(folder.to_str().unwrap(), "absent", &["src/lib.rs"]);
    };
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(complete)).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap().clone();
    std::fs::remove_dir_all(&folder).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    assert!(lines[0].starts_with("annotated items of `absent` are not in the registry, perhaps"));
    assert!(lines[0].contains("`use that_crate as _;`"), "{text}");
    let names: Vec<&str> = lines[1..].iter().map(|line| line.split(", ").next().unwrap()).collect();
    assert_eq!(
        names,
        ["`root` in the crate's root", "`impl` in outer::inner", "`nested` in outer::inner"]
    );
    assert!(lines[1].ends_with("lib.rs:5") && lines[2].ends_with("mod.rs:2"), "{text}");
}

#[test]
fn what_is_asked_for_says_that_a_test_forces_it() {
    assert!(asked_for(true).unwrap());
    let _guard = force_unavailable("*asked_for");
    assert!(!asked_for(false).unwrap());
    assert_eq!(
        asked_for(true).unwrap_err().to_string(),
        "`asked_for` is unavailable: a test forces it to be, and it was asked for."
    );
}
