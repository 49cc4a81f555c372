// It chooses between expressions and statements, and says so elsewhere.
use featherfall::feature_gated;

feature_gated! { "on" => { fn chosen() {} } _ => { fn chosen() {} } }

struct Kernel {
    width: feature_gated! { "on" => u8, _ => u16 },
}

impl Kernel {
    feature_gated! { "on" => { fn chosen() {} } }
}

fn parameter(_: feature_gated! { "off" => u8, _ => u16 }) -> feature_gated! { "on" => u8, _ => u16 } {
    unreachable!()
}

fn pattern(x: u8) -> u8 {
    let feature_gated! { "on" => y, _ => z } = x;
    match x {
        0 => 0,
        feature_gated! { "on" => 1, _ => 2 } => 1,
    }
}

fn main() {}
