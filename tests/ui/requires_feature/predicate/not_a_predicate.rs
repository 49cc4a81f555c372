use featherfall::requires_feature;

#[requires_feature(1)]
fn number() {}

#[requires_feature(b"on")]
fn bytes() {}

#[requires_feature(true)]
fn boolean() {}

#[requires_feature(["on"])]
fn list() {}

#[requires_feature("on" "off", panics)]
fn no_comma() {}

#[requires_feature(any("on" "off"), panics)]
fn no_comma_inside() {}

#[requires_feature(not("on") && unix, panics)]
fn operator() {}

fn main() {
    number();
    bytes();
    boolean();
    list();
    no_comma();
    no_comma_inside();
    operator();
}
