//! What must not allocate: errors, degraded calls after the first, look-ups.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use featherfall::{FeatureSet, QuantSupport, degradations, quantization_support};
use featherfall_tests::events::Recorder;
use tracing::subscriber::{Interest, with_default};
use tracing::{Level, Metadata, Subscriber, span};

/// Counts the allocations of each thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static FREED: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: everything is the system allocator's.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        FREED.set(FREED.get() + 1);
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(f: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    f();
    ALLOCATIONS.get() - before
}

/// Calls once, then counts what a thousand calls more allocate.
fn allocations_after_the_first(mut f: impl FnMut()) -> u64 {
    f();
    allocations(|| (0..1000).for_each(|_| f()))
}

fn counted(name: &str) -> u64 {
    let rows = degradations();
    rows.iter().filter(|row| row.requested() == name).map(|row| row.count()).sum()
}

#[test]
fn the_allocator_counts() {
    assert_eq!(allocations(|| drop(black_box(Box::new(1)))), 1);
}

#[test]
fn an_error_is_made_and_dropped_without_allocation() {
    let call = || _ = black_box(fixture_off::errors::flash_attention(1));
    assert_eq!(allocations_after_the_first(call), 0);
    assert_eq!(counted("flash_attention"), 1001);
    // Only its text is made of memory.
    let error = fixture_off::errors::flash_attention(1).unwrap_err();
    assert_ne!(allocations(|| drop(black_box(error.to_string()))), 0);
}

#[test]
fn a_degraded_call_is_only_counted() {
    use fixture_off::fallbacks::{late, log_default, strict_result};
    assert_eq!(allocations_after_the_first(|| _ = black_box(late(1))), 0);
    assert_eq!(counted("late"), 1001);
    assert_eq!(allocations_after_the_first(|| _ = black_box(log_default(1))), 0);
    assert_eq!(allocations_after_the_first(|| _ = black_box(strict_result(1))), 0);
}

#[test]
fn a_degraded_call_is_only_counted_under_a_subscriber() {
    let recorder = Recorder::new(Level::WARN);
    with_default(recorder.clone(), || {
        let call = || _ = black_box(fixture_off::fallbacks::scoped(1));
        assert_eq!(allocations_after_the_first(call), 0);
    });
    assert_eq!(recorder.about("fixture-off", "scoped").len(), 1);
}

#[test]
fn nor_where_only_another_thread_has_a_subscriber() {
    let (_one, _two) = (dispatch(), dispatch());
    let call = || _ = black_box(fixture_off::fallbacks::filtered(1));
    assert_eq!(allocations_after_the_first(call), 0);
}

/// A subscriber that some thread might have.
fn dispatch() -> tracing::Dispatch {
    tracing::Dispatch::new(Recorder::new(Level::TRACE))
}

/// Wants debug events, but not ours: `RUST_LOG=info,my_crate=debug`.
struct NotOurs;

impl Subscriber for NotOurs {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.enabled(metadata) { Interest::always() } else { Interest::never() }
    }
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() != "featherfall"
    }
    fn max_level_hint(&self) -> Option<tracing::level_filters::LevelFilter> {
        Some(Level::DEBUG.into())
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, _: &tracing::Event<'_>) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[test]
fn a_degraded_call_is_only_counted_under_a_filter() {
    featherfall_tests::process::run_alone(
        "a_degraded_call_is_only_counted_under_a_filter",
        "",
        || {
            tracing::subscriber::set_global_default(NotOurs).unwrap();
            let call = || _ = black_box(fixture_off::fallbacks::switching(1));
            assert_eq!(allocations_after_the_first(call), 0);
            assert_eq!(counted("switching"), 1001);
        },
    );
}

#[test]
fn entries_of_quantization_are_only_counted() {
    use fixture_off::quants::{fixed, hqq};
    let call = || _ = black_box(hqq(&[1.0], Some(&[1.0])));
    assert_eq!(allocations_after_the_first(call), 0);
    assert_eq!(counted("hqq"), 1001, "imatrix ignored");
    let call = || _ = black_box(fixed(None, Some(1.0)));
    // The vector that the body itself makes.
    assert_eq!(allocations_after_the_first(call), 1000);
}

#[test]
fn look_ups_do_not_allocate() {
    let call = || {
        let set = FeatureSet::current();
        assert!(set.is_enabled("metal") && !set.is_enabled("flash-attn"));
        assert!(!set.is_enabled("no-such-feature") && set.has_hw_accel());
        assert_eq!(quantization_support("Half_Quadratic"), Ok(QuantSupport::Experimental));
        assert_eq!(quantization_support("iq2"), Ok(QuantSupport::Unimplemented));
    };
    assert_eq!(allocations_after_the_first(call), 0);
}

#[test]
fn a_hint_leaves_nothing_behind() {
    let set = FeatureSet::current();
    let off = set.package("fixture-off");
    let ask = || drop(black_box(off.compilation_hints(&["cuda", "metal"])));
    ask();
    let freed = FREED.get();
    let allocated = allocations(|| (0..10).for_each(|_| ask()));
    assert!(allocated > 0);
    assert_eq!(FREED.get() - freed, allocated);
}
