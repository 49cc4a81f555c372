use featherfall::requires_feature;

#[requires_feature("on", when(true, "it must be true"))]
fn on() -> u32 {
    1
}

#[requires_feature("off", when(true, "it must be true"))]
fn off() -> u32 {
    1
}

fn main() {
    on();
    off();
}
