// trybuild sets `cfg(trybuild)`, but declares it as little as an old build script does.
#![allow(unexpected_cfgs)]
#![deny(warnings)]

use featherfall::requires_feature;

#[requires_feature(cfg(trybuild), hint = "run it under trybuild", otherwise = false)]
fn wrapped() -> bool {
    true
}

#[requires_feature(all("on", trybuild), hint = "run it under trybuild", otherwise = false)]
fn bare() -> bool {
    true
}

#[requires_feature(backend = "none", hint = "there is none", otherwise = true)]
fn with_a_value() -> bool {
    false
}

fn main() {
    assert!(wrapped() && bare() && with_a_value());
}
