fn main() {
    let x = featherfall::feature_gated! {
        "on" => 1
        "off" => 2,
        _ => 3
    };
    let y = featherfall::feature_gated! {
        any("on", "off") => 1
        all("off", unix) => 2,
        _ => 3
    };
    println!("{x} {y}");
}
