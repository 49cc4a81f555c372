use featherfall::requires_feature;

#[requires_feature("on", panics, when)]
fn nothing() {}

#[requires_feature("on", panics, when = true)]
fn assigned() {}

#[requires_feature("on", panics, when())]
fn empty() {}

#[requires_feature("on", panics, when("it must be true"))]
fn only_a_reason() {}

#[requires_feature("off", panics, when(true))]
fn only_a_condition() {}

#[requires_feature("off", panics, when(true,))]
fn no_reason() {}

#[requires_feature("off", panics, when(true, reason))]
fn not_a_string() {}

#[requires_feature("off", panics, when(true, ""))]
fn empty_reason() {}

#[requires_feature("off", panics, when("it must be true", true))]
fn the_wrong_way_round() {}

#[requires_feature("off", panics, when(true, "it must be true", false))]
fn too_much() {}

#[requires_feature("off", panics, when(true "it must be true"))]
fn no_comma() {}

#[requires_feature("off", panics, when(struct, "it must be true"))]
fn not_an_expression() {}

fn main() {
    nothing();
    assigned();
    empty();
    only_a_reason();
    only_a_condition();
    no_reason();
    not_a_string();
    empty_reason();
    the_wrong_way_round();
    too_much();
    no_comma();
    not_an_expression();
}
