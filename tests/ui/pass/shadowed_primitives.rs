//! Types of the user with the names of primitive ones.
#![deny(warnings)]
#![allow(non_camel_case_types, dead_code)]

use featherfall::{
    Unavailable, feature_gated, feature_stub, limitation, quant_ignores, quant_support,
    requires_feature,
};

macro_rules! shadows {
    ($($name:ident)*) => { $(struct $name;)* };
}
shadows!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char str);

struct Option;
struct Result;
struct Box;
struct String;

type Size = ::core::primitive::usize;

#[requires_feature("on", available = HAS_BOTH, when(x > 1, "x must be above 1"), when(x < 9, "x must be below 9"))]
fn condition(x: Size) -> ::core::result::Result<Size, Unavailable> {
    Ok(x)
}

#[requires_feature("off", otherwise = x, when(x > 1, "x must be above 1"))]
const fn constant(x: Size) -> Size {
    x + 1
}

#[requires_feature("off", fallback = other)]
async fn asynchronous(x: Size) -> Size {
    x
}

#[requires_feature("on", fallback = other)]
async fn asynchronous_on(x: Size) -> Size {
    x
}

async fn other(x: Size) -> Size {
    x
}

#[feature_stub("off")]
struct Device;

#[feature_stub("off")]
impl Device {
    fn count(&self) -> Size;
    fn new() -> ::core::result::Result<Self, Unavailable>;
}

#[quant_support(Experimental, ignores(imatrix), refuses(bias))]
#[limitation("slow")]
fn hqq(imatrix: ::core::option::Option<Size>, bias: ::core::option::Option<Size>) -> ::core::result::Result<Size, Unavailable> {
    let _ = (imatrix, bias);
    Ok(1)
}

#[allow(unused_variables)]
fn arms(imatrix: ::core::option::Option<Size>) -> ::core::result::Result<Size, Unavailable> {
    quant_ignores!(imatrix, method = "hqq");
    feature_gated! { "off" => return Ok(1), }
}

fn main() {
    assert!(HAS_BOTH && condition(2).is_ok() && condition(1).is_err());
    assert_eq!(constant(2), 2);
    drop((asynchronous(1), asynchronous_on(1)));
    assert!(Device::new().is_err());
    assert!(hqq(None, None).is_ok() && arms(None).is_err());
}
