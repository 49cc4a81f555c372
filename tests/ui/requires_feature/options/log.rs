use featherfall::requires_feature;

#[requires_feature("on", panics, log = warning)]
fn unknown() {}

#[requires_feature("on", panics, log = Info)]
fn upper_case() {}

#[requires_feature("on", panics, log = "warn")]
fn string() {}

#[requires_feature("on", panics, log = tracing::Level::WARN)]
fn path() {}

fn main() {
    unknown();
    upper_case();
    string();
    path();
}
