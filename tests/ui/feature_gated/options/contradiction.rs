use featherfall::feature_gated;

fn f(_: featherfall::Unavailable) -> u8 {
    1
}

fn main() {
    let _ = feature_gated! { (panics) "on" => 1, _ => 2 };
    let _ = feature_gated! { (const) "on" => 1 };
    let _ = feature_gated! { (const, log = warn) "on" => 1, _ => 2 };
    let _ = feature_gated! { (const, error = f) "on" => 1, _ => 2 };
    let _ = feature_gated! { (panics, error = f) "on" => 1 };
}
