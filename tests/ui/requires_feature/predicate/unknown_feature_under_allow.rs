// A crate that allows unknown cfgs is told all the same.
#![allow(unexpected_cfgs)]
use featherfall::requires_feature;

#[requires_feature("onn", panics)]
fn gated() {}

fn main() {
    gated();
}
