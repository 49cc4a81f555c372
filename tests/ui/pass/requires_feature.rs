// Every valid form of every option, feature on and feature off.
#![deny(warnings, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]
//! A crate.

use featherfall::{Unavailable, requires_feature};

fn eager(a: u32, b: u32) -> u32 {
    a * b
}

macro_rules! both {
    ($on:ident, $off:ident, [$($option:tt)*], ($($parameter:tt)*) $(-> $output:ty)?, $body:block) => {
        #[requires_feature("on", $($option)*)]
        #[allow(clippy::unnecessary_wraps)]
        fn $on($($parameter)*) $(-> $output)? $body

        #[requires_feature("off", $($option)*)]
        #[allow(clippy::unnecessary_wraps)]
        fn $off($($parameter)*) $(-> $output)? $body
    };
}

both!(nothing_on, nothing_off, [], () -> Result<u32, Unavailable>, { Ok(1) });
both!(fallback_on, fallback_off, [fallback = eager], (a: u32, b: u32) -> u32, { a + b });
both!(generic_on, generic_off, [fallback = u32::saturating_mul], (a: u32, b: u32) -> u32, { a + b });
both!(
    trait_on, trait_off,
    [fallback = <u32 as std::ops::Mul<u32>>::mul],
    (a: u32, b: u32) -> u32,
    { a + b }
);
both!(otherwise_on, otherwise_off, [otherwise = a * b], (a: u32, b: u32) -> u32, { a + b });
both!(block_on, block_off, [otherwise = { let c = a; c * b }], (a: u32, b: u32) -> u32, { a + b });
both!(unit_on, unit_off, [otherwise = ()], (), {});
both!(panics_on, panics_off, [panics], () -> u32, { 1 });
both!(diverges_on, diverges_off, [otherwise = panic!("never")], () -> u32, { 1 });
both!(closure_on, closure_off, [error = |_| "no"], () -> Result<u32, &'static str>, { Ok(1) });
both!(path_on, path_off, [error = std::io::Error::from], () -> Result<u32, std::io::Error>, { Ok(1) });
both!(string_on, string_off, [], () -> Result<u32, std::io::Error>, { Ok(1) });
both!(
    fallback_error_on, fallback_error_off,
    [fallback = checked, error = |_| "no"],
    (a: u32) -> Result<u32, &'static str>,
    { Ok(a) }
);
both!(
    when_on, when_off,
    [otherwise = 0, when(a > 1, "a must be greater than 1"), when(a < 4, "a must be less than 4",)],
    (a: u32) -> u32,
    { a }
);

#[requires_feature("on", otherwise = 0, name = "inner", when(a > 2, "a must be greater than 2"))]
#[requires_feature("on", otherwise = 1, name = "outer", when(a > 1, "a must be greater than 1"))]
fn stacked(a: u32) -> u32 {
    a
}

#[requires_feature("on", panics, when(a > 1, "a must be greater than 1"))]
fn when_and_panics(a: u32) {
    assert!(a > 1);
}

#[allow(clippy::unnecessary_wraps)]
fn checked(a: u32) -> Result<u32, &'static str> {
    Ok(a + 1)
}

both!(
    texts_on, texts_off,
    [
        otherwise = 0,
        alternative = "use the other one",
        hint = r"reinstall it",
        name = "texts",
        log = off,
        priority = Critical,
        tracking = "https://example.org/1",
        note = "a note",
        crate = ::featherfall,
    ],
    () -> u32,
    { 1 }
);
both!(debug_on, debug_off, [otherwise = 0, log = debug, priority = High], () -> u32, { 1 });
both!(info_on, info_off, [otherwise = 0, log = info, priority = Medium], () -> u32, { 1 });
both!(warn_on, warn_off, [otherwise = 0, log = warn, priority = Low], () -> u32, { 1 });
both!(error_on, error_off, [otherwise = 0, log = error], () -> u32, { 1 });

#[requires_feature("on", panics, available = ON)]
fn available_on() {}

