// Written as an expression of Rust, or as another tool has it.
use featherfall::{Unavailable, feature_gated, quant_support, requires_feature};

#[requires_feature(!"on", panics)]
fn not() {}

#[requires_feature("on" || "off", panics)]
fn either() {}

#[requires_feature("on" && "off", panics)]
fn both() {}

#[requires_feature(["on", "off"], panics)]
fn list() {}

#[requires_feature(or("on", "off"), panics)]
fn or() {}

#[requires_feature("off", fallback = slow(1))]
fn called(x: u32) -> u32 {
    x
}

fn slow(x: u32) -> u32 {
    x
}

fn chosen() -> u32 {
    feature_gated! { "on" => 1, else => 2 }
}

#[quant_support("Stable")]
fn quoted() -> Result<(), Unavailable> {
    Ok(())
}

fn main() {
    let _ = (not(), either(), both(), list(), or(), called(slow(1)), chosen(), quoted());
}
