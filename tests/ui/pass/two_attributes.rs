//! Two annotations on one function, in both orders.
#![deny(warnings)]
#![allow(dead_code)]

use featherfall::{Unavailable, limitation, quant_support, requires_feature};

#[quant_support(Unimplemented)]
#[requires_feature("off")]
fn level_above() -> Result<u32, Unavailable> {
    todo!()
}

#[requires_feature("off")]
#[quant_support(Unimplemented)]
fn level_below() -> Result<u32, Unavailable> {
    todo!()
}

#[quant_support(Unimplemented)]
#[requires_feature("on")]
fn level_above_on() -> Result<u32, Unavailable> {
    unimplemented!("not yet")
}

struct Kernel;

#[quant_support(Unimplemented, method = "block")]
#[requires_feature("on")]
impl Kernel {
    fn new() -> Result<Self, Unavailable> {
        todo!()
    }
}

#[requires_feature("on")]
#[quant_support(Unimplemented, method = "block_below")]
impl Kernel {
    fn other() -> Result<Self, Unavailable> {
        todo!()
    }
}

#[limitation("first")]
#[requires_feature("off")]
#[limitation("second")]
fn limited() -> Result<u32, Unavailable> {
    Ok(1)
}

fn main() {
    for error in [level_above(), level_below(), level_above_on()] {
        error.unwrap_err();
    }
    assert!(Kernel::new().is_err() && Kernel::other().is_err());
    assert!(limited().is_err());
    let named = |name| featherfall::capabilities().iter().filter(|it| it.name() == name).count();
    assert_eq!((named("level_above"), named("level_below"), named("limited")), (2, 2, 3));
}