#[requires_feature("off", panics, available = OFF)]
fn available_off() {}

#[requires_feature("on", otherwise = 0)]
const fn const_on() -> u32 {
    1
}

#[requires_feature("off", otherwise = 0)]
const fn const_off() -> u32 {
    1
}

#[requires_feature("on", otherwise = vec![0].into_iter())]
fn opaque_on() -> impl Iterator<Item = u32> {
    vec![1].into_iter()
}

#[requires_feature("off", otherwise = vec![0].into_iter())]
fn opaque_off() -> impl Iterator<Item = u32> {
    vec![1].into_iter()
}

macro_rules! predicates {
    ($($name:ident = $predicate:tt $expected:literal),* $(,)?) => {
        $(predicates!(@ $name $predicate);)*

        fn predicates() {
            $(assert_eq!($name(), $expected, stringify!($predicate));)*
        }
    };
    (@ $name:ident ($($predicate:tt)*)) => {
        #[requires_feature($($predicate)*, otherwise = false)]
        fn $name() -> bool {
            true
        }
    };
}

predicates! {
    feature = (feature = "on") true,
    raw = (r"on") true,
    any = (any("off", "on")) true,
    any_of_one = (any("off")) false,
    all = (all("off", "on",)) false,
    not_off = (not("off")) true,
    not_on = (not("on")) false,
    nested = (all("on", any(not("on"), not(all("off", "on"))))) true,
    cfg = (cfg("on")) true,
    cfg_any = (cfg(any(feature = "off", feature = "on"))) true,
    target = (any(unix, windows, target_family = "wasm")) true,
    os = (any(target_os = "linux", not(target_os = "linux"))) true,
    pointers = (target_pointer_width = "64") true,
}

fn main() {
    predicates();
    assert_eq!([1, 2, 3].map(stacked), [1, 0, 3]);
    when_and_panics(2);
    assert!(std::panic::catch_unwind(|| when_and_panics(1)).is_err());
    assert_eq!(nothing_on().ok(), Some(1));
    assert!(nothing_off().is_err());
    assert_eq!((fallback_on(2, 3), fallback_off(2, 3)), (5, 6));
    assert_eq!((generic_on(2, 3), generic_off(2, 3)), (5, 6));
    assert_eq!((trait_on(2, 3), trait_off(2, 3)), (5, 6));
    assert_eq!((otherwise_on(2, 3), otherwise_off(2, 3)), (5, 6));
    assert_eq!((block_on(2, 3), block_off(2, 3)), (5, 6));
    unit_on();
    unit_off();
    assert_eq!(panics_on(), 1);
    assert!(std::panic::catch_unwind(panics_off).is_err());
    assert_eq!(diverges_on(), 1);
    assert!(std::panic::catch_unwind(diverges_off).is_err());
    assert_eq!((closure_on(), closure_off()), (Ok(1), Err("no")));
    assert_eq!(path_on().ok(), Some(1));
    assert!(path_off().is_err());
    assert_eq!(string_on().ok(), Some(1));
    assert!(string_off().is_err());
    assert_eq!((fallback_error_on(1), fallback_error_off(1)), (Ok(1), Ok(2)));
    assert_eq!([1, 2, 3, 4].map(when_on), [0, 2, 3, 0]);
    assert_eq!([1, 2, 3, 4].map(when_off), [0; 4]);
    assert_eq!((texts_on(), texts_off()), (1, 0));
    assert_eq!((debug_on(), debug_off()), (1, 0));
    assert_eq!((info_on(), info_off()), (1, 0));
    assert_eq!((warn_on(), warn_off()), (1, 0));
    assert_eq!((error_on(), error_off()), (1, 0));
    assert_eq!((ON, OFF), (true, false));
    available_on();
    assert!(std::panic::catch_unwind(available_off).is_err());
    const { assert!(const_on() == 1 && const_off() == 0) };
    assert_eq!((opaque_on().next(), opaque_off().next()), (Some(1), Some(0)));
}
