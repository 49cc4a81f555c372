use featherfall::requires_feature;

#[requires_feature(on, panics)]
fn bare() {}

#[requires_feature(flash-attn, panics)]
fn with_a_dash() {}

#[requires_feature(feature = on, panics)]
fn without_quotes() {}

fn main() {
    bare();
    with_a_dash();
    without_quotes();
}
