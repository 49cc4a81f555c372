//! Being gated changes nothing: each function is compared with its twin that is written by hand.

use std::future::Future;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::pin::{Pin, pin};

use pollster::block_on;

/// Which auto traits a type has: an inherent method is found before the trait's.
struct Probe<T>(PhantomData<T>);

macro_rules! auto_traits {
    ($($method:ident: $($bound:ident)::+),*) => {
        trait None: Sized {
            $(fn $method(&self) -> bool { false })*
        }
        impl<T> None for Probe<T> {}
        $(impl<T: $($bound)::+> Probe<T> { fn $method(&self) -> bool { true } })*
    };
}

auto_traits!(send: Send, sync: Sync, unpin: Unpin, unwind: UnwindSafe, ref_unwind: RefUnwindSafe);

fn probe<T>(_: &T) -> Probe<T> {
    Probe(PhantomData)
}

/// The size of a value and its auto traits.
macro_rules! shape {
    ($value:expr) => {{
        let value = $value;
        let probe = probe(&value);
        (
            size_of_val(&value),
            align_of_val(&value),
            [probe.send(), probe.sync(), probe.unpin(), probe.unwind(), probe.ref_unwind()],
        )
    }};
}

/// What a future does, and when it drops what.
fn story<T: std::fmt::Debug>(future: impl Future<Output = T>) -> (String, Vec<&'static str>) {
    let value = format!("{:?}", block_on(pin!(future)));
    (value, fixture_on::twins::noted().into_iter().chain(fixture_off::twins::noted()).collect())
}

macro_rules! same_shape {
    ($krate:ident, $name:ident($argument:expr)) => {
        let one = shape!($krate::twins::gated::$name($argument));
        let other = shape!($krate::twins::by_hand::$name($argument));
        assert_eq!(one, other, "{}", stringify!($name));
    };
}

macro_rules! same_story {
    ($krate:ident, $name:ident($($argument:expr),*)) => {
        let one = format!("{:?}", $krate::twins::gated::$name($($argument),*));
        let one = (one, $krate::twins::noted());
        let other = format!("{:?}", $krate::twins::by_hand::$name($($argument),*));
        assert_eq!(one, (other, $krate::twins::noted()), "{}", stringify!($name));
    };
}

