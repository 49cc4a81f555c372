//! Whatever `macro_rules!` hands on in invisible delimiters means what it would mean by itself.
#![deny(warnings)]
#![allow(dead_code)]

use featherfall::{Unavailable, feature_gated, feature_stub, limitation, quant_support, requires_feature};

mod slow {
    pub fn zero(_: u32) -> u32 {
        0
    }
    pub fn generic<T>(value: T) -> T {
        value
    }
}

macro_rules! by_path {
    ($name:ident, $path:path) => {
        #[requires_feature("off", fallback = $path)]
        fn $name(v: u32) -> u32 {
            v
        }
    };
}
by_path!(one_segment, zero);
by_path!(two_segments, crate::slow::zero);
by_path!(with_arguments, crate::slow::generic::<u32>);
use slow::zero;

macro_rules! by_expression {
    ($name:ident, $path:expr) => {
        #[requires_feature("off", fallback = $path)]
        fn $name(v: u32) -> u32 {
            v
        }
    };
}
by_expression!(expression, zero);
by_expression!(expression_of_two, slow::zero);

macro_rules! through_another {
    ($name:ident, $path:path) => {
        by_expression!($name, $path);
    };
}
through_another!(twice, crate::slow::zero);

macro_rules! literals {
    ($name:ident, $feature:literal, $text:expr, $when:expr, $otherwise:expr) => {
        #[requires_feature($feature, name = $text, when($when, $text), otherwise = $otherwise)]
        fn $name(v: u32) -> u32 {
            v
        }
    };
}
literals!(literal, "off", "shown", 1 + 1 == 2, 7);

macro_rules! predicate {
    ($name:ident, $feature:expr, $vis:vis, $output:ty, $body:block) => {
        #[requires_feature(any($feature, all("off", $feature)))]
        $vis fn $name() -> $output $body
    };
}
predicate!(predicate, "off", pub(crate), Result<u32, Unavailable>, { Ok(1) });

macro_rules! arms {
    ($feature:literal, $one:expr, $other:expr) => {
        feature_gated! { (name = "arms") $feature => $one, _ => $other }
    };
}

macro_rules! with_meta {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[requires_feature("on", fallback = location)]
        fn $name() -> u32 {
            std::panic::Location::caller().line()
        }
    };
}
with_meta!(#[track_caller] located);

#[track_caller]
fn location() -> u32 {
    std::panic::Location::caller().line()
}

macro_rules! below_meta {
    ($(#[$meta:meta])* $name:ident) => {
        #[requires_feature("off", fallback = location)]
        $(#[$meta])*
        fn $name() -> u32 {
            1
        }
    };
}
below_meta!(#[track_caller] located_off);

macro_rules! expecting {
    ($(#[$meta:meta])* $name:ident) => {
        #[requires_feature("off")]
        $(#[$meta])*
        fn $name() -> Result<u32, Unavailable> {
            let mut never_changed = 1;
            Ok(never_changed)
        }
    };
}
expecting!(#[expect(unused_mut, reason = "for the test")] expected);

struct Kernel;

macro_rules! gated_inside {
    ($(#[$meta:meta])* $name:ident) => {
        #[requires_feature("on", panics)]
        impl Kernel {
            $(#[$meta])*
            fn $name() -> u32 {
                1
            }
            fn other() -> u32 {
                2
            }
        }
    };
}
gated_inside!(#[requires_feature("off", otherwise = 3)] own_gate);

macro_rules! stub {
    ($(#[$meta:meta])* $feature:literal, $name:ident) => {
        #[feature_stub($feature)]
        $(#[$meta])*
        struct $name;
    };
}
stub!(#[derive(Debug, Clone)] "off", Device);

macro_rules! quantized {
    ($level:ident, $method:expr, $text:literal) => {
        #[quant_support($level, method = $method)]
        #[limitation($text)]
        fn quantized() {}
    };
}
quantized!(Partial, "q4k", "slow");

macro_rules! renamed {
    ($path:path) => {
        #[requires_feature("off", otherwise = 4, crate = $path)]
        fn renamed() -> u32 {
            1
        }
    };
}
renamed!(::featherfall);

fn main() {
    assert_eq!((one_segment(1), two_segments(1), with_arguments(1)), (0, 0, 1));
    assert_eq!((expression(1), expression_of_two(1), twice(1)), (0, 0, 0));
    assert_eq!(literal(1), 7);
    assert!(predicate().is_err() && expected().is_err());
    assert_eq!(arms!("off", 1, 2), 2);
    assert_eq!(located(), line!());
    assert_eq!(located_off(), line!());
    assert_eq!((Kernel::own_gate(), Kernel::other()), (3, 2));
    quantized();
    assert_eq!(renamed(), 4);
    let named = |name| featherfall::capabilities().iter().filter(|it| it.name() == name).count();
    assert_eq!((named("shown"), named("own_gate"), named("arms")), (1, 1, 1));
}
