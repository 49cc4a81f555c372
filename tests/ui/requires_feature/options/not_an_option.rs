use featherfall::requires_feature;

#[requires_feature("on", 3, panics)]
fn number() {}

#[requires_feature("on",, panics)]
fn two_commas() {}

#[requires_feature("on", panics otherwise = 1)]
fn no_comma() {}

#[requires_feature("on", otherwise = 1 hint = "..")]
fn no_comma_after_a_value() -> u32 {
    1
}

#[requires_feature("on", (panics))]
fn parentheses() {}

#[requires_feature("on"; panics)]
fn semicolon() {}

fn main() {
    number();
    two_commas();
    no_comma();
    no_comma_after_a_value();
    parentheses();
    semicolon();
}
