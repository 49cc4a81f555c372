use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! { any() => 1, _ => 2 };
    let _ = feature_gated! { "a b" => 1, _ => 2 };
    let _ = feature_gated! { has_cutlass => 1, _ => 2 };
    let _ = feature_gated! { not("on", "off") => 1, "on" => 2, _ => 3 };
}
