use featherfall::feature_gated;

fn main() {
    feature_gated! {}
    feature_gated! { _ => 1 };
    feature_gated! { "on" }
    let _ = feature_gated! { "on" => };
    let _ = feature_gated! { "on" => , _ => 2 };
    let _ = feature_gated! { "on" -> 1, _ => 2 };
}
