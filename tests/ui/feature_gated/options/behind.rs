use featherfall::feature_gated;

fn main() {
    let _ = feature_gated! { "on" => 2, _ => 1, name = "order" };
}
