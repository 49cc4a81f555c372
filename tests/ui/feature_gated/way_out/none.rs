use featherfall::feature_gated;

fn off() -> u32 {
    feature_gated! { "off" => 1 }
}

fn on() -> Option<u32> {
    feature_gated! { "on" => Some(1) }
}

struct Error;

fn error_without_from() -> Result<u32, Error> {
    feature_gated! { "off" => Ok(1) }
}

fn main() {
    off();
    on();
    let _ = error_without_from();
    feature_gated! { "on" => {} }
}
