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

#[requires_feature("--features on", panics)]
fn flag() {}

#[requires_feature("on ", panics)]
fn blank() {}

#[requires_feature("dep:tracing", panics)]
fn dependency() {}

fn main() {
    flag();
    blank();
    dependency();
    number();
    bytes();
    boolean();
    list();
    no_comma();
    no_comma_inside();
    operator();
}
