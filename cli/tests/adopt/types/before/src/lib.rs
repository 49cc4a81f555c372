#![allow(dead_code, unexpected_cfgs)]
use std::future::Future;
#[cfg(feature = "cuda")] pub fn it() -> impl Iterator<Item = u8> { 0..3u8 }
#[cfg(not(feature = "cuda"))] pub fn it() -> impl Iterator<Item = u8> { std::iter::empty() }

#[cfg(feature = "cuda")]
pub fn g() -> impl Fn(u8) -> u8 { |x| x }
#[cfg(not(feature = "cuda"))]
pub fn g() -> impl Fn(u8) -> u8 { |x| x + 1 }

pub fn in_closure(v: Option<u8>) -> Option<u8> {
    v.map(|x| {
        #[cfg(feature = "cuda")]
        { x + 1 }
        #[cfg(not(feature = "cuda"))]
        { let _ = x; unimplemented!("compile with --features cuda") }
    })
}
pub fn statement(v: Option<u8>) -> Option<u8> {
    v.map(|x| {
        #[cfg(feature = "cuda")]
        println!("on");
        #[cfg(not(feature = "cuda"))]
        println!("off");
        x
    })
}
pub fn boxed(v: Option<u8>) -> Option<Vec<u8>> {
    v.map(|x| {
        #[cfg(feature = "cuda")]
        { vec![x + 1] }
        #[cfg(not(feature = "cuda"))]
        { vec![x] }
    })
}
pub fn future(v: u8) -> impl Future<Output = u8> {
    async move {
        #[cfg(feature = "cuda")]
        { v + 1 }
        #[cfg(not(feature = "cuda"))]
        { let _ = v; panic!("compile with --features cuda") }
    }
}
pub fn shown() -> impl std::fmt::Display {
    #[cfg(feature = "cuda")]
    let x = String::from("on");
    #[cfg(not(feature = "cuda"))]
    let x = format!("off");
    x
}
#[cfg(feature = "nodecl")]
pub fn u() -> u8 { 1 }
#[cfg(not(feature = "nodecl"))]
pub fn u() -> u8 { 2 }

pub fn a(x: u8) -> u8 {
    #[cfg(has_x)]
    let y = x + 1;
    #[cfg(not(has_x))]
    let y = x;
    y
}

#[cfg(feature = "cuda")]
pub struct Im { pub a: u8 }
#[cfg(not(feature = "cuda"))]
pub struct Im(pub u8);
impl Im {
    #[cfg(feature = "cuda")]
    fn get(&self) -> u8 { self.a }
    #[cfg(not(feature = "cuda"))]
    fn get(&self) -> u8 { self.0 }
}
#[cfg(feature = "cuda")]
pub type Digit = u64;
#[cfg(not(feature = "cuda"))]
pub type Digit = u32;
#[cfg(feature = "cuda")]
pub fn big(raw: Vec<u32>) -> Vec<Digit> { raw.into_iter().map(u64::from).collect() }
#[cfg(not(feature = "cuda"))]
pub fn big(raw: Vec<u32>) -> Vec<Digit> { raw }

pub struct Ph { #[cfg(not(feature = "cuda"))] _p: std::marker::PhantomData<()> }
impl Ph {
    #[cfg(feature = "cuda")]
    fn new(_x: bool) -> Self { Self {} }
    #[cfg(not(feature = "cuda"))]
    fn new(_x: bool) -> Self { Self { _p: std::marker::PhantomData } }
}
pub struct Sp { #[cfg(feature = "cuda")] pub lo: u32 }
#[cfg(feature = "cuda")]
pub fn sp() -> Sp { Sp { lo: 0 } }
#[cfg(not(feature = "cuda"))]
pub fn sp() -> Sp { Sp {} }

mod imp { pub struct V(pub u8); }
mod fallback { pub struct V; }
#[cfg(feature = "cuda")]
use imp as it_;
#[cfg(not(feature = "cuda"))]
use fallback as it_;
#[cfg(feature = "cuda")]
pub fn v(o: u8) -> u8 { let _ = it_::V(o); o }
#[cfg(not(feature = "cuda"))]
pub fn v(o: u8) -> u8 { let _ = it_::V; o + 1 }

/// Docs of on.
#[cfg(feature = "cuda")]
pub fn maps() -> u8 { 1 }
/// Docs of off.
#[cfg(not(feature = "cuda"))]
pub fn maps() -> u8 { 2 }

pub fn array() -> Vec<u8> {
    let v = [ #[cfg(feature = "cuda")] 1u8, #[cfg(not(feature = "cuda"))] 2u8, ];
    v.to_vec()
}
mod sub {
    pub struct E;
    impl From<std::io::Error> for E { fn from(_: std::io::Error) -> Self { E } }
    pub type Result<T, Er = E> = std::result::Result<T, Er>;
    #[cfg(feature = "cuda")]
    pub fn flash() -> Result<u32> { Ok(1) }
    #[cfg(not(feature = "cuda"))]
    pub fn flash() -> Result<u32> { unimplemented!("compile with '--features cuda'") }
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
#[cfg(feature = "cuda")]
pub fn low() -> u32 { words::zero() as u32 }
#[cfg(not(feature = "cuda"))]
pub fn low() -> u32 { words::zero() }
