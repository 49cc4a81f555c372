// The feature is reported beside what is wrong otherwise.
use featherfall::requires_feature;

#[requires_feature("onn", otherwise = "text")]
fn gated() -> u32 {
    1
}

fn main() {
    gated();
}
