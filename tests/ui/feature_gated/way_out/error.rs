use featherfall::feature_gated;

fn not_a_result() -> u32 {
    feature_gated! { (error = |_| "off") "off" => 1 }
}

fn wrong_type() -> Result<u32, String> {
    feature_gated! { (error = |_| 1) "off" => Ok(1) }
}

fn wrong_type_on() -> Result<u32, String> {
    feature_gated! { (error = |_| 1) "on" => Ok(1) }
}

fn main() {
    not_a_result();
    let _ = wrong_type();
    let _ = wrong_type_on();
}
