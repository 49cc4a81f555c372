use featherfall::requires_feature;

#[requires_feature("on", panics, available = "BUILT")]
fn string() {}

#[requires_feature("on", panics, available = kernels::BUILT)]
fn path() {}

#[requires_feature("off", panics, available = 1)]
fn number() {}

#[requires_feature("off", panics, available = const)]
fn keyword() {}

fn main() {
    string();
    path();
    number();
    keyword();
}