macro_rules! compare {
    ($krate:ident, $is_on:literal) => {{
        use $krate::twins::*;

        // Sizes and auto traits.
        same_shape!($krate, large(1));
        same_shape!($krate, waits(1));
        same_shape!($krate, borrows("ab"));
        same_shape!($krate, generic(vec![1]));
        same_shape!($krate, otherwise_waits(1));
        same_shape!($krate, otherwise_asks(1));
        same_shape!($krate, closure(1));
        same_shape!($krate, items(1));
        same_shape!($krate, boxed(1));
        assert_eq!(
            shape!(unsafe { gated::dangerous(1) }),
            shape!(unsafe { by_hand::dangerous(1) })
        );
        assert_eq!(
            shape!(gated::keeps(Noisy("a"), Noisy("b"))),
            shape!(by_hand::keeps(Noisy("a"), Noisy("b")))
        );
        let (mut one, mut other) = (Kernel::<true>(1), Kernel::<false>(1));
        let one_wait = shape!(Pin::new(&mut one).wait(1));
        assert_eq!(one_wait, shape!(Pin::new(&mut other).wait(1)));
        assert_eq!(shape!(one.boxed(1)), shape!(other.boxed(1)));
        assert_eq!(
            size_of_val(&*one.boxed(1)),
            size_of_val(&*other.boxed(1)),
            "in the box of `async_trait`"
        );
        noted();

        // Values, and what is dropped when.
        same_story!($krate, noisy(Noisy("a"), Noisy("b")));
        same_story!($krate, noisy_otherwise(Noisy("a"), Noisy("_"), Noisy("b")));
        if $is_on {
            same_story!(
                $krate,
                pairs((Noisy("1"), Noisy("2")), Noisy("3"), (Noisy("4"), Noisy("5")))
            );
        }
        same_story!($krate, kernel(Noisy("k")));
        same_story!($krate, refused(Noisy("a"), Noisy("_"), (Noisy("b"), Noisy("rest"))));
        let one = (Noisy("self").provided(Noisy("x")), noted());
        assert_eq!(one, (Noisy("self").provided_by_hand(Noisy("x")), noted()));
        let names = || vec![Noisy("a"), Noisy("b")];
        let taken = |mut items: Box<dyn Iterator<Item = &'static str>>| {
            let first = items.next();
            note("between");
            drop(items);
            (first, noted())
        };
        assert_eq!(
            taken(Box::new(gated::owned_items(names()))),
            taken(Box::new(by_hand::owned_items(names())))
        );
        // Unwinding drops too, and a function that never returns does nothing else.
        let unwound = |call: &dyn Fn() -> u32| {
            assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
            noted()
        };
        assert_eq!(
            unwound(&|| gated::stops(Noisy("a"), Noisy("b"))),
            unwound(&|| by_hand::stops(Noisy("a"), Noisy("b")))
        );
        assert_eq!(
            unwound(&|| gated::panics(Noisy("a"), Noisy("_"))),
            unwound(&|| by_hand::panics(Noisy("a"), Noisy("_")))
        );
        same_story!($krate, block([7; 512]));
        same_story!($krate, poll(7));
        assert_eq!(story(gated::boxed(1)), story(by_hand::boxed(1)));
        let keeps = (
            story(gated::keeps(Noisy("a"), Noisy("b"))),
            story(by_hand::keeps(Noisy("a"), Noisy("b"))),
        );
        assert_eq!(keeps.0, keeps.1);
        drop(gated::keeps(Noisy("a"), Noisy("b")));
        let never_polled = noted();
        drop(by_hand::keeps(Noisy("a"), Noisy("b")));
        assert_eq!(never_polled, noted());
        let (mut one, mut other) = (Kernel::<true>(1), Kernel::<false>(1));
        assert_eq!((one.forward(Noisy("x")), noted()), (other.forward(Noisy("x")), noted()));
        assert_eq!(story(Pin::new(&mut one).wait(1)), story(Pin::new(&mut other).wait(1)));
        assert_eq!(block_on(one.boxed(3)), block_on(other.boxed(3)));
        assert_eq!(block_on(gated::borrows("ab")), block_on(by_hand::borrows("ab")));
        assert_eq!(
            block_on(gated::otherwise_asks(1)).map_err(|it| it.to_string()),
            block_on(by_hand::otherwise_asks(1)).map_err(|it| it.to_string())
        );
        assert_eq!(gated::closure(3)(4), by_hand::closure(3)(4));
        assert!(gated::items(3).eq(by_hand::items(3)));
        const { assert!(gated::constant(3) == by_hand::constant(3)) };
        assert_eq!(unsafe { gated::c(3) }, unsafe { by_hand::c(3) });

        // Where a panic is said to be.
        let (one, other) = (gated::here().line(), by_hand::here().line());
        assert_eq!((one, other), (line!(), line!()));
        let places = [gated::fails as fn(usize) -> u8, by_hand::fails].map(place_of_panic);
        assert_eq!(places[0].0, places[1].0, "{places:?}");
    }};
}

/// The file of the panic, and its line.
fn place_of_panic(fails: fn(usize) -> u8) -> (String, u32) {
    use std::sync::{Arc, Mutex};
    let place = Arc::new(Mutex::new(None));
    let (inside, before) = (place.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        let location = info.location().expect("a location");
        *inside.lock().unwrap() = Some((location.file().to_owned(), location.line()));
    }));
    let result = catch_unwind(AssertUnwindSafe(|| fails(9)));
    std::panic::set_hook(before);
    assert!(result.is_err());
    place.lock().unwrap().take().expect("a place")
}

#[test]
fn with_the_feature_a_function_is_its_twin() {
    compare!(fixture_on, true);
    let small = size_of_val(&fixture_on::twins::gated::large(1));
    assert!(small < 64, "{small}: the test compares futures that the fallback could make larger");
}

#[test]
fn without_the_feature_a_function_is_its_twin() {
    compare!(fixture_off, false);
}
