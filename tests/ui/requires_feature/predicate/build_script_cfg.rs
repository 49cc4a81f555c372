use featherfall::requires_feature;

#[requires_feature(has_cutlass, panics)]
fn bare() {}

#[requires_feature(cfg(has_cutlass), panics)]
fn wrapped() {}

#[requires_feature(any("on", not(has_cutlass)), panics)]
fn nested() {}

#[requires_feature(backend = "cutlass", panics)]
fn with_a_value() {}

fn main() {
    bare();
    wrapped();
    nested();
    with_a_value();
}
