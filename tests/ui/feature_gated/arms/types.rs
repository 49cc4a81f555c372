use featherfall::feature_gated;

fn main() {
    let _: u32 = feature_gated! { "on" => "text", _ => 1 };
    let _: u32 = feature_gated! { "off" => 1, _ => "text" };
    // What is not built is not looked at.
    let _: u32 = feature_gated! { "off" => "text", _ => 1 };
}
