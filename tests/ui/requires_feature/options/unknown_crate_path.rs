use featherfall::requires_feature;

#[requires_feature("on", panics, crate = ::nowhere)]
fn on() {}

#[requires_feature("off", panics, crate = crate::nowhere)]
fn off() {}

fn main() {
    on();
    off();
}
