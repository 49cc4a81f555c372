use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! { (const = true) "on" => 1, _ => 2 };
    let _ = feature_gated! { (panics()) "on" => 1 };
    let _ = feature_gated! { (unused) "on" => 1, _ => 2 };
    let _ = feature_gated! { (unused()) "on" => 1, _ => 2 };
    let _ = feature_gated! { (unused(1)) "on" => 1, _ => 2 };
    let _ = feature_gated! { (name = "a", name = "b") "on" => 1, _ => 2 };
    let _ = feature_gated! { (name = "a" log = off) "on" => 1, _ => 2 };
    let _ = feature_gated! { (crate = featherfall) "on" => 1, _ => 2 };
}
