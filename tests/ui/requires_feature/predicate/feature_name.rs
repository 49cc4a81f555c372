use featherfall::requires_feature;

#[requires_feature("", panics)]
fn empty() {}

#[requires_feature(" ", panics)]
fn blank() {}

#[requires_feature("on,off", panics)]
fn comma() {}

#[requires_feature("on off", panics)]
fn space() {}

#[requires_feature("on", "off", panics)]
fn two() {}

#[requires_feature(any("", "on"), panics)]
fn inside() {}

fn main() {
    empty();
    blank();
    comma();
    space();
    two();
    inside();
}
