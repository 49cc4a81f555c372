use featherfall::requires_feature;

#[requires_feature]
fn nothing() {}

#[requires_feature()]
fn empty() {}

fn main() {
    nothing();
    empty();
}
