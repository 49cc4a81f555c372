// What stands around the macros does not matter: names, lints, the runtime's path, other macros.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]
//! Documented.

extern crate featherfall as renamed;

/// Names that expansions must not mistake for the real ones.
pub mod shadowed {
    #![allow(dead_code, non_camel_case_types)]

    type Ok = std::result::Result<u8, String>;

    /// Not the real one.
    pub enum Option {}
    /// Not the real one.
    pub enum Result {}
    /// Not the real one.
    pub struct Err;
    /// Not the real one.
    pub struct Some;
    /// Not the real one.
    pub struct Box;
    mod core {}
    mod featherfall {}

    /// A stub.
    #[renamed::feature_stub("off", crate = ::renamed)]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Device;

    #[renamed::feature_stub("off", crate = ::renamed)]
    impl Device {
        /// A constructor.
        pub fn open(_: u8) -> std::result::Result<Self, String>;
        /// A method.
        #[must_use]
        pub fn id(self) -> u8;
    }

    /// Returns early.
    pub fn early(x: u8) -> Ok {
        renamed::feature_gated! { (crate = ::renamed, unused(x)) "off" => Ok::from(std::result::Result::Ok(x)) }
    }

    /// Another expression.
    pub fn other(x: u8) -> u8 {
        renamed::feature_gated! { (crate = ::renamed) "off" => x, _ => x.pow(2) }
    }

    /// Ignores and refuses.
    pub fn quantize(a: std::option::Option<u8>, b: std::option::Option<u8>) -> Ok {
        renamed::quant_ignores!(a, method = "hqq", crate = ::renamed);
        renamed::quant_refuses!(b, method = "hqq", crate = ::renamed);
        std::result::Result::Ok(a.unwrap_or(0))
    }

    /// Limited.
    #[renamed::limitation("slow", crate = ::renamed)]
    #[must_use]
    pub fn limited() -> u8 {
        1
    }
}

/// `macro_rules!` hands on everything.
macro_rules! backend {
    ($name:ident, $feature:literal, $function:ident, $vis:vis) => {
        /// From a macro.
        #[featherfall::feature_stub($feature)]
        #[derive(Debug)]
        $vis struct $name;

        #[featherfall::feature_stub($feature)]
        impl $name {
            /// From a macro.
            $vis fn $function(&self) -> u8;
            /// From a macro.
            $vis fn open() -> Result<Self, String>;
        }
    };
}

backend!(Queue, "off", first, pub);

/// Composes.
#[featherfall::limitation("slow")]
#[featherfall::requires_feature("on", panics)]
#[inline]
#[must_use]
pub fn composed(x: u32) -> u32 {
    featherfall::feature_gated! { "on" => x + 1, _ => x }
}

/// A gated block with expressions in it.
pub struct Model;

#[featherfall::requires_feature("on", panics)]
#[featherfall::limitation("small")]
impl Model {
    /// A method.
    #[featherfall::limitation("slow")]
    #[must_use]
    pub fn run(&self) -> u32 {
        featherfall::feature_gated! { "on" => composed(1), _ => 0 }
    }
}

fn main() {
    assert!(shadowed::early(1).is_err());
    assert_eq!(shadowed::other(3), 9);
    assert_eq!(shadowed::quantize(Some(1), None), Ok(0));
    assert!(shadowed::quantize(None, Some(1)).is_err());
    assert_eq!(shadowed::limited(), 1);
    assert!(shadowed::Device::open(1).map(shadowed::Device::id).is_err());
    assert!(Queue::open().map(|queue| queue.first()).is_err());
    assert_eq!(Model.run(), 2);
    // The first arm that holds.
    assert_eq!(featherfall::feature_gated! { "off" => 0, "on" => 1, not("off") => 2, _ => 3 }, 1);
}
