// rustc would propose another feature of this package.
use featherfall::{feature_gated, feature_stub, requires_feature};

#[requires_feature("hardware", panics)]
fn forwarded() {}

#[requires_feature(any("on", "featherfall/hardware"), panics)]
fn written_as_in_cargo_toml() {}

#[feature_stub("hardware")]
struct Device;

fn chosen() -> u32 {
    feature_gated! { "hardware" => 1, _ => 2 }
}

fn main() {
    forwarded();
    chosen();
}
