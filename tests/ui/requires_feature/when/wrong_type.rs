use featherfall::requires_feature;

#[requires_feature("on", panics, when(1, "it must be true"))]
fn number() {}

#[requires_feature("on", otherwise = 0, when(a.has_value(), "a must be given"))]
fn not_an_option(a: u32) -> u32 {
    a
}

#[requires_feature("on", panics, when(nothing, "it must be true"))]
fn unknown_name() {}

#[requires_feature("on", otherwise = 0, when(None, "it must be true"))]
const fn constant() -> u32 {
    1
}

fn main() {
    number();
    not_an_option(1);
    unknown_name();
    constant();
}
