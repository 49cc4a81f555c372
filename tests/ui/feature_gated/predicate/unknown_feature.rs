use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! { "onn" => 1, _ => 2 };
    let _ = feature_gated! { "on" => 1, all(unix, "offf") => 2, _ => 3 };
}
