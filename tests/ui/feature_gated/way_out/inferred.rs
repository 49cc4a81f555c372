use featherfall::feature_gated;

fn two() -> u32 {
    2
}

fn main() {
    let counted = |x: u32| feature_gated! { (unused(x)) "off" => x, _ => two() };
    counted(1);
}
