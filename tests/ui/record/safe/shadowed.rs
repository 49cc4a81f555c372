// Another crate by the name of the one that the macro names.
#![forbid(unsafe_code)]

extern crate self as core;

pub use std::concat;

pub mod primitive {
    pub type u8 = &'static u64;
    pub use std::primitive::str;
}

featherfall::__private::record! { 1; [] "x" }

fn main() {}
