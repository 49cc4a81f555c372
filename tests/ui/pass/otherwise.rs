//! Expressions that end early where a statement may stand, as `otherwise` and in arms.
#![deny(warnings)]

use featherfall::{feature_gated, requires_feature};

macro_rules! both {
    ($feature:literal) => {
        use super::*;

        #[requires_feature($feature, otherwise = unsafe { *x } + 7)]
        pub unsafe fn sum(x: *const u32) -> u32 {
            unsafe { *x }
        }

        #[requires_feature($feature, otherwise = if x > 1 { 1 } else { 2 } + 3)]
        pub fn choice(x: u32) -> u32 {
            x
        }

        #[requires_feature($feature, otherwise = match x { 0 => 1, x => x } as u8)]
        pub fn cast(x: u32) -> u8 {
            x as u8 + 1
        }

        #[requires_feature($feature, otherwise = { x } - 1)]
        pub const fn block(x: u32) -> u32 {
            x
        }

        #[requires_feature($feature, otherwise = match x { 0 => 1, x => x }.max(3))]
        pub fn method(x: u32) -> u32 {
            x
        }

        #[requires_feature($feature, otherwise = if x > 1 { 1 } else { 2 })]
        pub fn plain(x: u32) -> u32 {
            x
        }

        pub fn arm(x: u32) -> u32 {
            feature_gated! { $feature => match x { 0 => 1, x => x } + 1, _ => if x > 1 { 1 } else { 2 } + 3 }
        }
    };
}

mod on {
    both!("on");
}

mod off {
    both!("off");
}

fn main() {
    assert_eq!(unsafe { (on::sum(&1), off::sum(&1)) }, (1, 8));
    assert_eq!((on::choice(2), off::choice(2)), (2, 4));
    assert_eq!((on::cast(2), off::cast(2)), (3, 2));
    const { assert!(on::block(2) == 2 && off::block(2) == 1) };
    assert_eq!((on::method(2), off::method(2)), (2, 3));
    assert_eq!((on::plain(2), off::plain(2)), (2, 1));
    assert_eq!((on::arm(2), off::arm(2)), (3, 4));
}
