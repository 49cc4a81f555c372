#![allow(dead_code, unexpected_cfgs)]

featherfall::feature_set!();

use std::future::Future;
pub fn it() -> impl Iterator<Item = u8> {
    featherfall::feature_gated! {
        (name = "it", benign, const)
        "cuda" => { 0..3u8 }
        _ => { std::iter::empty() }
    }
}

pub fn g() -> impl Fn(u8) -> u8 {
    featherfall::feature_gated! {
        (name = "g", benign, const)
        "cuda" => { |x| x }
        _ => { |x| x + 1 }
    }
}

pub fn in_closure(v: Option<u8>) -> Option<u8> {
    v.map(|x| {
        featherfall::feature_gated! {
            (name = "in_closure", const)
            "cuda" => { x + 1 }
            _ => { let _ = x; unimplemented!("compile with --features cuda") }
        }
    })
}
pub fn statement(v: Option<u8>) -> Option<u8> {
    v.map(|x| {
        featherfall::feature_gated! {
            (name = "statement", benign, const)
            "cuda" => {
                println!("on");
            }
            _ => {
                println!("off");
            }
        }
        x
    })
}
pub fn boxed(v: Option<u8>) -> Option<Vec<u8>> {
    v.map(|x| {
        featherfall::feature_gated! {
            (name = "boxed", benign, const)
            "cuda" => { vec![x + 1] }
            _ => { vec![x] }
        }
    })
}
pub fn future(v: u8) -> impl Future<Output = u8> {
    async move {
        featherfall::feature_gated! {
            (name = "future", const)
            "cuda" => { v + 1 }
            _ => { let _ = v; panic!("compile with --features cuda") }
        }
    }
}
pub fn shown() -> impl std::fmt::Display {
    let x = featherfall::feature_gated! {
        (name = "shown", benign, const)
        "cuda" => String::from("on"),
        _ => format!("off"),
    };
    x
}
#[cfg(feature = "nodecl")]
pub fn u() -> u8 { 1 }
#[cfg(not(feature = "nodecl"))]
pub fn u() -> u8 { 2 }

pub fn a(x: u8) -> u8 {
    let y = featherfall::feature_gated! {
        (name = "a", hint = "build where the build script sets `has_x`", benign)
        cfg(has_x) => x + 1,
        _ => x,
    };
    y
}

#[cfg(feature = "cuda")]
pub struct Im { pub a: u8 }
#[cfg(not(feature = "cuda"))]
pub struct Im(pub u8);
impl Im {
    fn get(&self) -> u8 {
        featherfall::feature_gated! {
            (name = "get", benign)
            "cuda" => { self.a }
            _ => { self.0 }
        }
    }
}
#[cfg(feature = "cuda")]
pub type Digit = u64;
#[cfg(not(feature = "cuda"))]
pub type Digit = u32;
pub fn big(raw: Vec<u32>) -> Vec<Digit> {
    featherfall::feature_gated! {
        (name = "big", benign)
        "cuda" => { raw.into_iter().map(u64::from).collect() }
        _ => { raw }
    }
}

pub struct Ph { #[cfg(not(feature = "cuda"))] _p: std::marker::PhantomData<()> }
impl Ph {
    fn new(_x: bool) -> Self {
        featherfall::feature_gated! {
            (name = "new", benign)
            "cuda" => { Self {} }
            _ => { Self { _p: std::marker::PhantomData } }
        }
    }
}
pub struct Sp { #[cfg(feature = "cuda")] pub lo: u32 }
pub fn sp() -> Sp {
    featherfall::feature_gated! {
        (name = "sp", benign)
        "cuda" => { Sp { lo: 0 } }
        _ => { Sp {} }
    }
}

mod imp { pub struct V(pub u8); }
mod fallback { pub struct V; }
#[cfg(feature = "cuda")]
use imp as it_;
#[cfg(not(feature = "cuda"))]
use fallback as it_;
pub fn v(o: u8) -> u8 {
    featherfall::feature_gated! {
        (name = "v", benign)
        "cuda" => { let _ = it_::V(o); o }
        _ => { let _ = it_::V; o + 1 }
    }
}

/// Docs of on.
#[featherfall::requires_feature(
    "cuda",
    // Docs of off.
    otherwise = 2,
    benign,
)]
pub fn maps() -> u8 { 1 }

pub fn array() -> Vec<u8> {
    let v = [ #[cfg(feature = "cuda")] 1u8, #[cfg(not(feature = "cuda"))] 2u8, ];
    v.to_vec()
}
mod sub {
    pub struct E;
    impl From<std::io::Error> for E { fn from(_: std::io::Error) -> Self { E } }
    pub type Result<T, Er = E> = std::result::Result<T, Er>;
    #[featherfall::requires_feature("cuda")]
    pub fn flash() -> Result<u32> { Ok(1) }
}
pub use sub::{E as Error, Result};
pub struct Tensor;
mod gdn;
mod leftovers;
mod words {
    #[cfg(feature = "cuda")]
    pub type Word = u64;
    #[cfg(not(feature = "cuda"))]
    pub type Word = u32;
    pub fn zero() -> Word { 0 }
}
pub fn low() -> u32 {
    featherfall::feature_gated! {
        (name = "low", benign)
        "cuda" => { words::zero() as u32 }
        _ => { words::zero() }
    }
}
