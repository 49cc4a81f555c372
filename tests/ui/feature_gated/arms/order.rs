use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! { _ => 1, "on" => 2 };
    let _ = feature_gated! { "off" => 1, "off" => 2, _ => 3 };
}
