//! What stands on a kernel's path allocates nothing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use featherfall::{FeatureSet, quantization_support};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise is handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(body: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    body();
    ALLOCATIONS.get() - before
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}

#[test]
fn a_fallback_after_the_first_call_allocates_nothing() {
    fixture_off::fallbacks::quiet(1);
    let calls = || {
        for x in 0..100 {
            std::hint::black_box(fixture_off::fallbacks::quiet(x));
        }
    };
    assert_eq!(allocations(calls), 0);
}

#[test]
fn an_unavailable_allocates_nothing_until_it_is_shown() {
    fixture_off::errors::flash_attention(1).unwrap_err();
    let calls = || {
        for x in 0..100 {
            let _ = std::hint::black_box(fixture_off::errors::flash_attention(x));
        }
    };
    assert_eq!(allocations(calls), 0);
}

#[test]
fn queries_allocate_nothing() {
    assert!(fixture_off::quants::iq2(&[], 2).is_err());
    let features = FeatureSet::current();
    assert!(quantization_support("hqq").is_ok());
    let calls = || {
        for _ in 0..100 {
            std::hint::black_box(features.is_enabled("flash-attn"));
            std::hint::black_box(FeatureSet::current().is_enabled("nothing"));
            std::hint::black_box(quantization_support("hqq").is_ok());
        }
    };
    assert_eq!(allocations(calls), 0);
}
