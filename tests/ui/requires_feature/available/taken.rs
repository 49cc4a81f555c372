use featherfall::requires_feature;

const BUILT: bool = true;

#[requires_feature("on", panics, available = BUILT)]
fn gated() {}

fn main() {
    let _ = BUILT;
    gated();
}
