use featherfall::requires_feature;

#[requires_feature("on", panics, priority = Hihg)]
fn unknown() {}

#[requires_feature("on", panics, priority = low)]
fn lower_case() {}

#[requires_feature("on", panics, priority = "High")]
fn string() {}

#[requires_feature("on", panics, priority = 1)]
fn number() {}

fn main() {
    unknown();
    lower_case();
    string();
    number();
}
