// A constant cannot return early, and needs the option `const` to count nothing.
use featherfall::feature_gated;

const fn two() -> usize {
    2
}

const CALLS: usize = feature_gated! { "off" => 1, _ => two() };
static NO_ARM: usize = feature_gated! { "on" => 1 };
const PANICS: usize = feature_gated! { (panics) "off" => 1 };
const PLAIN: usize = feature_gated! { "on" => 1, _ => 2 };
const ALLOWED: usize = feature_gated! { (const) "off" => 1, _ => two() };

fn length() -> [u8; feature_gated! { "on" => 2, _ => two() }] {
    let inline = const { feature_gated! { "off" => 1 } };
    [inline; feature_gated! { "off" => 1 }]
}

const fn counted() -> usize {
    feature_gated! { "off" => 1, _ => two() }
}

fn main() {}
